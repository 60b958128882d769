/** Influence of single studies (viechtbauer2010): what changes when each is left out. */
import { InputError } from "../input-error.ts";
import type { Effect, PoolOptions } from "./effect.ts";
import { poolModel } from "./pool.ts";
import { fitAt } from "./problem.ts";

export interface Influence {
  study: string;
  /** Externally standardised residual. */
  rstudent: number;
  /** Change of the study's predicted effect, in standard errors. */
  dffits: number;
  /** Cook's distance. */
  cook_d: number;
  /** Variance of the pooled effect without the study over that with it. */
  cov_r: number;
  /** Between-study variance and Q without the study. */
  tau2_deleted: number;
  q_deleted: number;
  hat: number;
  weight_pct: number;
  /** Change of the pooled effect, in standard errors. */
  dfbeta: number;
}

export function influence(effects: readonly Effect[], options: PoolOptions = {}): Influence[] {
  if (effects.length < 3) throw new InputError("influence: at least three studies are needed");
  const all = poolModel(effects, options);
  const pooled = all.fit.coefficients[0];
  const variance = all.covariance[0][0];
  return effects.map(({ study, yi, vi }, i) => {
    const rest = poolModel(effects.toSpliced(i, 1), options);
    const change = pooled - rest.fit.coefficients[0];
    const hat = all.fit.leverages[i];
    // the study's variance, and the pooled effect's with all studies, as the others alone would have them
    const own = rest.factor * (vi + rest.tau2);
    const whole = rest.factor * fitAt(all.problem, rest.tau2).covariance[0][0];
    return {
      study,
      rstudent: (yi - rest.fit.coefficients[0]) / Math.sqrt(own + rest.covariance[0][0]),
      dffits: change / Math.sqrt(hat * own),
      cook_d: change ** 2 / variance,
      cov_r: rest.covariance[0][0] / variance,
      tau2_deleted: rest.tau2,
      q_deleted: rest.q.value,
      hat,
      weight_pct: 100 * hat,
      dfbeta: change / Math.sqrt(whole),
    };
  });
}
