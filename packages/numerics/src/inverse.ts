/** Inverse of a dense square matrix. */

/**
 * Gauss-Jordan elimination with row pivots (Golub and Van Loan, Matrix Computations, 4th ed., 3.4).
 * @param rows n rows of n numbers; left as they are
 * @throws RangeError where a pivot vanishes
 */
export function inverse(rows: readonly Float64Array[]): Float64Array[] {
  const n = rows.length;
  const a = rows.map((row, i) => {
    const wide = new Float64Array(2 * n);
    wide.set(row);
    wide[n + i] = 1;
    return wide;
  });
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) pivot = i;
    if (!(Math.abs(a[pivot][k]) > 0)) throw new RangeError(`matrix of order ${n} is singular at column ${k + 1}`);
    [a[k], a[pivot]] = [a[pivot], a[k]];
    const own = a[k];
    const scale = 1 / own[k];
    for (let j = k; j < 2 * n; j++) own[j] *= scale;
    for (let i = 0; i < n; i++) if (i !== k) eliminate(a[i], own, k);
  }
  return a.map((row) => row.slice(n));
}

function eliminate(row: Float64Array, own: Float64Array, from: number): void {
  const factor = row[from];
  if (factor === 0) return;
  for (let j = from; j < row.length; j++) row[j] -= factor * own[j];
}
