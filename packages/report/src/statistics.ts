/** Estimates, intervals and probabilities for a person. */
import type { MetaAnalysis } from "@counterpulse/statistics";
import { fixed, MISSING } from "./number.ts";

/** "P = 0.034", "P < 0.0001"; three decimals, more only where they tell something. */
export function pText(p: number | null): string {
  if (p === null) return `P ${MISSING}`;
  if (p < 1e-4) return "P < 0.0001";
  return `P = ${p < 0.001 ? p.toFixed(4) : p > 0.9995 ? "1.00" : p.toFixed(p < 0.095 ? 3 : 2)}`;
}

/** The same for figures, where it must not be broken between lines. */
export const pWhole = (p: number | null): string => pText(p).replaceAll(" ", "\u00a0");

/** Decimals that keep so many digits of the largest of these: 2 for ratios and most else, more for what is small. */
export function decimalsFor(values: readonly (number | null)[], digits = 3): number {
  const sizes = values.flatMap((v) => (v === null || v === 0 ? [] : [Math.abs(v)]));
  const largest = Math.max(0, ...sizes);
  if (largest === 0) return 2;
  return Math.min(8, Math.max(2, digits - 1 - Math.floor(Math.log10(largest))));
}

export const rangeText = ([low, high]: readonly [number | null, number | null], decimals: number): string =>
  `${fixed(low, decimals)} to ${fixed(high, decimals)}`;

/** "0.83 (0.70 to 0.98)" */
export const estimateText = (
  value: number | null,
  ci: readonly [number | null, number | null],
  decimals: number,
): string => (value === null ? MISSING : `${fixed(value, decimals)} (${rangeText(ci, decimals)})`);

export const percentOf = (level: number): string => `${Number((100 * level).toPrecision(6))} %`;

/** Rows that were left out, where there are any. */
export const droppedLines = (dropped: number): string[] =>
  dropped === 0 ? [] : [`${dropped} ${dropped === 1 ? "row was" : "rows were"} left out for a missing value.`];

export const MEASURES: Readonly<Record<MetaAnalysis["measure"], string>> = {
  RR: "Risk ratio",
  OR: "Odds ratio",
  RD: "Risk difference",
  HR: "Hazard ratio",
  generic: "Effect",
};

export const TESTS = { z: "normal", hk: "Hartung-Knapp" } as const;

/** "random effects (REML, Hartung-Knapp)", "common effect (Mantel-Haenszel)" */
export function modelText({ model, method, tau2_method, test }: MetaAnalysis): string {
  if (model === "random") return `random effects (${tau2_method}, ${TESTS[test]})`;
  const methods = { IV: "inverse variance", MH: "Mantel-Haenszel", Peto: "Peto" };
  return `common effect (${methods[method]}${test === "hk" ? `, ${TESTS[test]}` : ""})`;
}

export type Heterogeneity = Pick<MetaAnalysis, "tau2" | "tau2_ci" | "i2_pct" | "q"> & {
  model: MetaAnalysis["model"];
};

/** "tau² 0.31 (0.12 to 1.11), I² 92 %, Q 152.23 on 12 df, P < 0.0001" */
export function heterogeneityText({ tau2, tau2_ci, i2_pct, q, model }: Heterogeneity): string {
  const decimals = decimalsFor([tau2]);
  const between = tau2_ci[0] === null ? "" : ` (${rangeText(tau2_ci, decimals)})`;
  const parts = [
    ...(model === "random" ? [`tau² ${fixed(tau2, decimals)}${between}`] : []),
    `I² ${fixed(i2_pct, 0)} %`,
    `Q ${fixed(q.value, 2)} on ${q.df} df, ${pText(q.p)}`,
  ];
  return parts.join(", ");
}
