/**
 * Comparison of restricted mean survival times (royston2013): differences of independent means, and their ratios on the
 * logarithmic scale by the delta method.
 */
import { normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { type KaplanMeier, restrictedMean } from "./kaplan-meier.ts";

export interface Comparison {
  value: number;
  se: number;
  ci: [number, number];
  p: number | null;
}

export interface RestrictedMeans {
  horizon: number;
  groups: { group: string; value: number; se: number; ci: [number, number] }[];
  /** Each group against the first; the ratio's standard error is that of its logarithm. */
  differences: { group: string; reference: string; difference: Comparison; ratio: Comparison | null }[];
}

function compared(value: number, se: number, z: number): Comparison {
  const p = se > 0 ? 2 * normal.upper(Math.abs(value) / se) : null;
  return { value, se, ci: [value - z * se, value + z * se], p };
}

function ratioOf(a: { value: number; se: number }, b: { value: number; se: number }, z: number): Comparison | null {
  if (!(a.value > 0 && b.value > 0)) return null;
  const log = compared(Math.log(a.value / b.value), Math.hypot(a.se / a.value, b.se / b.value), z);
  return { ...log, value: a.value / b.value, ci: [Math.exp(log.ci[0]), Math.exp(log.ci[1])] };
}

/**
 * @param curves the horizon must lie within what was observed of each: beyond its last time, if that is censored, a curve
 * is not known
 */
export function restrictedMeans(
  curves: readonly ({ stratum: string } & KaplanMeier)[],
  horizon: number,
  level = 0.95,
): RestrictedMeans {
  if (!(level > 0 && level < 1)) throw new InputError(`level must lie between 0 and 1, not ${level}`);
  for (const { stratum, time, survival } of curves) {
    const last = time[time.length - 1] ?? 0;
    if (horizon > last && survival[survival.length - 1] > 0) {
      throw new InputError(
        `restricted mean: group "${stratum}" is observed up to ${last} only; the horizon ${horizon} lies beyond`,
      );
    }
  }
  const z = normal.upperQuantile((1 - level) / 2);
  const groups = curves.map((curve) => {
    const { value, se } = restrictedMean(curve, horizon);
    return { group: curve.stratum, value, se, ci: [value - z * se, value + z * se] as [number, number] };
  });
  const [first, ...others] = groups;
  const differences = others.map((other) => ({
    group: other.group,
    reference: first.group,
    difference: compared(other.value - first.value, Math.hypot(other.se, first.se), z),
    ratio: ratioOf(other, first, z),
  }));
  return { horizon, groups, differences };
}
