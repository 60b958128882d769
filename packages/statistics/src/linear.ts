/** Small symmetric positive definite systems by Cholesky's decomposition. */

export interface Cholesky {
  /** Lower triangle. */
  factor: Float64Array[];
}

/** null if the matrix is not positive definite; the column at fault is then `failedAt`. */
export function cholesky(matrix: readonly ArrayLike<number>[]): Cholesky | { failedAt: number } {
  const n = matrix.length;
  const factor = Array.from({ length: n }, () => new Float64Array(n));
  for (let j = 0; j < n; j++) {
    let rest = matrix[j][j];
    for (let m = 0; m < j; m++) rest -= factor[j][m] ** 2;
    if (!(rest > 1e-11 * Math.abs(matrix[j][j]))) return { failedAt: j };
    factor[j][j] = Math.sqrt(rest);
    for (let i = j + 1; i < n; i++) {
      let sum = matrix[i][j];
      for (let m = 0; m < j; m++) sum -= factor[i][m] * factor[j][m];
      factor[i][j] = sum / factor[j][j];
    }
  }
  return { factor };
}

/** Solves L L' x = b. */
export function solveCholesky({ factor }: Cholesky, b: ArrayLike<number>): Float64Array {
  const n = factor.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let m = 0; m < i; m++) x[i] -= factor[i][m] * x[m];
    x[i] /= factor[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let m = i + 1; m < n; m++) x[i] -= factor[m][i] * x[m];
    x[i] /= factor[i][i];
  }
  return x;
}

/** The inverse of L L'. */
export const invertCholesky = (decomposition: Cholesky): Float64Array[] =>
  decomposition.factor.map((_, j) => {
    const unit = new Float64Array(decomposition.factor.length);
    unit[j] = 1;
    return solveCholesky(decomposition, unit);
  });

/** The solution of A x = b; null if A is not positive definite. */
export function solveSymmetric(matrix: readonly ArrayLike<number>[], b: ArrayLike<number>): Float64Array | null {
  const decomposition = cholesky(matrix);
  return "failedAt" in decomposition ? null : solveCholesky(decomposition, b);
}
