/** Small dense least squares. */

/**
 * Minimise |A x - b| for a tall matrix given by its columns, by modified Gram-Schmidt; columns that add less than
 * `tolerance` of their own length to the span of those before them get the coefficient 0.
 * @param columns n arrays of length m
 * @returns n coefficients
 */
export function leastSquares(columns: readonly Float64Array[], b: Float64Array, tolerance = 1e-8): Float64Array {
  const n = columns.length;
  const m = b.length;
  const q = columns.map((c) => c.slice());
  const r = columns.map(() => new Float64Array(n));
  const kept: boolean[] = [];
  const rest = b.slice();
  const y = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const column = q[j];
    const before = Math.sqrt(dot(column, column, m));
    for (let i = 0; i < j; i++) {
      if (!kept[i]) continue;
      r[i][j] = dot(q[i], column, m);
      subtract(column, q[i], r[i][j], m);
    }
    const after = Math.sqrt(dot(column, column, m));
    kept[j] = after > tolerance * before && after > 0;
    if (!kept[j]) continue;
    r[j][j] = after;
    for (let k = 0; k < m; k++) column[k] /= after;
    y[j] = dot(column, rest, m);
    subtract(rest, column, y[j], m);
  }
  return backSubstitute(r, y, kept);
}

/** Pivots below this share of their own diagonal are taken for 0. */
const PIVOT_TOLERANCE = 1e-12;

/**
 * Solve M x = b by Cholesky for a symmetric M that is positive semidefinite, as the matrix of normal equations is: faster
 * than orthogonal columns and half as many digits, enough where an iteration corrects itself. What adds nothing to those
 * before it gets the coefficient 0. Works in place.
 * @param m row i holds columns 0 to i, and begins at i * width; overwritten
 * @param b n numbers; x takes their place
 */
export function solvePositive(m: Float64Array, width: number, b: Float64Array, n: number): void {
  // The factor takes the place of the lower triangle; a row that adds nothing has 0 on its diagonal.
  for (let j = 0; j < n; j++) {
    const row = j * width;
    const own = m[row + j];
    let left = own;
    for (let i = 0; i < j; i++) {
      const pivot = m[i * width + i];
      if (pivot === 0) continue;
      let product = m[row + i];
      for (let k = 0; k < i; k++) if (m[k * width + k] !== 0) product -= m[i * width + k] * m[row + k];
      m[row + i] = product / pivot;
      left -= m[row + i] * m[row + i];
      b[j] -= m[row + i] * b[i];
    }
    const kept = left > PIVOT_TOLERANCE * own && left > 0;
    m[row + j] = kept ? Math.sqrt(left) : 0;
    b[j] = kept ? b[j] / m[row + j] : 0;
  }
  for (let j = n - 1; j >= 0; j--) {
    const pivot = m[j * width + j];
    if (pivot === 0) continue;
    for (let i = j + 1; i < n; i++) if (m[i * width + i] !== 0) b[j] -= m[i * width + j] * b[i];
    b[j] /= pivot;
  }
}

function backSubstitute(r: readonly Float64Array[], y: Float64Array, kept: readonly boolean[]): Float64Array {
  const n = y.length;
  const x = new Float64Array(n);
  for (let j = n - 1; j >= 0; j--) {
    if (!kept[j]) continue;
    let sum = y[j];
    for (let i = j + 1; i < n; i++) sum -= r[j][i] * x[i];
    x[j] = sum / r[j][j];
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array, m: number): number {
  let sum = 0;
  for (let k = 0; k < m; k++) sum += a[k] * b[k];
  return sum;
}

/** a - factor b, in place. */
function subtract(a: Float64Array, b: Float64Array, factor: number, m: number): void {
  for (let k = 0; k < m; k++) a[k] -= factor * b[k];
}
