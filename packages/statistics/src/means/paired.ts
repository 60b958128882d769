/** Two measurements in the same subjects: the paired t test. */
import { type TEstimate, tEstimate } from "../crossover/estimate.ts";
import { InputError } from "../input-error.ts";
import { mean, sampleVariance } from "../propensity/moments.ts";

export interface PairedMeans extends TEstimate {
  /** Pairs. */
  n: number;
  /** Standard deviation of the differences. */
  sd: number;
}

/** @param differences one for each subject, such as with treatment less without */
export function pairedMeans(differences: readonly number[], level = 0.95): PairedMeans {
  const n = differences.length;
  if (n < 2) throw new InputError(`paired t test: ${n} pairs are too few; 2 or more are needed`);
  const sd = Math.sqrt(sampleVariance(differences));
  return { ...tEstimate(mean(differences), sd / Math.sqrt(n), n - 1, level), n, sd };
}
