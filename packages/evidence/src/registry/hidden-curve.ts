/**
 * What the balloon really did if the published figures stand and a hidden confounder of a given strength was at work: the
 * true hazard ratio against that strength, and the strength at which nothing is left of the published one.
 */
import { type EValue, eValue } from "@counterpulse/statistics";
import { calibrate, marginalHazardRatio, type Registry } from "./calibrate.ts";
import { type Parameters, riskAt } from "./outcomes.ts";
import { logHazard } from "./patients.ts";
import { PUBLISHED } from "./published.ts";

export interface CurvePoint {
  /** Factor on the odds of treatment and on the hazard alike. */
  strength: number;
  /** True hazard ratio of a patient; of the matched treated as a group. */
  conditional_hr: number;
  marginal_hr: number;
  /**
   * The same confounder on the scale of risks: without it, times as likely to get the balloon; with it, times as likely
   * to die by day 28 without the balloon. What E-values are stated in.
   */
  risk_ratios: { treatment: number; death: number };
}

export interface HiddenCurve {
  points: CurvePoint[];
  /** Strength at which the balloon does nothing (true hazard ratio 1 in the matched treated); null if beyond the last point. */
  explains_estimate: number | null;
  /** Strength at which the published interval's upper limit would be 1. */
  explains_interval: number | null;
  /** VanderWeele's and Ding's bound for the published hazard ratio: no weaker confounder can, of any prevalence. */
  e_value: EValue;
}

export const STRENGTHS: readonly number[] = [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5];

function pointAt(strength: number, scale: number): CurvePoint {
  const { parameters, registries } = calibrate({ odds: strength, hazard: strength }, null, scale);
  const groups = registries.map(({ patients, pairs }) => ({ patients, rows: pairs.map(([a]) => a) }));
  return {
    strength,
    conditional_hr: Math.exp(parameters.effect),
    marginal_hr: marginalHazardRatio(groups, parameters),
    risk_ratios: asRiskRatios(registries, parameters),
  };
}

function asRiskRatios(registries: readonly Registry[], parameters: Parameters): CurvePoint["risk_ratios"] {
  const count = [0, 0];
  const treatedOf = [0, 0];
  const dead = [0, 0];
  for (const { patients, treated } of registries) {
    const linear = logHazard(patients, parameters.confounding);
    patients.hidden.forEach((hidden, i) => {
      count[hidden]++;
      treatedOf[hidden] += treated[i];
      dead[hidden] += riskAt(parameters.early, linear[i]);
    });
  }
  return {
    treatment: treatedOf[0] / count[0] / (treatedOf[1] / count[1]),
    death: dead[1] / count[1] / (dead[0] / count[0]),
  };
}

/** Where the curve, straight between logarithms, reaches a level. */
function strengthAt(points: readonly CurvePoint[], level: number): number | null {
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [points[k - 1], points[k]];
    const [from, to] = [Math.log(a.marginal_hr / level), Math.log(b.marginal_hr / level)];
    if (from > 0) return a.strength;
    if (to >= 0) return Math.exp(Math.log(a.strength) + (Math.log(b.strength / a.strength) * from) / (from - to));
  }
  return null;
}

export function hiddenCurve(scale: number, onProgress?: (done: number, of: number) => void): HiddenCurve {
  const points = STRENGTHS.map((strength, k) => {
    const point = pointAt(strength, scale);
    onProgress?.(k + 1, STRENGTHS.length);
    return point;
  });
  const { value, ci } = PUBLISHED.hazardRatio;
  return {
    points,
    explains_estimate: strengthAt(points, 1),
    // Bias moves estimate and limits alike on the log scale.
    explains_interval: strengthAt(points, value / ci[1]),
    e_value: eValue(value, ci, "HR"),
  };
}
