/** On what scale, and with how many decimals, a meta-analysis is shown. */
import type { MetaAnalysis } from "@counterpulse/statistics";
import { decimalsFor } from "./statistics.ts";

/** From the scale of analysis to the one that is shown. */
export const shownOn =
  ({ ratio }: Pick<MetaAnalysis, "ratio">) =>
  (value: number): number =>
    ratio ? Math.exp(value) : value;

/** Decimals of what is shown: of ratios two, of differences as they need. */
export function metaDecimals({ ratio, pooled }: MetaAnalysis): number {
  return ratio ? 2 : Math.max(3, decimalsFor([pooled.value, ...pooled.ci], 2));
}
