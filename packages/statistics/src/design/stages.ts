/** A group-sequential test's looks and bounds, and where the process goes under a drift: what all else here stands on. */
import { type Continuing, type Interval, SequentialNormal } from "@counterpulse/numerics";

export interface Stages {
  /** Information as a share of the planned maximum. */
  times: readonly number[];
  sided: 1 | 2;
  /** Reject at or beyond (two-sided: on either side). */
  efficacy: readonly number[];
  /** Stop without effect below (two-sided: within plus and minus); null where a look has none. The last is not used. */
  futility: readonly (number | null)[];
}

/** First-crossing probabilities at each look. */
export interface StageProbabilities {
  /** Rejected in favour of a positive, of a negative effect (one-sided: none). */
  upper: number[];
  lower: number[];
  /** Stopped for futility; at the last look: not rejected. */
  futility: number[];
}

/** Where z goes on between a futility bound, if there is one, and an efficacy bound. */
export function continuing(sided: 1 | 2, efficacy: number, futility: number | null): Interval[] {
  if (sided === 1) return [[futility ?? Number.NEGATIVE_INFINITY, efficacy]];
  if (futility === null || futility <= 0) return [[-efficacy, efficacy]];
  return [
    [-efficacy, -futility],
    [futility, efficacy],
  ];
}

/** Probability to go on until now and to fall, at the next look, where it stops for futility. */
export function futile(process: SequentialNormal, state: Continuing, sided: 1 | 2, bound: number | null): number {
  if (bound === null) return 0;
  if (sided === 1) return process.below(state, bound);
  if (bound <= 0) return 0;
  // The smaller tails are subtracted from what is left, unless the strip lies in one of them.
  const left = state.masses.reduce((sum, mass) => sum + mass, 0);
  return Math.max(0, left - process.above(state, bound) - process.below(state, -bound));
}

export function stageProbabilities(stages: Stages, drift: number): StageProbabilities {
  const { times, sided, efficacy, futility } = stages;
  const process = new SequentialNormal(times, drift);
  const result: StageProbabilities = { upper: [], lower: [], futility: [] };
  let state = process.start();
  times.forEach((_, k) => {
    const last = k === times.length - 1;
    result.upper.push(process.above(state, efficacy[k]));
    result.lower.push(sided === 2 ? process.below(state, -efficacy[k]) : 0);
    result.futility.push(futile(process, state, sided, last ? efficacy[k] : futility[k]));
    if (!last) state = process.proceed(state, continuing(sided, efficacy[k], futility[k]));
  });
  return result;
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Running totals. */
export function cumulative(values: readonly number[]): number[] {
  let total = 0;
  return values.map((value) => {
    total += value;
    return total;
  });
}
