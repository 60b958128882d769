/** Inverse of a dense square matrix. */

/**
 * Gauss-Jordan elimination in place with row pivots (Press et al., Numerical Recipes, 3rd ed., 2.1).
 * @param rows n rows of n numbers; left as they are
 * @throws RangeError where a pivot vanishes
 */
export function inverse(rows: readonly Float64Array[]): Float64Array[] {
  const n = rows.length;
  const a = rows.map((row) => row.slice());
  const order = Array.from(rows, (_, i) => i);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) pivot = i;
    if (!(Math.abs(a[pivot][k]) > 0)) throw new RangeError(`matrix of order ${n} is singular at column ${k + 1}`);
    [a[k], a[pivot]] = [a[pivot], a[k]];
    [order[k], order[pivot]] = [order[pivot], order[k]];
    const own = a[k];
    const scale = 1 / own[k];
    own[k] = 1;
    for (let j = 0; j < n; j++) own[j] *= scale;
    for (let i = 0; i < n; i++) if (i !== k) eliminate(a[i], own, k);
  }
  // What stands in column k belongs to the row that was taken for the k-th.
  return a.map((row) => {
    const back = new Float64Array(n);
    order.forEach((from, k) => {
      back[from] = row[k];
    });
    return back;
  });
}

function eliminate(row: Float64Array, own: Float64Array, k: number): void {
  const factor = row[k];
  if (factor === 0) return;
  row[k] = 0;
  for (let j = 0; j < row.length; j++) row[j] -= factor * own[j];
}
