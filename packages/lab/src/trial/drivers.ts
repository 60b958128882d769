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
