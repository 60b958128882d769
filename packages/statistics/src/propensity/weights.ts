/** Weights by the propensity, and the effect as a difference of weighted means. */
import { normal } from "@counterpulse/numerics";
import type { Column, Logistic } from "./logistic.ts";
import { effectiveSize } from "./moments.ts";

/** Inverse probability for everybody (`iptw`), for the treated (`att`), and overlap weights (li2018). */
export type Weighting = "iptw" | "att" | "overlap";
export const weightings: readonly Weighting[] = ["iptw", "att", "overlap"];

/** Whom the effect stands for. */
export const ESTIMANDS: Readonly<Record<Weighting, "ATE" | "ATT" | "ATO">> = {
  iptw: "ATE",
  att: "ATT",
  overlap: "ATO",
};

/** The weight, and how it changes as the logit rises. */
function weightAt(kind: Weighting, treated: boolean, e: number): { w: number; slope: number } {
  const odds = e / (1 - e);
  if (kind === "iptw") return treated ? { w: 1 / e, slope: -1 / odds } : { w: 1 / (1 - e), slope: odds };
  if (kind === "att") return treated ? { w: 1, slope: 0 } : { w: odds, slope: odds };
  const slope = e * (1 - e);
  return treated ? { w: 1 - e, slope: -slope } : { w: e, slope };
}

/** @param stabilised times the share of the unit's group, for `iptw`; means and effects stay the same */
export function propensityWeights(
  { fitted }: Pick<Logistic, "fitted">,
  treated: ArrayLike<number>,
  kind: Weighting,
  stabilised = false,
): Float64Array {
  let n1 = 0;
  for (let i = 0; i < fitted.length; i++) n1 += treated[i];
  const share = n1 / fitted.length;
  return fitted.map((e, i) => {
    const { w } = weightAt(kind, treated[i] === 1, e);
    return stabilised && kind === "iptw" ? w * (treated[i] === 1 ? share : 1 - share) : w;
  });
}

export interface WeightedEffect {
  estimand: "ATE" | "ATT" | "ATO";
  mean_treated: number;
  mean_control: number;
  /** Difference of the weighted means, treated less control. */
  estimate: number;
  /** Counts that the propensity was estimated from the same data (M-estimation, lunceford2004). */
  se: number;
  /** As if the propensity were known (robust): too wide for `iptw` and mostly so for the others. */
  se_known_propensity: number;
  z: number | null;
  p: number | null;
  ci: [number, number];
  /** Kish's effective size of the treated and the controls. */
  effective_n: [number, number];
  largest_weight: number;
}

interface Group {
  mean: number;
  total: number;
}

/** @param columns of the propensity model, without the intercept */
export function weightedEffect(
  propensity: Logistic,
  columns: readonly Column[],
  treated: ArrayLike<number>,
  outcome: ArrayLike<number>,
  kind: Weighting,
  level = 0.95,
): WeightedEffect {
  const n = propensity.fitted.length;
  const weights = propensityWeights(propensity, treated, kind);
  const group = (t: number): Group => {
    let [total, sum] = [0, 0];
    for (let i = 0; i < n; i++) {
      if (treated[i] !== t) continue;
      total += weights[i];
      sum += weights[i] * outcome[i];
    }
    return { mean: sum / total, total };
  };
  const [one, zero] = [group(1), group(0)];
  const estimate = one.mean - zero.mean;
  // What each unit adds to the difference, and how the difference moves with the propensity model's coefficients.
  const own = new Float64Array(n);
  const slopes = new Float64Array(columns.length + 1);
  const known = (i: number, j: number): number => (j === 0 ? 1 : columns[j - 1].values[i]);
  for (let i = 0; i < n; i++) {
    const side = treated[i] === 1 ? one : zero;
    const sign = treated[i] === 1 ? 1 : -1;
    const distance = (sign * (outcome[i] - side.mean)) / side.total;
    own[i] = weights[i] * distance;
    const { slope } = weightAt(kind, treated[i] === 1, propensity.fitted[i]);
    for (let j = 0; j < slopes.length; j++) slopes[j] += slope * distance * known(i, j);
  }
  const direction = propensity.covariance.map((row) => row.reduce((sum, c, j) => sum + c * slopes[j], 0));
  let [square, plain] = [0, 0];
  for (let i = 0; i < n; i++) {
    const residual = treated[i] - propensity.fitted[i];
    let through = 0;
    for (let j = 0; j < direction.length; j++) through += direction[j] * known(i, j);
    square += (own[i] + residual * through) ** 2;
    plain += own[i] ** 2;
  }
  const sizes = [1, 0].map((t) => effectiveSize(weights.filter((_, i) => treated[i] === t))) as [number, number];
  return {
    estimand: ESTIMANDS[kind],
    mean_treated: one.mean,
    mean_control: zero.mean,
    ...inference(estimate, Math.sqrt(square), level),
    se_known_propensity: Math.sqrt(plain),
    effective_n: sizes,
    largest_weight: weights.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** Normal test and interval of an estimate. */
export function inference(estimate: number, se: number, level: number) {
  const half = normal.upperQuantile((1 - level) / 2) * se;
  const z = se > 0 ? estimate / se : null;
  const ci: [number, number] = [estimate - half, estimate + half];
  return { estimate, se, z, p: z === null ? null : 2 * normal.upper(Math.abs(z)), ci };
}
