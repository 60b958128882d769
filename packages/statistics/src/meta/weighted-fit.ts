/**
 * Weighted least squares by orthogonal columns (Gram-Schmidt, each column twice, so that nothing is lost to nearly
 * collinear ones), with the traces that estimators of the between-study variance need.
 */
import { InputError } from "../input-error.ts";

export interface WeightedFit {
  coefficients: Float64Array;
  /** Inverse of X'WX: the coefficients' covariance when the weights are inverse variances. */
  covariance: Float64Array[];
  residuals: Float64Array;
  /** Weighted residual sum of squares, y'Py. */
  rss: number;
  /** Diagonal of the hat matrix. */
  leverages: Float64Array;
  /** tr P and tr PP, where P = W - WX(X'WX)^-1X'W. */
  traceP: number;
  tracePP: number;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

interface Orthogonal {
  q: Float64Array[];
  /** Upper triangle, r[j][i] for i <= j. */
  r: Float64Array[];
}

function orthogonalise(columns: readonly Float64Array[], names: readonly string[]): Orthogonal {
  const q: Float64Array[] = [];
  const r: Float64Array[] = [];
  columns.forEach((column, j) => {
    const own = Float64Array.from(column);
    const coefficients = new Float64Array(j + 1);
    const length = Math.sqrt(dot(own, own));
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        const share = dot(q[i], own);
        coefficients[i] += share;
        for (let m = 0; m < own.length; m++) own[m] -= share * q[i][m];
      }
    }
    const rest = Math.sqrt(dot(own, own));
    if (!(rest > 1e-10 * length)) {
      throw new InputError(`"${names[j] ?? `column ${j + 1}`}" follows from the others; leave one of them out`);
    }
    coefficients[j] = rest;
    q.push(own.map((x) => x / rest));
    r.push(coefficients);
  });
  return { q, r };
}

/** Inverse of the upper triangular r, by columns: inverse[j][i] for i <= j. */
function invertTriangle(r: readonly Float64Array[]): Float64Array[] {
  return r.map((_, j) => {
    const column = new Float64Array(j + 1);
    column[j] = 1 / r[j][j];
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let m = i + 1; m <= j; m++) sum += r[m][i] * column[m];
      column[i] = -sum / r[i][i];
    }
    return column;
  });
}

/** @param columns of the design matrix */
export function weightedFit(
  columns: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array,
  names: readonly string[] = [],
): WeightedFit {
  const p = columns.length;
  const roots = weights.map(Math.sqrt);
  const { q, r } = orthogonalise(
    columns.map((column) => column.map((x, i) => x * roots[i])),
    names,
  );
  const inverse = invertTriangle(r);
  const scaled = y.map((value, i) => value * roots[i]);
  const projections = q.map((column) => dot(column, scaled));
  const coefficients = new Float64Array(p);
  const covariance = Array.from({ length: p }, () => new Float64Array(p));
  for (let j = 0; j < p; j++) {
    for (let i = 0; i <= j; i++) {
      coefficients[i] += inverse[j][i] * projections[j];
      for (let m = 0; m <= j; m++) covariance[i][m] += inverse[j][i] * inverse[j][m];
    }
  }
  const residuals = y.map((value, i) => {
    let fitted = 0;
    for (let j = 0; j < p; j++) fitted += columns[j][i] * coefficients[j];
    return value - fitted;
  });
  const leverages = y.map((_, i) => q.reduce((sum, column) => sum + column[i] * column[i], 0));
  return { coefficients, covariance, residuals, leverages, ...sums(weights, residuals, leverages, q) };
}

function sums(weights: Float64Array, residuals: Float64Array, leverages: Float64Array, q: readonly Float64Array[]) {
  let [rss, traceP, tracePP] = [0, 0, 0];
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i];
    rss += w * residuals[i] * residuals[i];
    traceP += w * (1 - leverages[i]);
    tracePP += w * w * (1 - 2 * leverages[i]);
  }
  for (const a of q) {
    for (const b of q) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i] * a[i] * b[i];
      tracePP += sum * sum;
    }
  }
  return { rss, traceP, tracePP };
}
