/**
 * E-value (vanderweele2017): how strongly an unmeasured confounder would have to be associated with both treatment and
 * outcome, on the risk ratio scale, to explain an association away.
 */
import { InputError } from "./input-error.ts";

export type RatioMeasure = "RR" | "OR" | "HR";

export interface EValue {
  /** For the estimate. */
  point: number;
  /** For the limit of the interval nearest to 1; 1 if the interval holds 1; null without an interval. */
  ci: number | null;
}

/** The risk ratio that a ratio of a common outcome stands for (vanderweele2017, table 2). */
function asRiskRatio(value: number, measure: RatioMeasure, rare: boolean): number {
  if (measure === "RR" || rare) return value;
  if (measure === "OR") return Math.sqrt(value);
  return (1 - 0.5 ** Math.sqrt(value)) / (1 - 0.5 ** Math.sqrt(1 / value));
}

function ofRatio(ratio: number): number {
  const above = ratio >= 1 ? ratio : 1 / ratio;
  return above + Math.sqrt(above * (above - 1));
}

/** @param rare whether the outcome is rare (15 % or less at the end of follow-up), so that OR and HR are near RR */
export function eValue(
  estimate: number,
  limits: readonly [number | null, number | null] = [null, null],
  measure: RatioMeasure = "RR",
  rare = false,
): EValue {
  if (!(estimate > 0 && Number.isFinite(estimate))) {
    throw new InputError(`E-value: the ratio must be above 0, not ${estimate}`);
  }
  const point = ofRatio(asRiskRatio(estimate, measure, rare));
  const [lower, upper] = limits;
  if (lower === null && upper === null) return { point, ci: null };
  if ((lower ?? 0) <= 1 && (upper ?? Number.POSITIVE_INFINITY) >= 1) return { point, ci: 1 };
  const nearest = estimate > 1 ? lower : upper;
  return { point, ci: nearest === null ? null : ofRatio(asRiskRatio(nearest, measure, rare)) };
}
