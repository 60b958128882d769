/** What was asked for beside the pooled effect, as a person reads it. */
import { metaDecimals, shownOn } from "@counterpulse/report";
import type { Asymmetry, MetaAnalysis } from "@counterpulse/statistics";
import type { Colours } from "./colour.ts";
import { shortened } from "./meta.ts";
import { fixed } from "./number.ts";
import { estimateText, heterogeneityText, percentOf, pText } from "./statistics.ts";
import { type Column, paragraph, table } from "./table.ts";

type Result = MetaAnalysis;

export function extrasLines(result: Result, decimals: number, width: number, paint: Colours): string[] {
  const parts = [
    subgroupLines(result, decimals, width, paint),
    regressionLines(result, width, paint),
    sequenceLines(result, decimals, paint),
    leftOutLines(result, decimals, paint),
    influenceLines(result, paint),
    asymmetryLines(result, decimals, width),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part) => ["", ...part]);
}

type Summary = Pick<Result, "estimate" | "ci" | "p" | "tau2" | "i2_pct">;

function effectOf(result: Result, { estimate, ci }: Pick<Summary, "estimate" | "ci">, decimals: number): string {
  const back = shownOn(result);
  return estimateText(back(estimate), [back(ci[0]), back(ci[1])], decimals);
}

const columnsWith = (first: string, { level }: Result): Column[] => [
  { align: "left", header: first },
  { align: "right", header: "k" },
  { align: "right", header: `effect (${percentOf(level)} CI)` },
  { align: "left", header: "P" },
  { align: "right", header: "tau²" },
  { align: "right", header: "I², %" },
];

const summaryCells = (result: Result, s: Summary & { k: number }, decimals: number): string[] => [
  String(s.k),
  effectOf(result, s, decimals),
  pText(s.p),
  fixed(s.tau2, 3),
  fixed(s.i2_pct, 0),
];

function subgroupLines(result: Result, decimals: number, width: number, paint: Colours): string[] {
  const { subgroups } = result;
  if (!subgroups) return [];
  const rows = subgroups.groups.map((group) => [shortened(group.group), ...summaryCells(result, group, decimals)]);
  const { value, df, p } = subgroups.q_between;
  return [
    ...table(columnsWith(subgroups.column, result), rows, { header: paint.bold }),
    ...paragraph(`Q ${fixed(value, 2)} on ${df} df, ${pText(p)}.`, width, "Difference between the groups: "),
  ];
}

function regressionLines({ regression, level, model }: Result, width: number, paint: Colours): string[] {
  if (!regression) return [];
  const rows = regression.terms.map(({ name, estimate, se, ci, statistic, p }) => [
    name,
    fixed(estimate, 4),
    fixed(se, 4),
    `${fixed(ci[0], 4)} to ${fixed(ci[1], 4)}`,
    fixed(statistic, 2),
    pText(p),
  ]);
  const { q_moderators: q, r2_pct, q_residual, tau2, tau2_ci, i2_pct } = regression;
  const omnibus =
    q.df2 === null ? `Q ${fixed(q.value, 2)} on ${q.df} df` : `F ${fixed(q.value, 2)} on ${q.df} and ${q.df2} df`;
  const explained = r2_pct === null ? "" : `; they account for ${fixed(r2_pct, 0)} % of tau²`;
  return [
    ...table(
      [
        { align: "left", header: "moderator" },
        { align: "right", header: "coefficient" },
        { align: "right", header: "SE" },
        { align: "right", header: `${percentOf(level)} CI` },
        { align: "right", header: regression.df === null ? "z" : "t" },
        { align: "left", header: "P" },
      ],
      rows,
      { header: paint.bold },
    ),
    ...paragraph(`${omnibus}, ${pText(q.p)}${explained}.`, width, "All moderators: "),
    ...paragraph(
      `${heterogeneityText({ tau2, tau2_ci, i2_pct, q: q_residual, model })}.`,
      width,
      "Residual heterogeneity: ",
    ),
  ];
}

function sequenceLines(result: Result, decimals: number, paint: Colours): string[] {
  if (!result.cumulative) return [];
  const rows = result.cumulative.map((s) => [`+ ${shortened(s.added)}`, ...summaryCells(result, s, decimals)]);
  return table(columnsWith("cumulative", result), rows, { header: paint.bold });
}

function leftOutLines(result: Result, decimals: number, paint: Colours): string[] {
  if (!result.leave_one_out) return [];
  const rows = result.leave_one_out.map((s) => [`- ${shortened(s.without)}`, ...summaryCells(result, s, decimals)]);
  return table(columnsWith("without", result), rows, { header: paint.bold });
}

function influenceLines({ influence }: Result, paint: Colours): string[] {
  if (!influence) return [];
  const rows = influence.map((s) => [
    shortened(s.study),
    ...[s.rstudent, s.dffits, s.cook_d, s.cov_r, s.tau2_deleted, s.q_deleted].map((x) => fixed(x, 3)),
    ...[s.hat, s.dfbeta].map((x) => fixed(x, 3)),
  ]);
  const heads = ["influence of", "rstudent", "DFFITS", "Cook's D", "cov. ratio", "tau² w/o", "Q w/o", "hat", "DFBETA"];
  return table(
    heads.map((header, i) => ({ align: i === 0 ? "left" : "right", header })),
    rows,
    { header: paint.bold },
  );
}

function asymmetryLines(result: Result, decimals: number, width: number): string[] {
  const lines: string[] = [];
  const { egger, trim_and_fill: filled } = result;
  const words = ({ slope, se, statistic, df, p }: Asymmetry): string =>
    `${fixed(slope, 2)} (SE ${fixed(se, 2)}), ${df === null ? "z" : "t"} = ${fixed(statistic, 2)}${df === null ? "" : ` on ${df} df`}, ${pText(p)}`;
  if (egger) {
    lines.push(...paragraph(`${words(egger.classical)}.`, width, "Egger's test: intercept "));
    if (egger.random) lines.push(...paragraph(`${words(egger.random)}.`, width, "By meta-regression: slope "));
  }
  if (filled) {
    const { missing, se, side, pooled } = filled;
    const studies = `${missing} ${missing === 1 ? "study" : "studies"} missing on the ${side} (SE ${fixed(se, 1)})`;
    const effect =
      missing === 0
        ? ""
        : `; with them ${effectOf(result, pooled, Math.max(decimals, metaDecimals(result)))}, ${pText(pooled.p)}`;
    lines.push(...paragraph(`${studies}${effect}.`, width, "Trim and fill: "));
  }
  return lines;
}
