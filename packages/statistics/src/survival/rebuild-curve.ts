/**
 * Patient-level data from a published Kaplan-Meier curve and the numbers at risk below it (guyot2012): events are the
 * steps of the curve, the censored are spread evenly over each interval of the table, as many as its numbers ask for.
 */
import { InputError } from "../input-error.ts";
import type { SurvivalData } from "./data.ts";

export interface PublishedCurve {
  /** Points read off the curve, times rising; survival falls from 1 or stays. */
  time: readonly number[];
  survival: readonly number[];
  /** The table: times from 0 on, and how many are at risk then. */
  risk_time: readonly number[];
  at_risk: readonly number[];
  /** How many events were published, if they were: the censored of the last interval follow from it. */
  events?: number;
}

export interface RebuiltCurve extends SurvivalData {
  events: number;
  censored: number;
  /** The largest distance between the curve read off and that of the rebuilt data. */
  worst_distance: number;
}

function checkCurve({ time, survival, risk_time: riskTime, at_risk: atRisk, events }: PublishedCurve): void {
  const rises = (list: readonly number[]): boolean =>
    list.every((x, i) => Number.isFinite(x) && (i === 0 || x > list[i - 1]));
  const where = "rebuilding a curve";
  if (time.length === 0 || time.length !== survival.length)
    throw new InputError(
      `${where}: ${time.length} times and ${survival.length} survival values; as many of both are needed`,
    );
  if (time[0] < 0 || !time.every((t, i) => Number.isFinite(t) && (i === 0 || t >= time[i - 1])))
    throw new InputError(`${where}: times must be 0 or later and must not fall`);
  const wrong = survival.findIndex((s, i) => !(s >= 0 && s <= 1) || (i > 0 && s > survival[i - 1]));
  if (wrong >= 0)
    throw new InputError(
      `${where}: survival ${survival[wrong]} at ${time[wrong]}: from 1 to 0, never rising, is allowed`,
    );
  if (riskTime.length === 0 || riskTime.length !== atRisk.length || riskTime[0] !== 0 || !rises(riskTime))
    throw new InputError(
      `${where}: the table of numbers at risk must begin at time 0 and rise, with a number for each time`,
    );
  const odd = atRisk.findIndex((n, i) => !Number.isSafeInteger(n) || n < 0 || (i > 0 && n > atRisk[i - 1]));
  if (odd >= 0 || atRisk[0] < 1)
    throw new InputError(
      `${where}: ${atRisk[Math.max(0, odd)]} at risk at ${riskTime[Math.max(0, odd)]}: whole numbers that do not rise are allowed`,
    );
  if (events !== undefined && (!Number.isSafeInteger(events) || events < 0 || events > atRisk[0]))
    throw new InputError(`${where}: ${events} events among ${atRisk[0]} people`);
}

interface Interval {
  from: number;
  to: number;
  /** Points of the curve after `from`, up to `to`. */
  points: { time: number; survival: number }[];
  /** At risk at its start, and, where the table goes on, at its end. */
  atRisk: number;
  next: number | null;
}

function intervalsOf({ time, survival, risk_time: riskTime, at_risk: atRisk }: PublishedCurve): Interval[] {
  const end = Math.max(time[time.length - 1], riskTime[riskTime.length - 1]);
  return riskTime.map((from, i) => {
    const to = i + 1 < riskTime.length ? riskTime[i + 1] : end;
    const last = i + 1 === riskTime.length;
    const points = time.flatMap((t, k) => {
      const inside = t >= from && (last ? t <= to : t < to);
      return inside ? [{ time: t, survival: survival[k] }] : [];
    });
    return { from, to, points, atRisk: atRisk[i], next: last ? null : atRisk[i + 1] };
  });
}

interface Walk {
  deaths: [time: number, count: number][];
  censored: number[];
  /** Left at the end, and what the rebuilt curve stands at. */
  left: number;
  survival: number;
}

/** Goes through an interval with so many censored, evenly spread. */
function walk({ from, to, points }: Interval, atRisk: number, survival: number, censored: number): Walk {
  const times = Array.from({ length: censored }, (_, k) => from + ((k + 1) * (to - from)) / (censored + 1));
  const deaths: [number, number][] = [];
  let [left, level, next] = [atRisk, survival, 0];
  for (const point of points) {
    while (next < times.length && times[next] < point.time && left > 0) {
      next++;
      left--;
    }
    const d = Math.min(left, Math.max(0, Math.round(left * (1 - (level > 0 ? point.survival / level : 1)))));
    if (d === 0) continue;
    deaths.push([point.time, d]);
    level *= 1 - d / left;
    left -= d;
  }
  const rest = Math.min(left, times.length - next);
  return { deaths, censored: times.slice(0, next + rest), left: left - rest, survival: level };
}

/** The number of censored that leaves as many as the table says; the nearest where none does. */
function fitted(interval: Interval, atRisk: number, survival: number): Walk {
  const { next } = interval;
  if (next === null) throw new Error("the last interval has no number to meet");
  let best = walk(interval, atRisk, survival, 0);
  // each further one leaves about one less: begin with the gap, then look around it
  for (let round = 0, censored = 0, tried = new Set([0]); round < 100; round++) {
    const gap = best.left - next;
    if (gap === 0) break;
    censored = Math.max(0, Math.min(atRisk, best.censored.length + gap));
    if (tried.has(censored)) break;
    tried.add(censored);
    const walked = walk(interval, atRisk, survival, censored);
    if (Math.abs(walked.left - next) >= Math.abs(gap)) break;
    best = walked;
  }
  return best;
}

/** The last interval has no number at its end: those censored follow from the events published, else from the rate before. */
function lastWalk(curve: PublishedCurve, interval: Interval, atRisk: number, survival: number, before: Walk[]): Walk {
  const soFar = before.reduce((sum, { deaths }) => sum + deaths.reduce((a, [, d]) => a + d, 0), 0);
  const censoredSoFar = before.reduce((sum, { censored }) => sum + censored.length, 0);
  const span = interval.from > 0 ? (censoredSoFar * (interval.to - interval.from)) / interval.from : 0;
  const guess = walk(interval, atRisk, survival, Math.min(atRisk, Math.round(span)));
  if (curve.events === undefined) return guess;
  const missing = ({ deaths }: Walk): number =>
    Math.abs(soFar + deaths.reduce((a, [, d]) => a + d, 0) - (curve.events ?? 0));
  let best = guess;
  for (let censored = 0; censored <= atRisk && missing(best) > 0; censored++) {
    const walked = walk(interval, atRisk, survival, censored);
    if (missing(walked) < missing(best)) best = walked;
  }
  return best;
}

export function rebuildCurve(curve: PublishedCurve): RebuiltCurve {
  checkCurve(curve);
  const walks: Walk[] = [];
  const intervals = intervalsOf(curve);
  let [left, survival] = [curve.at_risk[0], 1];
  for (const interval of intervals) {
    const done =
      interval.next === null ? lastWalk(curve, interval, left, survival, walks) : fitted(interval, left, survival);
    walks.push(done);
    ({ left, survival } = done);
  }
  const end = intervals[intervals.length - 1].to;
  const rows: [time: number, event: 0 | 1][] = walks.flatMap(({ deaths, censored }) => [
    ...deaths.flatMap(([time, count]) => Array.from({ length: count }, (): [number, 1] => [time, 1])),
    ...censored.map((time): [number, 0] => [time, 0]),
  ]);
  for (let i = 0; i < left; i++) rows.push([end, 0]);
  rows.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const events = rows.reduce((sum, [, event]) => sum + event, 0);
  return {
    time: Float64Array.from(rows, ([time]) => time),
    event: Uint8Array.from(rows, ([, event]) => event),
    events,
    censored: rows.length - events,
    worst_distance: worstDistance(curve, rows),
  };
}

function worstDistance({ time, survival }: PublishedCurve, rows: readonly [number, 0 | 1][]): number {
  let [level, next, worst] = [1, 0, 0];
  time.forEach((t, k) => {
    while (next < rows.length && rows[next][0] <= t) {
      const at = rows[next][0];
      const atRisk = rows.length - next;
      let deaths = 0;
      for (; next < rows.length && rows[next][0] === at; next++) deaths += rows[next][1];
      level *= 1 - deaths / atRisk;
    }
    // where the curve was read off twice at one time, the lower value counts
    if (k + 1 === time.length || time[k + 1] > t) worst = Math.max(worst, Math.abs(level - survival[k]));
  });
  return worst;
}
