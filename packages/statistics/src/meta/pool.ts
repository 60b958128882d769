/** Pooling by inverse variance: one effect common to all studies, or the mean of effects that differ between them. */
import { studentT } from "@counterpulse/numerics";
import { checkEffects, type Effect, type PoolOptions, resolveOptions } from "./effect.ts";
import { coefficient, fitModel, type Model, tau2Interval } from "./model.ts";
import { problemOf } from "./problem.ts";

export interface PooledStudy {
  study: string;
  yi: number | null;
  vi: number | null;
  weight_pct: number;
}

/** As `analyze meta` prints it; on the scale of analysis. */
export interface Pooled {
  k: number;
  estimate: number;
  se: number;
  ci: [number, number];
  statistic: number | null;
  /** Degrees of freedom of the statistic; null: normal. */
  df: number | null;
  p: number | null;
  tau2: number;
  tau2_ci: [number | null, number | null];
  i2_pct: number;
  i2_ci: [number | null, number | null];
  h2: number;
  q: { value: number; df: number; p: number };
  prediction_interval: [number, number] | null;
  studies: PooledStudy[];
}

/** Higgins, Thompson and Spiegelhalter's interval for the effect of a new study (higgins2009). */
export function predictionInterval(
  estimate: number,
  se: number,
  tau2: number,
  k: number,
  level: number,
): [number, number] | null {
  if (k < 3) return null;
  const half = studentT(k - 2).upperQuantile((1 - level) / 2) * Math.sqrt(tau2 + se * se);
  return [estimate - half, estimate + half];
}

/** The fitted model of a plain meta-analysis. */
export function poolModel(effects: readonly Effect[], options: PoolOptions): Model {
  checkEffects(effects);
  const problem = problemOf(
    effects.map(({ yi }) => yi),
    effects.map(({ vi }) => vi),
  );
  return fitModel(problem, resolveOptions(options));
}

export function poolEffects(effects: readonly Effect[], options: PoolOptions = {}): Pooled {
  const model = poolModel(effects, options);
  const { tau2, fit, typical } = model;
  const { model: kind, level } = model.options;
  const { estimate, se, ci, statistic, p } = coefficient(model, 0);
  const profile = tau2Interval(model.problem, level);
  const share = (t: number): number | null => (typical === null ? null : (100 * t) / (t + typical));
  return {
    k: effects.length,
    estimate,
    se,
    ci,
    statistic,
    df: model.df,
    p,
    tau2,
    tau2_ci: profile ?? [null, null],
    i2_pct: model.i2,
    i2_ci: profile === null ? [null, null] : [share(profile[0]), share(profile[1])],
    h2: model.h2,
    q: model.q,
    prediction_interval: kind === "random" ? predictionInterval(estimate, se, tau2, effects.length, level) : null,
    studies: effects.map(({ study, yi, vi }, i) => ({ study, yi, vi, weight_pct: 100 * fit.leverages[i] })),
  };
}
