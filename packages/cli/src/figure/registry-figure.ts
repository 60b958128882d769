/** The figure of `evidence registry`. */
import type { RegistryMethod, RegistryStudy } from "@counterpulse/evidence";

export const METHOD_NAMES: Readonly<Record<RegistryMethod, string>> = {
  naive: "as they are",
  matched: "matched pairs",
  iptw: "inverse probability weights",
  att: "weights for the treated",
  overlap: "overlap weights",
  doubly_robust: "doubly robust",
  adjusted_cox: "Cox regression on all covariates",
};

/** A line for each estimate, in the order in which they are told. */
export function estimatesOf(result: RegistryStudy) {
  const { naive, matched, weighted, doubly_robust, adjusted_cox } = result;
  const all = { naive, matched, ...weighted, doubly_robust, adjusted_cox };
  return (Object.keys(METHOD_NAMES) as RegistryMethod[]).map((method) => ({
    method,
    name: METHOD_NAMES[method],
    estimate: all[method],
    truth: result.truth[method],
  }));
}

export function confoundingText({ confounding: { odds, hazard } }: RegistryStudy): string {
  if (odds === 1 || hazard === 1) return "no hidden confounding";
  return `a hidden confounder: odds of being left without the balloon times ${odds}, hazard of death times ${hazard}`;
}

export async function registryFigure(result: RegistryStudy): Promise<string> {
  const { confounding } = await import("@counterpulse/figures");
  const { n, seed, pairs, hidden, omitted, published } = result;
  const without = omitted.length > 0 ? ` The analyst lacks ${omitted.join(", ")}.` : "";
  const count = n.toLocaleString("en-US");
  return confounding({
    title: "What the registry's analysis can recover",
    subtitle: `${count} synthetic patients, ${pairs} matched pairs, seed ${seed}; ${confoundingText(result)}.${without}`,
    note: "Calibrated to what was printed of the Japanese registry (Aso 2016); patients and coefficients are assumed. The hidden confounder is in half of the patients and goes with nothing measured.",
    width: 720,
    theme: "light",
    measure: "Deaths by day 28, with less without the balloon (percentage points)",
    rows: estimatesOf(result).flatMap(({ name, estimate: { rd }, truth }) =>
      rd === null || truth.rd === null
        ? []
        : [
            {
              label: name,
              estimate: 100 * rd.estimate,
              ci: [100 * rd.ci[0], 100 * rd.ci[1]] as const,
              truth: 100 * truth.rd,
            },
          ],
    ),
    ratio: `True hazard ratio in the matched treated, if the printed deaths hide a confounder`,
    strength:
      "Strength of the confounder: factor on the odds of being left without the balloon and on the hazard of death",
    curve: hidden && {
      points: hidden.points.map(({ strength, marginal_hr }) => ({ strength, ratio: marginal_hr })),
      published: published.hazardRatio.value,
      explainsEstimate: hidden.explains_estimate,
      explainsInterval: hidden.explains_interval,
    },
  });
}
