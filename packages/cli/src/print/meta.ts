/** A meta-analysis as a person reads it, and its document in the promised order. */
import { metaDecimals, shownOn } from "@counterpulse/report";
import type { AnalysedStudy, MetaAnalysis } from "@counterpulse/statistics";
import type { Colours } from "./colour.ts";
import { extrasLines } from "./meta-extras.ts";
import { fixed } from "./number.ts";
import { ordered } from "./ordered.ts";
import {
  droppedLines,
  estimateText,
  heterogeneityText,
  MEASURES,
  modelText,
  percentOf,
  pText,
  rangeText,
} from "./statistics.ts";
import { type Column, paragraph, table } from "./table.ts";

const KEYS = [
  ...(["k", "measure", "estimate", "se", "ci", "statistic", "p", "tau2", "tau2_ci", "i2_pct", "h2", "q"] as const),
  ...(["prediction_interval", "studies", "pooled"] as const),
];

export const metaDocument = (result: MetaAnalysis): object =>
  ordered({ ...result, studies: result.studies.map((s) => ordered(s, ["study", "yi", "vi", "weight_pct"])) }, KEYS);

export function metaLines(result: MetaAnalysis, width: number, paint: Colours): string[] {
  const { k, pooled, measure, statistic, df, p, level } = result;
  const decimals = metaDecimals(result);
  const test =
    statistic === null
      ? pText(p)
      : `${df === null ? "z" : "t"} = ${fixed(statistic, 2)}${df === null ? "" : ` on ${df} df`}, ${pText(p)}`;
  const title = `${MEASURES[measure]}, ${modelText(result)}, ${k} ${k === 1 ? "study" : "studies"}`;
  return [
    title,
    "",
    ...studyTable(result, decimals, paint),
    "",
    `Pooled effect: ${test}.`,
    ...paragraph(`${heterogeneityText(result)}.`, width, "Heterogeneity: "),
    ...(pooled.prediction_interval
      ? paragraph(
          `${rangeText(pooled.prediction_interval, decimals)}, where ${percentOf(level)} of new studies' effects are expected.`,
          width,
          "Prediction interval: ",
        )
      : []),
    ...droppedLines(result.dropped),
    ...extrasLines(result, decimals, width, paint),
  ];
}

function studyTable(result: MetaAnalysis, decimals: number, paint: Colours): string[] {
  const { studies, pooled, level } = result;
  const back = shownOn(result);
  const counted = studies.some(({ counts }) => counts !== null);
  const columns: Column[] = [
    { align: "left", header: "study" },
    ...(counted
      ? ([
          { align: "right", header: "experimental" },
          { align: "right", header: "control" },
        ] as const)
      : []),
    { align: "right", header: `effect (${percentOf(level)} CI)` },
    { align: "right", header: "weight, %" },
  ];
  const effectOf = ({ yi, ci }: AnalysedStudy): string =>
    yi === null || ci === null ? "not estimable" : estimateText(back(yi), [back(ci[0]), back(ci[1])], decimals);
  const rows = studies.map((study) => {
    const { counts } = study;
    const cells = counts === null ? [] : [`${counts.ai}/${counts.n1}`, `${counts.ci}/${counts.n2}`];
    return [shortened(study.study), ...cells, effectOf(study), fixed(study.weight_pct, 1)];
  });
  const blank = counted ? ["", ""] : [];
  const sum = [paint.bold("pooled"), ...blank, paint.bold(estimateText(pooled.value, pooled.ci, decimals)), ""];
  return table(columns, [...rows, sum], { header: paint.bold });
}

const LONGEST_NAME = 44;
export const shortened = (name: string): string =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
