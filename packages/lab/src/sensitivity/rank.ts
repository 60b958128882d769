/** Spearman's rank correlation: which way a factor moves an output, which variances do not tell. */

/** null of fewer than three pairs, or where either does not vary. */
export function spearman(x: readonly number[], y: readonly number[]): number | null {
  if (x.length < 3) return null;
  return pearson(ranks(x), ranks(y));
}

/** Ranks from 1; equal values share the mean of theirs. */
export function ranks(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((i, j) => values[i] - values[j]);
  const result = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let k = from; k < to; k++) result[order[k]] = (from + to + 1) / 2;
    from = to;
  }
  return result;
}

function pearson(x: Float64Array, y: Float64Array): number | null {
  const n = x.length;
  const mean = (v: Float64Array): number => v.reduce((a, b) => a + b, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    xx += (x[i] - mx) ** 2;
    yy += (y[i] - my) ** 2;
    xy += (x[i] - mx) * (y[i] - my);
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
