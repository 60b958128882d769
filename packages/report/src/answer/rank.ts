/** How well something known of a patient goes with what the balloon does: Spearman's correlation, and the area under the curve. */

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

/** null of fewer than three pairs, or where either does not vary. */
export function spearman(x: readonly number[], y: readonly number[]): number | null {
  if (x.length < 3) return null;
  const [a, b] = [ranks(x), ranks(y)];
  const middle = (x.length + 1) / 2;
  let [aa, ab, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    aa += (a[i] - middle) ** 2;
    ab += (a[i] - middle) * (b[i] - middle);
    bb += (b[i] - middle) ** 2;
  }
  return aa === 0 || bb === 0 ? null : ab / Math.sqrt(aa * bb);
}

/** Probability that one with the event has the higher value; 0.5 tells nothing. null without both kinds. */
export function areaUnderCurve(values: readonly number[], event: readonly boolean[]): number | null {
  const rank = ranks(values);
  let [yes, sum] = [0, 0];
  event.forEach((holds, i) => {
    if (!holds) return;
    yes++;
    sum += rank[i];
  });
  const no = event.length - yes;
  return yes === 0 || no === 0 ? null : (sum - (yes * (yes + 1)) / 2) / (yes * no);
}
