/** A sample in few numbers. */

export interface Summary {
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly median: number | null;
  readonly iqr: readonly [number, number] | null;
  readonly range: readonly [number, number] | null;
}

const NONE: Summary = { n: 0, mean: null, sd: null, median: null, iqr: null, range: null };

export function summarise(values: readonly number[]): Summary {
  const n = values.length;
  if (n === 0) return NONE;
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

/**
 * The same of a weighted sample. Each order statistic stands in the middle of its weight, the first at 0 and the last at
 * 1: with equal weights that is type 7. The SD is that of the weighted distribution, without a correction for n.
 */
export function summariseWeighted(values: readonly number[], weights: readonly number[]): Summary {
  const kept = values.map((value, i) => ({ value, weight: weights[i] })).filter(({ weight }) => weight > 0);
  if (kept.length === 0) return NONE;
  kept.sort((a, b) => a.value - b.value);
  const sum = kept.reduce((a, { weight }) => a + weight, 0);
  const mean = kept.reduce((a, { value, weight }) => a + weight * value, 0) / sum;
  const variance = kept.reduce((a, { value, weight }) => a + weight * (value - mean) ** 2, 0) / sum;
  const middles = middlesOf(kept.map(({ weight }) => weight));
  const at = (p: number): number => interpolate(middles, kept, p);
  return {
    n: kept.length,
    mean,
    sd: kept.length < 2 ? null : Math.sqrt(variance),
    median: at(0.5),
    iqr: [at(0.25), at(0.75)],
    range: [kept[0].value, kept[kept.length - 1].value],
  };
}

/** Middles of the weights laid end to end, scaled from 0 to 1. */
function middlesOf(weights: readonly number[]): number[] {
  let before = 0;
  const raw = weights.map((weight) => {
    before += weight;
    return before - weight / 2;
  });
  const [first, last] = [raw[0], raw[raw.length - 1]];
  return raw.map((x) => (last > first ? (x - first) / (last - first) : 0));
}

function interpolate(middles: readonly number[], kept: readonly { value: number }[], p: number): number {
  const above = middles.findIndex((m) => m >= p);
  if (above <= 0) return kept[Math.max(above, 0)].value;
  const part = (p - middles[above - 1]) / (middles[above] - middles[above - 1]);
  return kept[above - 1].value + part * (kept[above].value - kept[above - 1].value);
}
