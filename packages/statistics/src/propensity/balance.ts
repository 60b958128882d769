/** How alike treated and controls are, before and after matching or weighting. */
import type { Pair } from "./greedy.ts";
import type { Column } from "./logistic.ts";
import { sampleVariance, type WeightedMoments, weightedMoments } from "./moments.ts";

export interface Balance {
  covariate: string;
  mean_treated: number;
  mean_control: number;
  /**
   * Difference of the means by the treated group's standard deviation before any adjustment, so that a change tells of
   * the means alone; null where the treated do not vary.
   */
  smd_before: number | null;
  smd_after: number | null;
  /** Variance of the treated by that of the controls; null where either does not vary. */
  variance_ratio_before: number | null;
  variance_ratio_after: number | null;
  /** The largest distance between the distribution functions. */
  ks_before: number;
  ks_after: number | null;
}

const ratioOf = (a: WeightedMoments, b: WeightedMoments): number | null =>
  a.variance > 0 && b.variance > 0 ? a.variance / b.variance : null;

/** Kolmogorov and Smirnov's statistic of two weighted samples. */
function largestGap(values: ArrayLike<number>, ones: Float64Array, zeros: Float64Array, order: Uint32Array): number {
  const total = (weights: Float64Array): number => weights.reduce((sum, w) => sum + w, 0);
  const [n1, n0] = [total(ones), total(zeros)];
  let [gap, f1, f0] = [0, 0, 0];
  for (let k = 0; k < order.length; k++) {
    f1 += ones[order[k]] / n1;
    f0 += zeros[order[k]] / n0;
    const last = k + 1 === order.length || values[order[k + 1]] !== values[order[k]];
    if (last && k + 1 < order.length) gap = Math.max(gap, Math.abs(f1 - f0));
  }
  return gap;
}

/** @param weights of each unit after adjustment; null if nobody is left */
export function balanceOf(
  columns: readonly Column[],
  treated: ArrayLike<number>,
  weights: ArrayLike<number> | null,
): Balance[] {
  const n = treated.length;
  const group = (t: number, w: ArrayLike<number> | null): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => (treated[i] === t ? (w === null ? 1 : w[i]) : 0));
  const before = [group(1, null), group(0, null)];
  const after = weights === null ? null : [group(1, weights), group(0, weights)];
  return columns.map(({ name, values }) => {
    const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a] - values[b]);
    const [m1, m0] = before.map((w) => weightedMoments(values, w));
    const [a1, a0] = after?.map((w) => weightedMoments(values, w)) ?? [null, null];
    const sd = Math.sqrt(sampleVariance(Float64Array.from(values).filter((_, i) => treated[i] === 1)));
    const smd = (a: WeightedMoments, b: WeightedMoments): number | null => (sd > 0 ? (a.mean - b.mean) / sd : null);
    return {
      covariate: name,
      mean_treated: m1.mean,
      mean_control: m0.mean,
      smd_before: smd(m1, m0),
      smd_after: a1 && a0 ? smd(a1, a0) : null,
      variance_ratio_before: ratioOf(m1, m0),
      variance_ratio_after: a1 && a0 ? ratioOf(a1, a0) : null,
      ks_before: largestGap(values, before[0], before[1], order),
      ks_after: after ? largestGap(values, after[0], after[1], order) : null,
    };
  });
}

/** 1 for every unit of a pair; null without pairs. */
export function weightsOfPairs(pairs: readonly Pair[], n: number): Float64Array | null {
  if (pairs.length === 0) return null;
  const weights = new Float64Array(n);
  for (const [a, b] of pairs) {
    weights[a] = 1;
    weights[b] = 1;
  }
  return weights;
}
