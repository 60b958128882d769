/** Means and variances, plain and weighted. */

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** With n - 1; NaN for fewer than two. */
export function sampleVariance(values: ArrayLike<number>): number {
  const center = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - center) ** 2;
  return values.length < 2 ? Number.NaN : sum / (values.length - 1);
}

export interface WeightedMoments {
  mean: number;
  /** With the correction for weights that makes it n - 1 when all are equal: divided by W - sum(w^2) / W. */
  variance: number;
}

export function weightedMoments(values: ArrayLike<number>, weights: ArrayLike<number>): WeightedMoments {
  let [total, sum, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    total += weights[i];
    sum += weights[i] * values[i];
    squares += weights[i] ** 2;
  }
  const center = sum / total;
  let spread = 0;
  for (let i = 0; i < values.length; i++) spread += weights[i] * (values[i] - center) ** 2;
  return { mean: center, variance: spread / (total - squares / total) };
}

/** Kish's: the number of equally weighted units that would tell as much. */
export function effectiveSize(weights: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i];
    squares += weights[i] ** 2;
  }
  return sum ** 2 / squares;
}
