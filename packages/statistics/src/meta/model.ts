/** One fitted model, common or random effects, with or without moderators: what all the analyses share. */
import { chiSquared, type Distribution, normal, studentT } from "@counterpulse/numerics";
import type { ResolvedOptions } from "./effect.ts";
import { fitAt, freedom, type Problem } from "./problem.ts";
import { estimateTau2 } from "./tau2.ts";
import { tau2AtQ } from "./tau2-moments.ts";
import type { WeightedFit } from "./weighted-fit.ts";

export interface Model {
  problem: Problem;
  options: ResolvedOptions;
  tau2: number;
  fit: WeightedFit;
  /** Hartung and Knapp's variance factor; 1 with the normal test. */
  factor: number;
  /** Covariance of the coefficients, the factor included. */
  covariance: Float64Array[];
  /** What coefficients over standard errors follow. */
  reference: Distribution;
  /** Degrees of freedom of the reference; null: normal. */
  df: number | null;
  /** Residual heterogeneity. */
  q: { value: number; df: number; p: number };
  i2: number;
  h2: number;
  /** Typical within-study variance (higgins2002); null without degrees of freedom. */
  typical: number | null;
}

/** Hartung and Knapp's variance factor; at least 1 with the ad hoc correction (knapp2003). */
function varianceFactor(fit: WeightedFit, df: number, { test, adHoc }: ResolvedOptions): number {
  if (test === "z" || df < 1) return 1;
  return adHoc ? Math.max(1, fit.rss / df) : fit.rss / df;
}

export function fitModel(problem: Problem, options: ResolvedOptions): Model {
  const df = freedom(problem);
  const common = fitAt(problem, 0);
  const tau2 = options.model === "random" ? estimateTau2(problem, options.tau2) : 0;
  const fit = tau2 === 0 ? common : fitAt(problem, tau2);
  const factor = varianceFactor(fit, df, options);
  const byT = options.test === "hk" && df > 0;
  const typical = df > 0 ? df / common.traceP : null;
  const q = common.rss;
  const shares =
    typical === null
      ? { i2: 0, h2: 1 }
      : options.model === "random"
        ? { i2: (100 * tau2) / (tau2 + typical), h2: tau2 / typical + 1 }
        : { i2: q > 0 ? Math.max(0, (100 * (q - df)) / q) : 0, h2: q / df };
  return {
    problem,
    options,
    tau2,
    fit,
    factor,
    covariance: fit.covariance.map((row) => row.map((x) => x * factor)),
    reference: byT ? studentT(df) : normal,
    df: byT ? df : null,
    q: { value: q, df, p: df > 0 ? chiSquared(df).upper(q) : 1 },
    ...shares,
    typical,
  };
}

/** The Q-profile interval of tau2 (viechtbauer2007): the values at which the generalised Q is not surprising. */
export function tau2Interval(problem: Problem, level: number): [number, number] | null {
  const df = freedom(problem);
  if (df < 1) return null;
  const tail = (1 - level) / 2;
  return [tau2AtQ(problem, chiSquared(df).upperQuantile(tail)), tau2AtQ(problem, chiSquared(df).quantile(tail))];
}

export interface Coefficient {
  estimate: number;
  se: number;
  /** z, or t with the model's degrees of freedom; null where the standard error is 0. */
  statistic: number | null;
  p: number | null;
  ci: [number, number];
}

/** Estimate, test and interval of a linear combination of coefficients. */
export function inference({ reference, options }: Model, estimate: number, variance: number): Coefficient {
  const se = Math.sqrt(variance);
  const half = reference.upperQuantile((1 - options.level) / 2) * se;
  const statistic = se > 0 ? estimate / se : null;
  return {
    estimate,
    se,
    statistic,
    p: statistic === null ? null : Math.min(1, 2 * reference.upper(Math.abs(statistic))),
    ci: [estimate - half, estimate + half],
  };
}

export const coefficient = (model: Model, index: number): Coefficient =>
  inference(model, model.fit.coefficients[index], model.covariance[index][index]);
