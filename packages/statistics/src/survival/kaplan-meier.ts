/**
 * Kaplan and Meier's estimate (kaplan1958) with Greenwood's variance, its intervals and quantiles, and the mean up to a
 * horizon.
 */
import { normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { type Counts, countsByTime, type SurvivalData } from "./data.ts";

export const confidenceTypes = ["log", "log-log", "plain"] as const;
export type ConfidenceType = (typeof confidenceTypes)[number];

export interface KaplanMeier {
  n: number;
  events: number;
  /** Distinct times, those of censoring too. */
  time: number[];
  at_risk: number[];
  events_at: number[];
  censored_at: number[];
  survival: number[];
  /** Standard error of log survival; null once survival is 0. */
  se_log: (number | null)[];
  lower: (number | null)[];
  upper: (number | null)[];
  /** null: not reached. */
  median: number | null;
  median_ci: [number | null, number | null];
}

/** Limits of survival from the standard error of its logarithm; null where the scale has none. */
function limits(s: number, se: number | null, z: number, type: ConfidenceType): [number | null, number | null] {
  if (se === null || s === 0) return [null, null];
  if (type === "plain") return [Math.max(0, s - z * s * se), Math.min(1, s + z * s * se)];
  if (type === "log") return [s * Math.exp(-z * se), Math.min(1, s * Math.exp(z * se))];
  if (s === 1) return [null, null];
  const log = Math.log(-Math.log(s));
  const half = (z * se) / Math.log(s);
  return [Math.exp(-Math.exp(log - half)), Math.exp(-Math.exp(log + half))];
}

/** Survival that is meant to be a level but was multiplied up to it. */
const SAME = 1e-9;

/**
 * The time at which a falling curve reaches a level; where it runs along the level, the middle of that stretch.
 * null: it does not.
 */
function crossing(time: readonly number[], curve: readonly (number | null)[], level: number): number | null {
  const at = curve.findIndex((value) => value !== null && value <= level * (1 + SAME));
  if (at < 0) return null;
  if ((curve[at] as number) < level * (1 - SAME)) return time[at];
  const next = curve.findIndex((value, i) => i > at && value !== null && value < level * (1 - SAME));
  return next < 0 ? time[at] : (time[at] + time[next]) / 2;
}

/** The time by which a share has had the event, with the interval that the curve's limits give. */
export function survivalQuantile(
  { time, survival, lower, upper }: Pick<KaplanMeier, "time" | "survival" | "lower" | "upper">,
  share: number,
): { value: number | null; ci: [number | null, number | null] } {
  const level = 1 - share;
  return { value: crossing(time, survival, level), ci: [crossing(time, lower, level), crossing(time, upper, level)] };
}

function curve({ atRisk, events }: Counts): { survival: number[]; seLog: (number | null)[] } {
  const survival: number[] = [];
  const seLog: (number | null)[] = [];
  let [s, sum] = [1, 0];
  for (let i = 0; i < atRisk.length; i++) {
    const [n, d] = [atRisk[i], events[i]];
    if (d > 0) {
      s = d === n ? 0 : s * (1 - d / n);
      sum += d / (n * (n - d));
    }
    survival.push(s);
    seLog.push(Number.isFinite(sum) ? Math.sqrt(sum) : null);
  }
  return { survival, seLog };
}

export interface KaplanMeierOptions {
  confidence?: ConfidenceType;
  level?: number;
  /** Rows of the group; all by default. */
  rows?: Uint32Array;
}

export function kaplanMeier(data: SurvivalData, options: KaplanMeierOptions = {}): KaplanMeier {
  const { confidence = "log", level = 0.95, rows } = options;
  if (!(level > 0 && level < 1)) throw new InputError(`level must lie between 0 and 1, not ${level}`);
  const z = normal.upperQuantile((1 - level) / 2);
  const counts = countsByTime(data, rows);
  const { survival, seLog } = curve(counts);
  const bounds = survival.map((s, i) => limits(s, seLog[i], z, confidence));
  const time = [...counts.time];
  const lower = bounds.map((bound) => bound[0]);
  const upper = bounds.map((bound) => bound[1]);
  const median = survivalQuantile({ time, survival, lower, upper }, 0.5);
  return {
    n: rows?.length ?? data.time.length,
    events: counts.events.reduce((sum, d) => sum + d, 0),
    time,
    at_risk: [...counts.atRisk],
    events_at: [...counts.events],
    censored_at: [...counts.censored],
    survival,
    se_log: seLog,
    lower,
    upper,
    median: median.value,
    median_ci: median.ci,
  };
}

/** The mean survival time up to a horizon, the area under the curve (restricted mean), with its standard error. */
export function restrictedMean(km: KaplanMeier, horizon: number): { value: number; se: number } {
  if (!(horizon > 0)) throw new InputError(`restricted mean: the horizon must be above 0, not ${horizon}`);
  const inside = km.time.findIndex((t) => t > horizon);
  const last = inside < 0 ? km.time.length : inside;
  const areas = new Float64Array(last);
  let after = 0;
  for (let i = last - 1; i >= 0; i--) {
    after += km.survival[i] * ((i + 1 < last ? km.time[i + 1] : horizon) - km.time[i]);
    areas[i] = after;
  }
  const first = last > 0 ? km.time[0] : horizon;
  let variance = 0;
  for (let i = 0; i < last; i++) {
    const [n, d] = [km.at_risk[i], km.events_at[i]];
    if (d > 0 && d < n) variance += (areas[i] ** 2 * d) / (n * (n - d));
  }
  return { value: first + after, se: Math.sqrt(variance) };
}
