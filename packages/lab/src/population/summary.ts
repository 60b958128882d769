/** A sample in few numbers. */

export interface Summary {
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly median: number | null;
  readonly iqr: readonly [number, number] | null;
  readonly range: readonly [number, number] | null;
}

export function summarise(values: readonly number[]): Summary {
  const n = values.length;
  if (n === 0) return { n, mean: null, sd: null, median: null, iqr: null, range: null };
  const sorted = Float64Array.from(values).sort();
  const mean = sorted.reduce((a, b) => a + b, 0) / n;
  const sd = n < 2 ? null : Math.sqrt(sorted.reduce((a, x) => a + (x - mean) ** 2, 0) / (n - 1));
  const at = (p: number): number => sortedQuantile(sorted, p);
  return { n, mean, sd, median: at(0.5), iqr: [at(0.25), at(0.75)], range: [sorted[0], sorted[n - 1]] };
}

/** Linear between order statistics (type 7 of hyndman1996, R's default). */
export function sortedQuantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}
