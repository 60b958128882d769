/** Quantiles by Newton's method on the logarithm of the tail, as a function of the logarithm of the point. */

import type { Tails } from "../special/incomplete-gamma.ts";
import type { TailPoint } from "./distribution.ts";

/** A continuous distribution on the positive numbers. */
export interface OnPositive {
  logTails(x: number): Tails;
  /** log(x f(x)): the derivative of the distribution function by log x. */
  logSlope(x: number): number;
}

const MAX_STEPS = 200;
const LONGEST_STEP = 6;

/**
 * The x > 0 at which the target's tail has its logarithm. log-log scales make the far ends straight lines, so few
 * steps are needed; a bracket catches what Newton's method throws too far.
 */
export function solvePositive({ logTails, logSlope }: OnPositive, { side, log }: TailPoint, start: number): number {
  if (log === Number.NEGATIVE_INFINITY) return side === "lower" ? 0 : Number.POSITIVE_INFINITY;
  const rising = side === "lower";
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let x = Math.min(Math.max(start, 1e-305), 1e305);
  for (let i = 0; i < MAX_STEPS; i++) {
    const value = logTails(x)[side];
    const miss = value - log;
    if (Math.abs(miss) <= 1e-16 * Math.abs(log)) return x;
    if (miss > 0 === rising) high = x;
    else low = x;
    const slope = Math.exp(logSlope(x) - value) * (rising ? 1 : -1);
    const step = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, -miss / slope));
    const next = Number.isNaN(step) ? Number.NaN : x * Math.exp(step);
    if (Math.abs(step) < 3e-16) return next;
    x = next > low && next < high ? next : between(low, high, x);
    if (x === low || x === high) return x;
  }
  return x;
}

/** A point inside the bracket, in the middle by logarithm; e^6 away from x where the bracket is still open. */
function between(low: number, high: number, x: number): number {
  if (low === 0) return high > 5e-324 ? Math.max(x * Math.exp(-LONGEST_STEP), 5e-324) : high;
  if (high === Number.POSITIVE_INFINITY) return Math.min(x * Math.exp(LONGEST_STEP), Number.MAX_VALUE);
  return Math.sqrt(low) * Math.sqrt(high);
}
