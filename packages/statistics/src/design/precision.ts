/** Designs for precision: patients or events for which the confidence interval is as narrow as asked for. */
import { chiSquared, normal, root, studentT } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { wilson } from "../two-by-two/risk-difference.ts";
import { requireBetween, requireProbability, wholeUp } from "./check.ts";

export interface PrecisionDesign {
  /** Not rounded: patients in group 1, or events. */
  n: number;
  n_total: number;
  half_width: number;
  method: string;
}

interface Precision {
  half_width: number;
  level?: number;
}

function critical({ half_width, level = 0.95 }: Precision): number {
  requireBetween("half-width", half_width, 0, Number.POSITIVE_INFINITY);
  requireBetween("level", level, 0, 1);
  return normal.upperQuantile((1 - level) / 2);
}

/** One proportion: Wald's interval in closed form. */
export function proportionPrecision(p: number, precision: Precision): PrecisionDesign {
  requireBetween("p", p, 0, 1);
  const n = p * (1 - p) * (critical(precision) / precision.half_width) ** 2;
  return { n, n_total: wholeUp(n), half_width: precision.half_width, method: "Wald, one proportion" };
}

/** One proportion by Wilson's interval, whose half-width falls with n at a given proportion. */
export function wilsonPrecision(p: number, precision: Precision): PrecisionDesign {
  requireProbability("p", p);
  critical(precision);
  const { half_width, level = 0.95 } = precision;
  if (half_width >= 0.5) throw new InputError(`half-width: ${half_width} is not allowed; a number below 0.5 is.`);
  const excess = (n: number): number => {
    const [lower, upper] = wilson(p * n, n, level);
    return (upper - lower) / 2 - half_width;
  };
  let to = 1;
  while (excess(to) > 0) to *= 2;
  const n = root(excess, 1e-9, to);
  return { n, n_total: wholeUp(n), half_width, method: "Wilson, one proportion" };
}

/** A difference of two proportions: Wald's interval. */
export function differencePrecision(p1: number, p2: number, precision: Precision, ratio = 1): PrecisionDesign {
  requireProbability("p1", p1);
  requireProbability("p2", p2);
  requireBetween("ratio", ratio, 0, Number.POSITIVE_INFINITY);
  const variance = p1 * (1 - p1) + (p2 * (1 - p2)) / ratio;
  if (variance === 0)
    throw new InputError(`p1: ${p1} with p2 = ${p2} has no spread; one of them between 0 and 1 is allowed.`);
  const n = variance * (critical(precision) / precision.half_width) ** 2;
  const n_total = wholeUp(n) + wholeUp(ratio * n);
  return { n, n_total, half_width: precision.half_width, method: "Wald, difference of two proportions" };
}

/** Half-width of Wald's interval of a difference of two proportions. */
export function differenceHalfWidth(p1: number, p2: number, n1: number, n2: number, level = 0.95): number {
  return normal.upperQuantile((1 - level) / 2) * Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2);
}

/** Events for a hazard ratio whose interval runs from estimate / factor to estimate times factor. */
export function hazardRatioPrecision(factor: number, level = 0.95, ratio = 1): PrecisionDesign {
  requireBetween("factor", factor, 1, Number.POSITIVE_INFINITY);
  requireBetween("ratio", ratio, 0, Number.POSITIVE_INFINITY);
  const z = critical({ half_width: 1, level });
  const n = ((1 + ratio) ** 2 / ratio) * (z / Math.log(factor)) ** 2;
  return { n, n_total: wholeUp(n), half_width: Math.log(factor), method: "events, hazard ratio on the log scale" };
}

export type MeanKind = "paired" | "two-sample" | "crossover";

/** Patients of all groups, degrees of freedom, and the standard error's factor on the standard deviation. */
const MEANS: Readonly<Record<MeanKind, (n: number) => { df: number; factor: number }>> = {
  paired: (n) => ({ df: n - 1, factor: Math.sqrt(1 / n) }),
  crossover: (n) => ({ df: n - 2, factor: Math.sqrt(1 / n) }),
  "two-sample": (n) => ({ df: 2 * n - 2, factor: Math.sqrt(2 / n) }),
};

/**
 * A mean difference with its t interval. Without `assurance` the standard deviation is taken to come out as assumed; with
 * it, the interval is as narrow as asked for with that probability over the spread of the observed one (kupper1989).
 */
export function meanPrecision(
  kind: MeanKind,
  sd: number,
  precision: Precision & { assurance?: number },
): PrecisionDesign {
  critical(precision);
  requireBetween("sd", sd, 0, Number.POSITIVE_INFINITY);
  const { half_width, level = 0.95, assurance } = precision;
  if (assurance !== undefined) requireBetween("assurance", assurance, 0, 1);
  const excess = (n: number): number => {
    const { df, factor } = MEANS[kind](n);
    const spread = assurance === undefined ? 1 : Math.sqrt(chiSquared(df).quantile(assurance) / df);
    return studentT(df).upperQuantile((1 - level) / 2) * sd * factor * spread - half_width;
  };
  const least = kind === "crossover" ? 2 : 1;
  let from = least + 1e-6;
  let to = least + 1;
  while (excess(to) > 0) [from, to] = [to, 2 * to];
  const n = excess(from) <= 0 ? from : root(excess, from, to);
  const whole = Math.max(least + 1, wholeUp(n));
  const n_total = kind === "two-sample" ? 2 * whole : kind === "crossover" ? 2 * wholeUp(whole / 2) : whole;
  return { n, n_total, half_width, method: `t interval, ${kind}` };
}
