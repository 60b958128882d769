/** The numbers of a meta-analysis or meta-regression, and its weighted fits. */
import { type WeightedFit, weightedFit } from "./weighted-fit.ts";

/** Estimates, variances and design matrix of a meta-regression; a plain meta-analysis has one column of ones. */
export interface Problem {
  yi: Float64Array;
  vi: Float64Array;
  columns: readonly Float64Array[];
  names: readonly string[];
}

/** The fit with weights 1 / (vi + tau2). */
export const fitAt = ({ yi, vi, columns, names }: Problem, tau2: number): WeightedFit =>
  weightedFit(
    columns,
    yi,
    vi.map((v) => 1 / (v + tau2)),
    names,
  );

/** Degrees of freedom: studies less coefficients. */
export const freedom = ({ yi, columns }: Problem): number => yi.length - columns.length;

/** A model with an intercept, and moderators if there are any. */
export function problemOf(
  yi: ArrayLike<number>,
  vi: ArrayLike<number>,
  moderators: readonly Float64Array[] = [],
  names: readonly string[] = [],
): Problem {
  const ones = new Float64Array(yi.length).fill(1);
  return {
    yi: Float64Array.from(yi),
    vi: Float64Array.from(vi),
    columns: [ones, ...moderators],
    names: ["intercept", ...names],
  };
}
