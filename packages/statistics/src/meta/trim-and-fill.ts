/**
 * Trim and fill (duval2000): how many studies an asymmetric funnel may lack, and the pooled effect with them put in.
 * The estimator L0, which ranks the distances from the centre; the others scatter more.
 */
import { InputError } from "../input-error.ts";
import type { Effect, PoolOptions } from "./effect.ts";
import { type Pooled, poolEffects, poolModel } from "./pool.ts";
import { regressionModel } from "./regression.ts";

export interface TrimAndFill {
  /** Studies missing, their standard error, and the side on which they are. */
  missing: number;
  se: number;
  side: "left" | "right";
  filled: Effect[];
  pooled: Pooled;
}

const MAX_ROUNDS = 100;

/** The side that lacks studies: away from where the small ones lie. */
function lackingSide(effects: readonly Effect[], options: PoolOptions): "left" | "right" {
  const values = effects.map(({ vi }) => Math.sqrt(vi));
  if (values.every((value) => value === values[0])) return "left";
  const { fit } = regressionModel(effects, [{ name: "standard error", values }], options);
  return fit.coefficients[1] < 0 ? "right" : "left";
}

/** Sum of the ranks of |distance| over the positive distances; ties in the order given. */
function positiveRankSum(distances: readonly number[]): number {
  const order = distances.map((_, i) => i).sort((i, j) => Math.abs(distances[i]) - Math.abs(distances[j]) || i - j);
  return order.reduce((sum, index, rank) => sum + (distances[index] > 0 ? rank + 1 : 0), 0);
}

/** To the nearest whole number, halves to the even one. */
function rounded(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

function estimateL0(distances: readonly number[]): { k0: number; se: number } {
  const k = distances.length;
  const k0 = (4 * positiveRankSum(distances) - k * (k + 1)) / (2 * k - 1);
  const variance =
    (k * (k + 1) * (2 * k + 1) +
      10 * k0 ** 3 +
      27 * k0 ** 2 +
      17 * k0 -
      18 * k * k0 ** 2 -
      18 * k * k0 +
      6 * k ** 2 * k0) /
    24;
  return { k0: Math.max(0, rounded(k0)), se: (4 * Math.sqrt(Math.max(0, variance))) / (2 * k - 1) };
}

export function trimAndFill(
  effects: readonly Effect[],
  options: PoolOptions = {},
  side: "left" | "right" = lackingSide(effects, options),
): TrimAndFill {
  if (effects.length < 3) throw new InputError("trim and fill: at least three studies are needed");
  const sign = side === "right" ? -1 : 1;
  const sorted = effects.map((effect) => ({ ...effect, yi: sign * effect.yi })).sort((a, b) => a.yi - b.yi);
  const k = sorted.length;
  let missing = 0;
  let se = 0;
  let centre = 0;
  for (let round = 0, before = -1; missing !== before; round++) {
    if (round > MAX_ROUNDS) throw new InputError("trim and fill: the number of missing studies does not settle");
    before = missing;
    const middle = poolModel(sorted.slice(0, k - missing), options).fit.coefficients[0];
    centre = middle;
    ({ k0: missing, se } = estimateL0(sorted.map(({ yi }) => yi - middle)));
  }
  const filled = sorted.slice(k - missing).map(({ study, yi, vi }) => ({
    study: `mirror of ${study}`,
    yi: sign * (2 * centre - yi),
    vi,
  }));
  return { missing, se, side, filled, pooled: poolEffects([...effects, ...filled], options) };
}
