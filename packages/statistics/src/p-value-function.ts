/**
 * P value function (poole1987): the two-sided P of every possible effect, of an estimate whose distance from the truth in
 * standard errors is normal or t distributed.
 */
import { normal, studentT } from "@counterpulse/numerics";
import { InputError } from "./input-error.ts";

export interface PValueFunction {
  /** On the scale of analysis, rising. */
  effect: number[];
  p: number[];
}

/** @param df null: normal @param least the P at which the function ends on both sides */
export function pValueFunction(
  estimate: number,
  se: number,
  df: number | null = null,
  least = 0.001,
  points = 201,
): PValueFunction {
  if (!(se > 0 && Number.isFinite(se) && Number.isFinite(estimate))) {
    throw new InputError(`P value function: the standard error must be above 0 and finite, not ${se}`);
  }
  const reference = df === null ? normal : studentT(df);
  const reach = reference.upperQuantile(least / 2);
  // an odd number of points, so that the estimate itself is one
  const half = Math.floor(points / 2);
  const effect: number[] = [];
  const p: number[] = [];
  for (let i = -half; i <= half; i++) {
    const t = (reach * i) / half;
    effect.push(estimate + t * se);
    p.push(i === 0 ? 1 : Math.min(1, 2 * reference.upper(Math.abs(t))));
  }
  return { effect, p };
}
