/** The cumulative baseline hazard of a Cox model, by Breslow or, with Efron's ties, in Efron's form. */
import type { CoxModel } from "./cox.ts";
import { walk } from "./cox-likelihood.ts";

export interface BaselineHazard {
  /** null: the model has no strata. */
  stratum: string | null;
  /** Times of events, rising. */
  time: number[];
  cumulative: number[];
}

/** For each stratum. @param at the covariates for which the hazard is wanted; their means by default */
export function baselineHazard({ prepared, beta }: CoxModel, at?: readonly number[]): BaselineHazard[] {
  const { centres, scales, strata } = prepared;
  const eta = at === undefined ? 0 : at.reduce((sum, x, j) => sum + (beta[j] * (x - centres[j])) / scales[j], 0);
  return strata.map((stratum) => {
    const steps = new Map<number, number>();
    const shift = walk({ ...prepared, strata: [stratum] }, beta, {
      death: () => {},
      factor: (time, risk, _mean, _covariance, deaths) => {
        steps.set(time, (steps.get(time) ?? 0) + deaths / risk);
      },
    });
    const time = [...steps.keys()].reverse();
    let sum = 0;
    const cumulative = time.map((t) => {
      sum += (steps.get(t) as number) * Math.exp(eta - shift);
      return sum;
    });
    return { stratum: stratum.name, time, cumulative };
  });
}
