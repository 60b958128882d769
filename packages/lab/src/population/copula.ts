/** Rank correlations by a Gaussian copula: what is drawn keeps its own distribution, only who goes with whom changes. */
import { normal } from "@counterpulse/numerics";

export interface Correlation {
  readonly a: number;
  readonly b: number;
  /** Spearman's. */
  readonly rank: number;
}

/** Makes of independent uniform numbers correlated ones; null if the correlations contradict each other. */
export function copula(
  dimensions: number,
  correlations: readonly Correlation[],
): ((point: Float64Array) => Float64Array) | null {
  if (correlations.length === 0) return (point) => point;
  const matrix = Array.from({ length: dimensions }, (_, i) =>
    Float64Array.from({ length: dimensions }, (_, j) => (i === j ? 1 : 0)),
  );
  // Normal variables with correlation r have Spearman's correlation 6/pi asin(r/2) (pearson1907).
  for (const { a, b, rank } of correlations) matrix[a][b] = matrix[b][a] = 2 * Math.sin((Math.PI * rank) / 6);
  const lower = cholesky(matrix);
  if (!lower) return null;
  const touched = new Set(correlations.flatMap(({ a, b }) => [a, b]));
  return (point) => {
    const z = point.map((u, i) => (touched.has(i) ? normal.quantile(u) : 0));
    return point.map((u, i) => {
      if (!touched.has(i)) return u;
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += lower[i][j] * z[j];
      // Still strictly inside, whatever rounding does in the far tails.
      return Math.min(Math.max(normal.lower(sum), Number.MIN_VALUE), 1 - Number.EPSILON / 2);
    });
  };
}

/** L with L L' = A, or null where A is not positive definite. */
export function cholesky(a: readonly Float64Array[]): Float64Array[] | null {
  const l = a.map((row) => new Float64Array(row.length));
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i][j];
      for (let k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
      if (i !== j) l[i][j] = sum / l[j][j];
      else if (sum <= 1e-12) return null;
      else l[i][i] = Math.sqrt(sum);
    }
  }
  return l;
}
