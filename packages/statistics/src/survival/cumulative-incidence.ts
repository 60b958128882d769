/**
 * Aalen and Johansen's cumulative incidence of each cause (aalen1978). Its standard error is that of the infinitesimal
 * jackknife, as R's survival has it; beside it Gray's (gray1988), as cmprsk prints it.
 */
import { normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { type CompetingData, checkCompeting, eventsAt, type Moment, momentsOf } from "./competing-data.ts";
import type { ConfidenceType } from "./kaplan-meier.ts";

export interface CumulativeIncidence {
  cause: number;
  n: number;
  events: number;
  /** Distinct times, those of censoring too. */
  time: number[];
  at_risk: number[];
  events_at: number[];
  censored_at: number[];
  incidence: number[];
  se: number[];
  se_gray: number[];
  lower: (number | null)[];
  upper: (number | null)[];
}

export interface IncidenceOptions {
  confidence?: ConfidenceType;
  level?: number;
  rows?: Uint32Array;
  /** How many causes there are; by default the largest that occurs. */
  causes?: number;
}

/** Limits of a probability from its own standard error; null where the scale has none. */
function limits(p: number, se: number, z: number, type: ConfidenceType): [number | null, number | null] {
  if (type === "plain") return [Math.max(0, p - z * se), Math.min(1, p + z * se)];
  if (p <= 0) return [null, null];
  if (type === "log") return [p * Math.exp((-z * se) / p), Math.min(1, p * Math.exp((z * se) / p))];
  if (p >= 1) return [null, null];
  const log = Math.log(-Math.log(p));
  const half = (z * se) / (p * Math.abs(Math.log(p)));
  return [Math.exp(-Math.exp(log + half)), Math.exp(-Math.exp(log - half))];
}

/** Sums that give the variance at F as a quadratic in F: those of squares and products of (slope, rest). */
class Quadratic {
  private ss = 0;
  private sr = 0;
  private rr = 0;

  add(slope: number, rest: number, weight: number): void {
    this.ss += weight * slope * slope;
    this.sr += weight * slope * rest;
    this.rr += weight * rest * rest;
  }

  /** Sum of (slope F + rest)^2; rounding must not make it negative. */
  at(f: number): number {
    return Math.max(0, f * f * this.ss + 2 * f * this.sr + this.rr);
  }
}

interface Course {
  incidence: number[];
  se: number[];
  seGray: number[];
}

/**
 * The jackknife: how F(t) changes with the weight of one person is slope F(t) + rest, where both grow while the person is
 * at risk and stay as they are from their own time on.
 */
function course(moments: readonly Moment[], cause: number): Course {
  const out: Course = { incidence: [], se: [], seGray: [] };
  const gone = new Quadratic();
  const gray = new Quadratic();
  // slope and rest of those still at risk
  let [slope, rest] = [0, 0];
  let [survival, incidence] = [1, 0];
  for (const moment of moments) {
    const { atRisk: n, counts } = moment;
    const d = eventsAt(moment);
    const own = counts[cause];
    const after = d === n ? 0 : survival * (1 - d / n);
    const next = incidence + (survival * own) / n;
    if (d > 0) {
      // log of survival changes by -(event - d/n) / (n (1 - d/n)); where all die nothing comes after that it could change
      const step = d < n ? 1 / (n - d) : 0;
      const jump = survival / n;
      const slopeOfRisk = slope + (step * d) / n;
      const restOfRisk = rest - (step * d * next) / n - (jump * own) / n;
      for (let c = 1; c < counts.length; c++) {
        if (counts[c] === 0) continue;
        gone.add(slopeOfRisk - step, restOfRisk + step * next + (c === cause ? jump : 0), counts[c]);
      }
      [slope, rest] = [slopeOfRisk, restOfRisk];
    }
    if (counts[0] > 0) gone.add(slope, rest, counts[0]);
    addGray(gray, { n, own, others: d - own, survival, after, next });
    [survival, incidence] = [after, next];
    const left = n - d - counts[0];
    out.incidence.push(incidence);
    out.se.push(Math.sqrt(gone.at(incidence) + left * (slope * incidence + rest) ** 2));
    out.seGray.push(Math.sqrt(gray.at(incidence)));
  }
  return out;
}

interface Step {
  n: number;
  own: number;
  others: number;
  survival: number;
  after: number;
  next: number;
}

/** Gray's variance: an event at s moves F(t) by (F(t) - F(s)) / S(s), and one of the cause itself by 1 less that. */
function addGray(gray: Quadratic, { n, own, others, survival, after, next }: Step): void {
  const per = after > 0 ? 1 / after : 0;
  const weight = (d: number): number => ((survival * survival * d) / (n * n)) * (d > 1 ? 1 - (d - 1) / (n - 1) : 1);
  if (others > 0 && after > 0) gray.add(per, -per * next, weight(others));
  if (own > 0) gray.add(-per, 1 + per * next, weight(own));
}

/** The incidence of every cause. */
export function cumulativeIncidence(data: CompetingData, options: IncidenceOptions = {}): CumulativeIncidence[] {
  checkCompeting(data);
  const { confidence = "log", level = 0.95, rows } = options;
  if (!(level > 0 && level < 1)) throw new InputError(`level must lie between 0 and 1, not ${level}`);
  const causes = options.causes ?? data.cause.reduce((most, c) => Math.max(most, c), 0);
  if (causes === 0) throw new InputError("competing risks: there is no event");
  const z = normal.upperQuantile((1 - level) / 2);
  const moments = momentsOf(data, causes, rows);
  return Array.from({ length: causes }, (_, i) => {
    const cause = i + 1;
    const { incidence, se, seGray } = course(moments, cause);
    const bounds = incidence.map((p, at) => limits(p, se[at], z, confidence));
    const eventsOf = moments.map(({ counts }) => counts[cause]);
    return {
      cause,
      n: rows?.length ?? data.time.length,
      events: eventsOf.reduce((sum, d) => sum + d, 0),
      time: moments.map(({ time }) => time),
      at_risk: moments.map(({ atRisk }) => atRisk),
      events_at: eventsOf,
      censored_at: moments.map(({ counts }) => counts[0]),
      incidence,
      se,
      se_gray: seGray,
      lower: bounds.map((bound) => bound[0]),
      upper: bounds.map((bound) => bound[1]),
    };
  });
}
