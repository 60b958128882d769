/** A study's effect from what it printed: a ratio, or a difference, with its confidence interval. */
import { InputError } from "../input-error.ts";
import { criticalZ } from "../two-by-two/table.ts";
import type { Effect } from "./effect.ts";

/** The logarithm of a ratio such as HR, and its variance from the interval's width on the logarithmic scale. */
export function effectFromRatio(study: string, estimate: number, ci: readonly [number, number], level = 0.95): Effect {
  const [lower, upper] = ci;
  if (!(lower > 0 && lower < upper && Number.isFinite(upper))) {
    throw new InputError(`study "${study}": an interval of a ratio must rise from above 0, not ${lower} to ${upper}`);
  }
  if (!(estimate >= lower && estimate <= upper)) {
    throw new InputError(`study "${study}": the ratio ${estimate} lies outside its interval ${lower} to ${upper}`);
  }
  const se = Math.log(upper / lower) / (2 * criticalZ(level));
  return { study, yi: Math.log(estimate), vi: se * se };
}

/** The same for a difference. */
export function effectFromDifference(
  study: string,
  estimate: number,
  ci: readonly [number, number],
  level = 0.95,
): Effect {
  const [lower, upper] = ci;
  if (!(lower < upper && Number.isFinite(lower) && Number.isFinite(upper))) {
    throw new InputError(`study "${study}": an interval must rise, not ${lower} to ${upper}`);
  }
  if (!(estimate >= lower && estimate <= upper)) {
    throw new InputError(`study "${study}": the difference ${estimate} lies outside its interval ${lower} to ${upper}`);
  }
  const se = (upper - lower) / (2 * criticalZ(level));
  return { study, yi: estimate, vi: se * se };
}
