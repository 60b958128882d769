/** Quantiles of distributions on whole numbers: a guess, a bracket that doubles, and bisection. */
import type { Distribution, Target } from "./distribution.ts";
import { quantilesBy } from "./distribution.ts";
import { normal } from "./normal.ts";

export interface Counts {
  from: number;
  /** May be infinite. */
  to: number;
  mean: number;
  sd: number;
  logLower(k: number): number;
  logUpper(k: number): number;
}

/**
 * A probability that was itself computed as a distribution function must give back its own k, so a tail that reaches
 * the target to within rounding counts as reaching it.
 */
const ROUNDING = 1e-13;

function find(counts: Counts, { side, log }: Target): number {
  const slack = ROUNDING * Math.max(1, Math.abs(log));
  const reached = (k: number): boolean =>
    side === "lower" ? counts.logLower(k) >= log - slack : counts.logUpper(k) <= log + slack;
  if (log === Number.NEGATIVE_INFINITY) return side === "lower" ? counts.from : counts.to;
  const z = side === "lower" ? normal.logQuantile(log) : normal.logUpperQuantile(log);
  const within = (k: number): number => Math.min(Math.max(k, counts.from), counts.to);
  let high = within(Math.round(counts.mean + z * counts.sd));
  let step = Math.max(1, Math.floor(counts.sd / 8));
  let low = high;
  if (reached(high)) {
    for (; low > counts.from && reached(low); step *= 2) {
      high = low;
      low = within(low - step);
    }
    if (reached(low)) return low;
  } else {
    for (; !reached(high); step *= 2) {
      low = high;
      high = within(high + step);
    }
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}

type Tails = Pick<Distribution, "logDensity" | "lower" | "upper" | "logLower" | "logUpper">;

/** Completes a distribution on whole numbers, given its tails at whole numbers within its range. */
export function discrete(tails: Tails, range: Omit<Counts, "logLower" | "logUpper">): Distribution {
  const { from, to } = range;
  const at =
    (tail: (k: number) => number, below: number, above: number) =>
    (x: number): number => {
      const k = Math.floor(x);
      if (k < from) return below;
      return k >= to ? above : tail(k);
    };
  const logDensity = (x: number): number =>
    Number.isInteger(x) && x >= from && x <= to ? tails.logDensity(x) : Number.NEGATIVE_INFINITY;
  const logLower = at(tails.logLower, Number.NEGATIVE_INFINITY, 0);
  const logUpper = at(tails.logUpper, 0, Number.NEGATIVE_INFINITY);
  return {
    density: (x) => Math.exp(logDensity(x)),
    logDensity,
    lower: at(tails.lower, 0, 1),
    upper: at(tails.upper, 1, 0),
    logLower,
    logUpper,
    ...quantilesBy((target) => find({ ...range, logLower, logUpper }, target)),
  };
}
