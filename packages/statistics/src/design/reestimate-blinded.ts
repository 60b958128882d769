/** Sample size looked at again without unblinding: the nuisance parameter comes from all patients taken together. */
import { InputError } from "../input-error.ts";
import { type Errors, requireBetween, requireProbability, wholeUp } from "./check.ts";
import { type ProportionTest, proportionSize } from "./proportions.ts";
import { twoSampleDesign } from "./t-tests.ts";

export interface BlindedResult {
  /** What the design assumes now: risks, or the standard deviation within groups. */
  assumed: { p1: number; p2: number } | { sd: number };
  n1: number;
  n2: number;
  n_total: number;
  /** Not below what was planned, if the plan forbids it, and not above the most. */
  n_total_bounded: number;
}

export interface Bounds {
  least?: number;
  most?: number;
}

function bounded(n_total: number, { least = 0, most = Number.POSITIVE_INFINITY }: Bounds): number {
  if (least > most) throw new InputError(`least: ${least} is not allowed; a number up to the most, ${most}, is.`);
  return Math.min(Math.max(n_total, least), most);
}

export type Keep = "difference" | "ratio";

/** Risks that give the overall one seen, with the difference or ratio that was planned (gould1992). */
export function risksFromOverall(p1: number, p2: number, overall: number, ratio: number, keep: Keep): [number, number] {
  requireProbability("p1", p1);
  requireProbability("p2", p2);
  requireBetween("overall", overall, 0, 1);
  const gap = p1 - p2;
  const [q1, q2] =
    keep === "difference"
      ? [overall + (gap * ratio) / (1 + ratio), overall - gap / (1 + ratio)]
      : [((p1 / p2) * overall * (1 + ratio)) / (p1 / p2 + ratio), (overall * (1 + ratio)) / (p1 / p2 + ratio)];
  if (!(q1 > 0 && q1 < 1 && q2 > 0 && q2 < 1))
    throw new InputError(
      `overall: ${overall} with the planned ${keep} needs risks of ${q1.toFixed(3)} and ${q2.toFixed(3)}; an overall risk that leaves both between 0 and 1 is allowed.`,
    );
  return [q1, q2];
}

export function reestimateRisk(
  plan: { p1: number; p2: number; ratio?: number; keep?: Keep } & ProportionTest & Errors,
  overall: number,
  bounds: Bounds = {},
): BlindedResult {
  const { p1, p2, ratio = 1, keep = "difference", ...rest } = plan;
  const [q1, q2] = risksFromOverall(p1, p2, overall, ratio, keep);
  const { n1, n2, n_total } = proportionSize(q1, q2, { ratio, ...rest });
  return { assumed: { p1: q1, p2: q2 }, n1, n2, n_total, n_total_bounded: bounded(n_total, bounds) };
}

/**
 * The standard deviation of all patients holds the planned difference too, which is taken out (gould1992): variance
 * within groups = overall variance - r / (1 + r)^2 difference^2.
 */
export function reestimateSd(
  plan: { difference: number; ratio?: number } & Errors,
  overallSd: number,
  bounds: Bounds = {},
): BlindedResult {
  const { difference, ratio = 1, ...errors } = plan;
  requireBetween("sd", overallSd, 0, Number.POSITIVE_INFINITY);
  const within = overallSd ** 2 - (ratio / (1 + ratio) ** 2) * difference ** 2;
  if (!(within > 0))
    throw new InputError(
      `sd: ${overallSd} is not allowed; a number above the share that the planned difference brings, ${((Math.sqrt(ratio) / (1 + ratio)) * Math.abs(difference)).toPrecision(4)}, is.`,
    );
  const sd = Math.sqrt(within);
  const { n1, n2 } = twoSampleDesign({ difference, sd, ratio, ...errors });
  const n_total = wholeUp(n1) + wholeUp(n2);
  return { assumed: { sd }, n1, n2, n_total, n_total_bounded: bounded(n_total, bounds) };
}
