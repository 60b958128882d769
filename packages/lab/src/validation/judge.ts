/**
 * The classes of published values and when the model agrees with one.
 *
 * `spread`: the published spread is known. A standard error, or an SD with its number of subjects: inside the mean +- 2 SE.
 * An interval (95 % CI, IQR, range): inside it.
 * `direction`: no spread. The same sign, and half to twice the size; where only a direction was published the sign alone;
 * where no change was found, a change that is no larger than the case says.
 * `curve`: laws of devices. Every point within 10 %.
 */
import type { Spread, StudyCase } from "./study.ts";

/** From and to, both still allowed; null is open. */
export type Bounds = readonly [number | null, number | null];

export const CURVE_TOLERANCE = 0.1;

export function standardError(spread: Spread): number | null {
  switch (spread.kind) {
    case "SE":
    case "SEM":
      return spread.value;
    case "SD":
      return spread.value / Math.sqrt(spread.n);
    default:
      return null;
  }
}

/** What is allowed; of a curve, as a share of the published value. */
export function boundsOf(one: Pick<StudyCase, "class" | "published" | "spread" | "sign" | "within">): Bounds {
  const { published, spread, sign, within } = one;
  if (one.class === "curve") return [1 - CURVE_TOLERANCE, 1 + CURVE_TOLERANCE];
  if (one.class === "spread") {
    if (!spread) throw new Error("a case of class spread has a spread");
    if ("value" in spread && Array.isArray(spread.value)) return [spread.value[0], spread.value[1]];
    const reach = 2 * standardError(spread)!;
    return [published! - reach, published! + reach];
  }
  if (sign !== undefined) return sign === "+" ? [0, null] : [null, 0];
  if (within !== undefined) return [published! - within, published! + within];
  return published! > 0 ? [0.5 * published!, 2 * published!] : [2 * published!, 0.5 * published!];
}

/** Sums of rounding in formulas must not decide a case that stands exactly at its bound. */
const ROUNDING = 1e-9;

export function inside(value: number, [low, high]: Bounds): boolean {
  const slack = ROUNDING * Math.max(Math.abs(low ?? 0), Math.abs(high ?? 0));
  return (low === null || value >= low - slack) && (high === null || value <= high + slack);
}

/** Whether the model holds; a sign alone is not met by nothing happening. */
export function holds(one: Parameters<typeof boundsOf>[0], model: number): boolean {
  return inside(model, boundsOf(one)) && !(one.sign !== undefined && model === 0);
}

/** The point of a curve that lies furthest off, by the share of the published value. */
export function worstPoint<P extends { published: number; model: number }>(points: readonly P[]): P {
  const off = ({ published, model }: P): number => Math.abs(model / published - 1);
  return points.reduce((worst, p) => (off(p) > off(worst) ? p : worst));
}

/**
 * How far off the model is, in units of what is allowed: within -1 and 1 where it holds, the published value (or the middle
 * of the interval) at 0. For drawing; null where nothing bounds it on one side.
 */
export function deviation(model: number, published: number | null, bounds: Bounds): number | null {
  const [low, high] = bounds;
  if (low === null || high === null) return null;
  const centre = published ?? (low + high) / 2;
  const side = model >= centre ? high - centre : centre - low;
  return side > 0 ? (model - centre) / side : null;
}
