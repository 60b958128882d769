/** What many trials say of safety. */
import { normal } from "@counterpulse/numerics";
import type { Scenario } from "./effect.ts";
import { safetyShares, type TrialPlan } from "./plan.ts";
import type { Records } from "./run.ts";

export interface SafetyResult {
  readonly id: string;
  readonly label: string;
  /** Shares who have it, as published: at the control arm's hazard of death. */
  readonly control: number;
  readonly experimental: number;
  /** Shares who have it in this scenario, death and weaning competing, as assigned: experimental, control. */
  readonly incidence: readonly [number, number];
  /** Its rate while alive and on support, until that day: experimental, control. */
  readonly rates_per_day: readonly [number, number];
  readonly until_day: number;
  readonly death_hazard_ratio: number;
  readonly mean_events: readonly [number, number];
  /** Share of trials with P < 0.05 (two-sided, Pearson) for more events in the experimental arm. */
  readonly power: number;
  readonly source: string;
}

const Z = normal.upperQuantile(0.025);

/** @param mask profiles that are enrolled */
export function safetyOf(
  plan: TrialPlan,
  scenario: Scenario,
  mask: Uint8Array | null,
  { safety }: Records,
): SafetyResult[] {
  const outcomes = Object.entries(plan.protocol.safety);
  if (outcomes.length === 0) return [];
  const [treated, untreated] = safetyShares(plan, scenario, mask);
  const repeats = safety.length / (4 * outcomes.length);
  return outcomes.map(([id, { label, control, risk_ratio, source }], s) => {
    let [more, sum1, sum0] = [0, 0, 0];
    for (let r = 0; r < repeats; r++) {
      const [x1, n1, x0, n0] = safety.subarray(4 * (r * outcomes.length + s), 4 * (r * outcomes.length + s) + 4);
      sum1 += x1;
      sum0 += x0;
      const p = (x1 + x0) / (n1 + n0);
      const variance = p * (1 - p) * (1 / n1 + 1 / n0);
      if (variance > 0 && (x1 / n1 - x0 / n0) / Math.sqrt(variance) > Z) more++;
    }
    const { rates_per_day, until, hazard_ratio } = plan.outcome.safety[s];
    return {
      ...{ id, label, control, experimental: control * risk_ratio, source },
      incidence: [treated[s], untreated[s]],
      rates_per_day: [rates_per_day[1], rates_per_day[0]],
      until_day: until,
      death_hazard_ratio: hazard_ratio,
      mean_events: [sum1 / repeats, sum0 / repeats],
      power: more / repeats,
    };
  });
}
