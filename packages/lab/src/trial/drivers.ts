/**
 * What decides who benefits, where the effect comes through the circulation: rank correlations of the predicted hazard
 * ratio with what can be known of a patient before the treatment. These are what an enrichment design would select by.
 */
import { spearman } from "../sensitivity/rank.ts";
import type { TrialPlan } from "./plan.ts";

export interface Driver {
  readonly variable: string;
  /** Spearman's, with the log hazard ratio: negative where high values go with benefit. */
  readonly rank_correlation: number;
}

const MOST = 12;

export function driversOf({ protocol, profiles, relative }: TrialPlan): Driver[] {
  if (protocol.effect.kind !== "link") return [];
  const effects = Array.from(relative);
  return [...profiles.variables]
    .filter(([name]) => !name.startsWith("change."))
    .flatMap(([variable, values]) => {
      const rank_correlation = spearman(Array.from(values), effects);
      return rank_correlation === null ? [] : [{ variable, rank_correlation }];
    })
    .sort((a, b) => Math.abs(b.rank_correlation) - Math.abs(a.rank_correlation))
    .slice(0, MOST);
}

/** How far risks of death differ without the treatment, on the last day of follow-up. */
export interface Prognosis {
  readonly risk: { readonly p10: number; readonly median: number; readonly p90: number };
  /** How often, of one who dies and one who does not, the one who dies had the higher risk; ties count half. */
  readonly c_statistic: number;
}

export function prognosisOf({ outcome }: TrialPlan): Prognosis {
  const risks = outcome.spread.death.map((h) => -Math.expm1(-h)).sort();
  let [concordant, aliveBelow, dead, alive] = [0, 0, 0, 0];
  for (const p of risks) {
    concordant += p * (aliveBelow + (1 - p) / 2);
    aliveBelow += 1 - p;
    dead += p;
    alive += 1 - p;
  }
  const at = (share: number): number => risks[Math.min(risks.length - 1, Math.floor(share * risks.length))];
  return { risk: { p10: at(0.1), median: at(0.5), p90: at(0.9) }, c_statistic: concordant / (dead * alive) };
}
