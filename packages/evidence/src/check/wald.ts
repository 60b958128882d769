/** What a printed estimate and its interval say of P: bounds over every value that rounds to what was printed. */
import { normal } from "@counterpulse/numerics";
import type { Printed, Range } from "./printed.ts";

/** An estimate with its interval on a scale where the interval is symmetric, each between bounds. */
export interface Bounded {
  readonly estimate: Range;
  readonly lower: Range;
  readonly upper: Range;
}

export type Reading = (p: Printed) => Range;

/** The middles that the interval can have. */
export const middle = ({ lower, upper }: Bounded): Range => [(lower[0] + upper[0]) / 2, (lower[1] + upper[1]) / 2];

/** Standard errors that the interval's width can stand for. */
export function standardErrors({ lower, upper }: Bounded, level: number): Range {
  const z = 2 * normal.upperQuantile((1 - level) / 2);
  return [Math.max(0, upper[0] - lower[1]) / z, (upper[1] - lower[0]) / z];
}

/** Sizes of z: least and greatest effect over greatest and least standard error. */
export function zRange([low, high]: Range, [least, most]: Range): Range {
  const sizes = [Math.abs(low), Math.abs(high)];
  const smallest = low <= 0 && high >= 0 ? 0 : Math.min(...sizes);
  const greatest = Math.max(...sizes);
  return [smallest === 0 ? 0 : smallest / most, greatest === 0 ? 0 : greatest / least];
}

const twoSided = (z: number): number => Math.min(1, 2 * normal.upper(Math.max(0, z)));

/** P falls as z grows. A limit without end ("<0.001") leaves nothing to tell z by: P may then be anything. */
export const pRange = ([low, high]: Range): Range => [
  Number.isNaN(high) ? 0 : twoSided(high),
  Number.isNaN(low) ? 1 : twoSided(low),
];

export const union = (a: Range, b: Range): Range => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];

/**
 * Near no effect, P of another test of the same data (log-rank, say) is little bound by the interval: where P is above
 * 0.5, z may be smaller by this much.
 */
const DEEP = 0.674;
const DEEP_TOLERANCE = 0.1;

export const loosened = ([low, high]: Range): Range => [low < DEEP ? Math.max(0, low - DEEP_TOLERANCE) : low, high];
