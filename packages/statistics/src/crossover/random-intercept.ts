/**
 * Linear mixed model with a random intercept for each subject, by restricted maximum likelihood. The variance within
 * subjects is profiled out, which leaves the ratio of the variance between subjects to it; where everybody has the same
 * design but for the order of its rows, that ratio has a closed form, else it is searched for.
 */
import { root } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { gather, type MixedData, type Moments, momentsOf } from "./intercept-moments.ts";
import { Variances } from "./intercept-variances.ts";

export type { MixedData } from "./intercept-moments.ts";

export interface MixedFit {
  names: readonly string[];
  coefficients: Float64Array;
  covariance: Float64Array[];
  /** Variance within and between subjects. */
  sigma2: number;
  between2: number;
  /** Restricted log-likelihood, as lme4 counts it. */
  loglik: number;
  /** Satterthwaite's degrees of freedom of a linear combination. */
  df(combination: ArrayLike<number>): number;
}

/** Logarithms of the ratio between which it is sought. */
const LEAST = -20;
const MOST = 20;
const GRID_STEP = 0.5;

/** What is left of a column by those before it, as a share, below which it counts as following from them. */
const SINGULAR = 1e-11;
/** Residual squares that are no more than rounding leaves, as a share of the outcome's: the design explains everything. */
const ROUNDING = 1e-28;

/**
 * Lower triangle of Cholesky's decomposition of Z'Z, row after row, in place of it; its last diagonal element is left
 * undivided: it is the residual sum of squares.
 *
 * @returns the first column that follows from the others, or -1
 */
function decompose(z: Float64Array, width: number): number {
  for (let j = 0; j < width; j++) {
    const whole = z[j * width + j];
    let rest = whole;
    for (let m = 0; m < j; m++) rest -= z[j * width + m] ** 2;
    if (j === width - 1) {
      z[j * width + j] = Math.max(rest, 0);
      return -1;
    }
    if (!(rest > SINGULAR * Math.abs(whole))) return j;
    const diagonal = Math.sqrt(rest);
    z[j * width + j] = diagonal;
    for (let i = j + 1; i < width; i++) {
      let sum = z[i * width + j];
      for (let m = 0; m < j; m++) sum -= z[i * width + m] * z[j * width + m];
      z[i * width + j] = sum / diagonal;
    }
  }
  return -1;
}

/** Z' V^-1 Z, the variance within taken as 1, decomposed. */
function factorAt({ patterns, p, names }: Moments, ratio: number): Float64Array {
  const factor = gather(patterns, (n) => ({ a: 1, b: -ratio / (1 + n * ratio) }));
  const failed = decompose(factor, p + 1);
  if (failed < 0) return factor;
  throw new InputError(
    `mixed model: "${names[failed]}" follows from the others; its effect cannot be told in this design`,
  );
}

/** Restricted log-likelihood with the variance within at its best. */
function likelihoodOf({ patterns, p, rows }: Moments, factor: Float64Array, ratio: number): number {
  const df = rows - p;
  let logDet = 0;
  for (let j = 0; j < p; j++) logDet += 2 * Math.log(factor[j * (p + 1) + j]);
  for (const { n, subjects } of patterns) logDet += subjects * Math.log1p(n * ratio);
  const sigma2 = factor[p * (p + 1) + p] / df;
  return -0.5 * (df * (1 + Math.log(2 * Math.PI * sigma2)) + logDet);
}

/** Coefficients and the inverse of X' V^-1 X, row after row, of a decomposition. */
function solve(factor: Float64Array, p: number): { coefficients: Float64Array; inverse: Float64Array } {
  const width = p + 1;
  // Columns of the inverse of the triangle.
  const half = new Float64Array(p * p);
  for (let c = 0; c < p; c++) {
    for (let i = c; i < p; i++) {
      let sum = i === c ? 1 : 0;
      for (let m = c; m < i; m++) sum -= factor[i * width + m] * half[m * p + c];
      half[i * p + c] = sum / factor[i * width + i];
    }
  }
  const inverse = new Float64Array(p * p);
  const coefficients = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    for (let m = i; m < p; m++) coefficients[i] += half[m * p + i] * factor[p * width + m];
    for (let j = 0; j < p; j++) {
      for (let m = Math.max(i, j); m < p; m++) inverse[i * p + j] += half[m * p + i] * half[m * p + j];
    }
  }
  return { coefficients, inverse };
}

/** Derivative of the profiled likelihood by the logarithm of the ratio. */
function slopeAt(moments: Moments, log: number): number {
  const { patterns, p, rows } = moments;
  const width = p + 1;
  const ratio = Math.exp(log);
  const factor = factorAt(moments, ratio);
  const { coefficients, inverse } = solve(factor, p);
  const sigma2 = factor[p * width + p] / (rows - p);
  // d/dratio of (I + ratio J)^-1 is -J / (1 + n ratio)^2
  const moved = gather(patterns, (n) => ({ a: 0, b: 1 / (1 + n * ratio) ** 2 }));
  const residual = (i: number): number => (i < p ? -coefficients[i] : 1);
  let [explained, traced] = [0, 0];
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      explained += residual(i) * moved[i * width + j] * residual(j);
      if (i < p && j < p) traced += inverse[i * p + j] * moved[i * width + j];
    }
  }
  const spread = patterns.reduce((sum, { n, subjects }) => sum + (subjects * n) / (1 + n * ratio), 0);
  return (ratio * (explained / sigma2 + traced - spread)) / 2;
}

/** The ratio of variances with the highest likelihood: bracketed on a grid of its logarithm, then where the slope is 0. */
function searchedRatio(moments: Moments): number {
  const at = (ratio: number): number => likelihoodOf(moments, factorAt(moments, ratio), ratio);
  let [best, highest] = [LEAST, Number.NEGATIVE_INFINITY];
  for (let log = LEAST; log <= MOST; log += GRID_STEP) {
    const value = at(Math.exp(log));
    if (value > highest) [best, highest] = [log, value];
  }
  if (at(0) >= highest) return 0;
  const [from, to] = [Math.max(LEAST, best - GRID_STEP), Math.min(MOST, best + GRID_STEP)];
  const slope = (log: number): number => slopeAt(moments, log);
  if (slope(from) <= 0) return Math.exp(from);
  if (slope(to) >= 0) return Math.exp(to);
  return Math.exp(root(slope, from, to));
}

/**
 * In a balanced design the likelihood falls apart into that of what varies within subjects and that of their means, which
 * only the intercept moves; null where the design has a column that does not vary within them.
 */
function balancedRatio({ patterns, p, rows, subjects }: Moments): number | null {
  const [{ n, squares, sums }] = patterns;
  const width = p + 1;
  // Without the intercept, and with subjects' means taken off.
  const within = new Float64Array(p * p);
  for (let i = 1; i < width; i++) {
    for (let j = 1; j < width; j++) within[(i - 1) * p + j - 1] = squares[i * width + j] - sums[i * width + j] / n;
  }
  if (decompose(within, p) >= 0) return null;
  const own = within[p * p - 1] / (rows - subjects - (p - 1));
  const [last, total] = [width * width - 1, squares[width - 1]];
  const between = (sums[last] / n - (total * total) / rows) / (subjects - 1);
  const ratio = (between / own - 1) / n;
  return ratio > Math.exp(LEAST) ? Math.min(ratio, Math.exp(MOST)) : 0;
}

export function randomIntercept(data: MixedData): MixedFit {
  const { names } = data;
  // A common level of the outcome goes into the intercept; taken off first, it costs no digits.
  const [{ y: first } = { y: 0 }] = data.rows;
  const level = first + data.rows.reduce((sum, { y }) => sum + (y - first) / data.rows.length, 0);
  const moments = momentsOf(data, level);
  const { p, rows, subjects } = moments;
  if (rows <= p || subjects < 2) {
    throw new InputError(
      `mixed model: ${rows} rows of ${subjects} subjects are too few for ${names.length} coefficients`,
    );
  }
  const least = factorAt(moments, 0);
  const size = data.rows.reduce((sum, { y }) => sum + y * y, 0);
  const exact = least[(p + 1) ** 2 - 1] <= ROUNDING * size;
  if (exact) least[(p + 1) ** 2 - 1] = 0;
  const ratio = exact ? 0 : ((moments.balanced ? balancedRatio(moments) : null) ?? searchedRatio(moments));
  const factor = ratio === 0 ? least : factorAt(moments, ratio);
  const { coefficients, inverse } = solve(factor, p);
  const sigma2 = factor[p * (p + 1) + p] / (rows - p);
  const c = inverse.map((x) => x * sigma2);
  let variances: Variances | undefined;
  return {
    names,
    coefficients: coefficients.map((b, j) => (j === 0 ? b + level : b)),
    covariance: names.map((_, i) => c.slice(i * p, (i + 1) * p)),
    sigma2,
    between2: ratio * sigma2,
    loglik: likelihoodOf(moments, factor, ratio),
    df: (combination) => {
      // At the edge, where subjects do not differ, only the residual variance was estimated.
      if (ratio === 0) return rows - p;
      variances ??= new Variances(moments, sigma2, ratio * sigma2, coefficients, c);
      return variances.df(Float64Array.from(combination)) ?? Math.max(1, rows - subjects - (p - 1));
    },
  };
}
