/** Matching and weighting as a person reads them, and the document in the promised order. */
import type { Balance, MatchAnalysis, PairedEffect, Rosenbaum } from "@counterpulse/statistics";
import { WEIGHTS } from "../figure/match-figure.ts";
import type { Colours } from "./colour.ts";
import { fixed, MISSING, significant } from "./number.ts";
import { ordered } from "./ordered.ts";
import { decimalsFor, droppedLines, estimateText, percentOf, pText } from "./statistics.ts";
import { paragraph, table } from "./table.ts";

const BALANCE_KEYS = ["covariate", "smd_before", "smd_after"] as const;
const EFFECT_KEYS = ["att", "se_paired", "p"] as const;
const SCALES = {
  "sd-logit": "of the logit",
  "pooled-sd-logit": "of the logit",
  ps: "of the propensity",
} as const;

export function matchDocument(result: MatchAnalysis): object {
  const { balance, effect } = result;
  return ordered(
    {
      ...result,
      balance: balance.map((row) => ordered(row, BALANCE_KEYS)),
      effect: effect && ordered(effect, EFFECT_KEYS),
    },
    ["propensity", "pairs", "n_pairs", "caliper_absolute", "balance", "effect"],
  );
}

export function matchLines(result: MatchAnalysis, level: number, width: number, paint: Colours): string[] {
  const parts = [
    headLines(result, width),
    propensityLines(result, paint),
    balanceLines(result, paint),
    effectLines(result, level, width, paint),
    result.rosenbaum === null ? [] : rosenbaumLines(result.rosenbaum, width, paint),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ["", ...part]));
}

function headLines(result: MatchAnalysis, width: number): string[] {
  const { n, n_treated, n_control, n_pairs, method, caliper_absolute, caliper_scale, largest_distance } = result;
  const apart = largest_distance === null ? "" : `; the farthest pair is ${significant(largest_distance, 3)} apart`;
  return [
    ...paragraph(
      `${n} rows, ${n_treated} treated, ${n_control} controls; ${n_pairs} pairs by ${method} matching (${fixed((100 * n_pairs) / n_treated, 1)} % of the treated) within ${significant(caliper_absolute, 4)} ${SCALES[caliper_scale]}${apart}.`,
      width,
    ),
    ...droppedLines(result.dropped),
  ];
}

function propensityLines({ propensity }: MatchAnalysis, paint: Colours): string[] {
  const decimals = decimalsFor(propensity.terms.map(({ se }) => se));
  return [
    `Propensity: c statistic ${fixed(propensity.c_statistic, 3)}, log-likelihood ${fixed(propensity.loglik, 3)}`,
    ...table(
      [
        { align: "left", header: "term" },
        { align: "right", header: "coefficient" },
        { align: "right", header: "SE" },
      ],
      propensity.terms.map(({ name, coef, se }) => [
        name,
        fixed(coef, Math.max(4, decimals)),
        fixed(se, Math.max(4, decimals)),
      ]),
      { header: paint.bold, indent: 2 },
    ),
  ];
}

function balanceLines({ balance, weighting }: MatchAnalysis, paint: Colours): string[] {
  const weighted = weighting?.balance;
  const beyond = (value: number | null): string =>
    value !== null && Math.abs(value) > 0.1 ? paint.yellow(fixed(value, 3)) : fixed(value, 3);
  const row = (b: Balance, i: number): string[] => [
    b.covariate,
    significant(b.mean_treated, 4),
    significant(b.mean_control, 4),
    beyond(b.smd_before),
    beyond(b.smd_after),
    ...(weighted ? [beyond(weighted[i].smd_after)] : []),
    `${fixed(b.variance_ratio_before, 2)} -> ${fixed(b.variance_ratio_after, 2)}`,
    `${fixed(b.ks_before, 2)} -> ${fixed(b.ks_after, 2)}`,
  ];
  return table(
    [
      { align: "left", header: "balance" },
      { align: "right", header: "treated" },
      { align: "right", header: "controls" },
      { align: "right", header: "SMD before" },
      { align: "right", header: "matched" },
      ...(weighted ? [{ align: "right" as const, header: "weighted" }] : []),
      { align: "right", header: "variance ratio" },
      { align: "right", header: "KS" },
    ],
    balance.map(row),
    { header: paint.bold },
  );
}

function effectLines(result: MatchAnalysis, level: number, width: number, paint: Colours): string[] {
  const { effect, weighting, doubly_robust, e_value } = result;
  const rows: string[][] = [];
  const add = (
    how: string,
    whom: string,
    found: { estimate: number; se: number | null; ci: [number, number] | null; p: number | null },
  ): void => {
    const decimals = Math.max(3, decimalsFor([found.se]));
    const estimate =
      found.ci === null ? fixed(found.estimate, decimals) : estimateText(found.estimate, found.ci, decimals);
    rows.push([how, whom, estimate, fixed(found.se, decimals), pText(found.p)]);
  };
  if (effect) add("matched pairs", "treated in pairs", { ...effect, estimate: effect.att, se: effect.se_paired });
  if (weighting?.effect) add(WEIGHTS[weighting.kind], WHOM[weighting.effect.estimand], weighting.effect);
  if (doubly_robust) add("doubly robust", WHOM[doubly_robust.estimand], doubly_robust);
  if (rows.length === 0) return [];
  const size = weighting?.effect
    ? [
        `Effective size after weighting: ${fixed(weighting.effect.effective_n[0], 0)} treated, ${fixed(weighting.effect.effective_n[1], 0)} controls; largest weight ${significant(weighting.effect.largest_weight, 3)}.`,
      ]
    : [];
  const e = e_value
    ? paragraph(
        `E-value of the matched risk ratio: ${fixed(e_value.point, 2)}; of its limit nearer to 1: ${fixed(e_value.ci, 2)}.`,
        width,
      )
    : [];
  return [
    ...table(
      [
        { align: "left", header: "treated less controls" },
        { align: "left", header: "stands for" },
        { align: "right", header: `difference (${percentOf(level)} CI)` },
        { align: "right", header: "SE" },
        { align: "left", header: "P" },
      ],
      rows,
      { header: paint.bold },
    ),
    ...(effect?.binary ? binaryLines(effect.binary, result.n_pairs, level) : []),
    ...size,
    ...e,
  ];
}

const WHOM = { ATE: "everybody", ATT: "the treated", ATO: "the overlap" } as const;

function binaryLines(
  { events, rr, rr_ci, mcnemar }: NonNullable<PairedEffect["binary"]>,
  pairs: number,
  level: number,
): string[] {
  const ratio = rr_ci === null ? MISSING : `${estimateText(rr, rr_ci, 3)}, ${percentOf(level)} CI`;
  return [
    `Events in pairs: ${events[0]} and ${events[1]} of ${pairs}; risk ratio ${ratio}; McNemar, exact: ${pText(mcnemar.exact.p)}.`,
  ];
}

function rosenbaumLines(found: Rosenbaum, width: number, paint: Colours): string[] {
  const test = found.test === "mcnemar" ? "McNemar" : "Wilcoxon signed rank";
  const words =
    found.critical_gamma === null
      ? `The largest P is above ${found.alpha} even without unmeasured confounding.`
      : `The largest P reaches ${found.alpha} at gamma ${fixed(found.critical_gamma, 3)}: as by a confounder that multiplies both the odds of treatment and of the ${found.direction} outcome within a pair by ${fixed(found.critical_both, 2)}.`;
  return [
    ...paragraph(
      `Rosenbaum's bounds: ${test}, ${found.method}, one-sided (treated ${found.direction}), ${found.pairs} pairs with a difference.`,
      width,
    ),
    ...table(
      [
        { align: "right", header: "gamma" },
        { align: "left", header: "smallest P" },
        { align: "left", header: "largest P" },
      ],
      found.bounds.map(({ gamma, p_lower, p_upper }) => [significant(gamma, 4), pText(p_lower), pText(p_upper)]),
      { header: paint.bold, indent: 2 },
    ),
    ...paragraph(words, width),
  ];
}
