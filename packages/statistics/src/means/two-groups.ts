/** Two groups: Welch's t test, which does not ask for equal variances, and Student's, which does. */
import { type TEstimate, tEstimate } from "../crossover/estimate.ts";
import { InputError } from "../input-error.ts";
import { mean, sampleVariance } from "../propensity/moments.ts";

export interface TwoMeans extends TEstimate {
  n1: number;
  n2: number;
  means: [number, number];
  sds: [number, number];
}

/** Mean of the first group less that of the second. */
export function twoMeans(
  first: readonly number[],
  second: readonly number[],
  options: { pooled?: boolean; level?: number } = {},
): TwoMeans {
  const [n1, n2] = [first.length, second.length];
  if (n1 < 2 || n2 < 2) throw new InputError(`t test: groups of ${n1} and ${n2} are too small; 2 or more are needed`);
  const [m1, m2] = [mean(first), mean(second)];
  const [s1, s2] = [sampleVariance(first), sampleVariance(second)];
  const { se, df } = options.pooled ? student(s1, n1, s2, n2) : welch(s1, n1, s2, n2);
  const sds: [number, number] = [Math.sqrt(s1), Math.sqrt(s2)];
  return { ...tEstimate(m1 - m2, se, df, options.level), n1, n2, means: [m1, m2], sds };
}

function student(s1: number, n1: number, s2: number, n2: number) {
  const df = n1 + n2 - 2;
  return { se: Math.sqrt((((n1 - 1) * s1 + (n2 - 1) * s2) / df) * (1 / n1 + 1 / n2)), df };
}

/** Degrees of freedom by Satterthwaite's rule; of groups that do not vary at all, the pooled ones. */
function welch(s1: number, n1: number, s2: number, n2: number) {
  const [v1, v2] = [s1 / n1, s2 / n2];
  const sum = v1 + v2;
  return {
    se: Math.sqrt(sum),
    df: sum > 0 ? sum ** 2 / (v1 ** 2 / (n1 - 1) + v2 ** 2 / (n2 - 1)) : n1 + n2 - 2,
  };
}
