/** Values that are the same but for rounding, and what needs to know: ranks, and the area under a curve. */

/** Logits of equal rows, or equally far ones, may differ in their last bits: below this they count as equal. */
export const SAME = 1e-10;

/** The class of each value, counted from the smallest; values closer than `tolerance` to a neighbour share one. */
export function classesOf(values: ArrayLike<number>, tolerance = SAME): Int32Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const classes = new Int32Array(values.length);
  let current = 0;
  for (let k = 0; k < order.length; k++) {
    if (k > 0 && values[order[k]] - values[order[k - 1]] > tolerance) current++;
    classes[order[k]] = current;
  }
  return classes;
}

/** Ranks from 1; equal values share their mean rank. */
export function midranks(values: ArrayLike<number>, tolerance = 0): Float64Array {
  const classes = classesOf(values, tolerance);
  const counts = new Int32Array(Math.max(0, ...classesEnd(classes)));
  for (const c of classes) counts[c]++;
  let before = 0;
  const rankOfClass = Float64Array.from(counts, (count) => {
    before += count;
    return before - (count - 1) / 2;
  });
  return Float64Array.from(classes, (c) => rankOfClass[c]);
}

function classesEnd(classes: Int32Array): [number] {
  let most = -1;
  for (const c of classes) if (c > most) most = c;
  return [most + 1];
}

/** How often a treated unit has the higher value than an untreated one, ties counting one half. */
export function cStatistic(values: ArrayLike<number>, treated: ArrayLike<number>): number {
  const ranks = midranks(values, SAME);
  let [sum, n1] = [0, 0];
  for (let i = 0; i < ranks.length; i++) {
    if (treated[i] !== 1) continue;
    sum += ranks[i];
    n1++;
  }
  return (sum - (n1 * (n1 + 1)) / 2) / (n1 * (ranks.length - n1));
}
