/** What designs are asked with: ranges, and the normal points that nearly all of them need. */
import { normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";

/** Throws unless low < value < high. */
export function requireBetween(what: string, value: number, low: number, high: number): number {
  if (value > low && value < high) return value;
  const allowed =
    high === Number.POSITIVE_INFINITY ? `a number above ${low}` : `a number between ${low} and ${high}, both excluded,`;
  throw new InputError(`${what}: ${value} is not allowed; ${allowed} is.`);
}

/** Throws unless the value is a probability. */
export function requireProbability(what: string, value: number): number {
  if (value >= 0 && value <= 1) return value;
  throw new InputError(`${what}: ${value} is not allowed; a number from 0 to 1 is.`);
}

/** Throws unless the value is a whole number from `low` to `high`. */
export function requireWhole(what: string, value: number, low: number, high = Number.MAX_SAFE_INTEGER): number {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return value;
  const range = high === Number.MAX_SAFE_INTEGER ? `from ${low} up` : `from ${low} to ${high}`;
  throw new InputError(`${what}: ${value} is not allowed; a whole number ${range} is.`);
}

export interface Errors {
  /** Two-sided unless a design says otherwise. */
  alpha?: number;
  power?: number;
}

/** Critical value of a two-sided test and the normal point of the power, checked. */
export function normalPoints({ alpha = 0.05, power = 0.8 }: Errors): { zAlpha: number; zBeta: number } {
  requireBetween("alpha", alpha, 0, 1);
  requireBetween("power", power, 0, 1);
  if (power <= alpha) throw new InputError(`power: ${power} is not allowed; a number above alpha = ${alpha} is.`);
  return { zAlpha: normal.upperQuantile(alpha / 2), zBeta: normal.quantile(power) };
}

/** Whole patients, forgiving rounding in the last digits of an exact number. */
export const wholeUp = (n: number): number => Math.ceil(n * (1 - 1e-12));
