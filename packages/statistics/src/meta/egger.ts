/** Egger's test of funnel asymmetry: do effects depend on their standard errors? */
import { studentT } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { checkEffects, type Effect, type PoolOptions } from "./effect.ts";
import { metaRegression } from "./regression.ts";
import { weightedFit } from "./weighted-fit.ts";

export interface Asymmetry {
  /** Slope of the effect over the standard error: Egger's intercept. */
  slope: number;
  se: number;
  statistic: number | null;
  /** Null: normal. */
  df: number | null;
  p: number | null;
  /** The effect as the standard error goes to 0. */
  limit: { estimate: number; ci: [number, number] };
}

const standardErrors = (effects: readonly Effect[]): Float64Array =>
  Float64Array.from(effects, ({ vi }) => Math.sqrt(vi));

function checkSpread(effects: readonly Effect[]): void {
  checkEffects(effects);
  if (effects.length < 3) throw new InputError("Egger: at least three studies are needed");
}

/** The classical test (egger1997): weighted regression with a dispersion of its own. */
export function egger(effects: readonly Effect[], level = 0.95): Asymmetry {
  checkSpread(effects);
  const ones = new Float64Array(effects.length).fill(1);
  const yi = Float64Array.from(effects, (effect) => effect.yi);
  const weights = Float64Array.from(effects, ({ vi }) => 1 / vi);
  const { coefficients, covariance, rss } = weightedFit([ones, standardErrors(effects)], yi, weights, [
    "intercept",
    "standard error",
  ]);
  const df = effects.length - 2;
  const t = studentT(df);
  const [seLimit, se] = [0, 1].map((i) => Math.sqrt((covariance[i][i] * rss) / df));
  const statistic = se > 0 ? coefficients[1] / se : null;
  const half = t.upperQuantile((1 - level) / 2) * seLimit;
  return {
    slope: coefficients[1],
    se,
    statistic,
    df,
    p: statistic === null ? null : Math.min(1, 2 * t.upper(Math.abs(statistic))),
    limit: { estimate: coefficients[0], ci: [coefficients[0] - half, coefficients[0] + half] },
  };
}

/** The same by meta-regression, with the variance between studies that the options ask for. */
export function eggerRandom(effects: readonly Effect[], options: PoolOptions = {}): Asymmetry {
  checkSpread(effects);
  const { terms, df } = metaRegression(effects, [{ name: "standard error", values: standardErrors(effects) }], options);
  const [limit, slope] = terms;
  return {
    slope: slope.estimate,
    se: slope.se,
    statistic: slope.statistic,
    df,
    p: slope.p,
    limit: { estimate: limit.estimate, ci: limit.ci },
  };
}
