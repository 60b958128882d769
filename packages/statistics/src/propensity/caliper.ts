/** How far two units of a pair may be apart. */
import { InputError } from "../input-error.ts";
import { sampleVariance } from "./moments.ts";

export type CaliperScale = "sd-logit" | "pooled-sd-logit" | "ps";
export const caliperScales: readonly CaliperScale[] = ["sd-logit", "pooled-sd-logit", "ps"];

export interface Caliper {
  scale: CaliperScale;
  /** On the logit, or on the propensity itself for the scale `ps`. */
  absolute: number;
}

/** Austin's suggestion is 0.2 standard deviations of the logit (austin2011). */
export const DEFAULT_CALIPER = 0.2;

export function caliperOf(
  logit: Float64Array,
  treated: ArrayLike<number>,
  width = DEFAULT_CALIPER,
  scale: CaliperScale = "sd-logit",
): Caliper {
  if (!(width > 0 && Number.isFinite(width))) throw new InputError(`caliper must be above 0, not ${width}`);
  if (scale === "ps") return { scale, absolute: width };
  if (scale === "sd-logit") return { scale, absolute: width * Math.sqrt(sampleVariance(logit)) };
  const own = (group: number): number => sampleVariance(logit.filter((_, i) => treated[i] === group));
  return { scale, absolute: width * Math.sqrt((own(1) + own(0)) / 2) };
}
