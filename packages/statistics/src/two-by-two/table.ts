/** A two-by-two table: events and totals of the experimental group, then of the control group. */
import { normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";

export interface TwoByTwo {
  a: number;
  n1: number;
  b: number;
  n2: number;
}

/** Lower and upper limit. null: the limit does not exist or is infinite. */
export type Limits = [number | null, number | null];

export interface Estimate {
  value: number | null;
  ci: Limits;
}

/** Throws unless these are counts of people that can be. */
export function checkTable({ a, n1, b, n2 }: TwoByTwo): void {
  const group = (events: string, count: number, total: string, size: number): void => {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new InputError(`two-by-two: ${total} must be a whole number from 1 up, not ${size}`);
    }
    if (!Number.isSafeInteger(count) || count < 0 || count > size) {
      throw new InputError(`two-by-two: ${events} must be a whole number from 0 to ${total} = ${size}, not ${count}`);
    }
  };
  group("A", a, "N1", n1);
  group("B", b, "N2", n2);
}

/** The two-sided critical value of the normal distribution at a confidence level such as 0.95. */
export function criticalZ(level: number): number {
  checkLevel(level);
  return normal.upperQuantile((1 - level) / 2);
}

export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new InputError(`level must lie between 0 and 1, not ${level}`);
}

/** A number that JSON can hold, or null. */
export const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
