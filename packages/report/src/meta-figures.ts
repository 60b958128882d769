/** Figures of a meta-analysis: forest plot, funnel, cumulative, leave-one-out, P value function. */
import type { ForestFigure, ForestGroup, ForestRow, ForestSummary } from "@counterpulse/figures";
import type { AnalysedStudy, MetaAnalysis } from "@counterpulse/statistics";
import { metaDecimals, shownOn } from "./meta-scale.ts";
import { fixed } from "./number.ts";
import { type Heterogeneity, heterogeneityText, MEASURES, modelText, pWhole } from "./statistics.ts";

export type MetaFigureKind = "forest" | "funnel" | "cumulative" | "leave-one-out" | "p-value";

export interface MetaFigureWords {
  readonly title?: string;
  /** What lies left and right of no effect. */
  readonly favours?: readonly [left: string, right: string];
  /** Heads of the columns of counts. */
  readonly groups?: readonly [experimental: string, control: string];
  readonly note?: string;
  readonly theme?: "light" | "dark";
  readonly width?: number;
}

const WIDTH = 820;
const NOTE =
  "Squares: area by weight. Lines: intervals of the studies alone. Diamond: pooled effect with its interval.";

const scaleOf = (ratio: boolean): "ratio" | "difference" => (ratio ? "ratio" : "difference");

type Shared = Omit<ForestFigure, "groups" | "title">;

function shared(result: MetaAnalysis, words: MetaFigureWords): Shared {
  return {
    width: words.width ?? WIDTH,
    theme: words.theme ?? "light",
    measure: result.measure === "generic" && result.ratio ? "Ratio" : MEASURES[result.measure],
    scale: scaleOf(result.ratio),
    decimals: metaDecimals(result),
    levelPct: Number((100 * result.level).toPrecision(6)),
    favours: words.favours,
  };
}

const wholeP = (h: Heterogeneity): string =>
  heterogeneityText(h).replace(/P [=<] /, (p) => p.replaceAll(" ", "\u00a0"));

type Effect = Pick<MetaAnalysis, "estimate" | "ci">;

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Back to the scale that is shown. */
function shownEffect(result: MetaAnalysis, { estimate, ci }: Effect): { estimate: number; ci: [number, number] } {
  const back = shownOn(result);
  return { estimate: back(estimate), ci: [back(ci[0]), back(ci[1])] };
}

function rowOf(result: MetaAnalysis, study: AnalysedStudy): ForestRow {
  const { yi, ci, counts, weight_pct } = study;
  const back = shownOn(result);
  const cells = counts === null ? [] : [`${counts.ai}/${counts.n1}`, `${counts.ci}/${counts.n2}`];
  const known = yi !== null && ci !== null;
  return {
    label: study.study,
    estimate: known ? back(yi) : null,
    ci: known ? [back(ci[0]), back(ci[1])] : [null, null],
    weightPct: weight_pct,
    cells,
  };
}

function summaryOf(result: MetaAnalysis): ForestSummary {
  return {
    label: capital(modelText(result)),
    ...shownEffect(result, result),
    prediction: result.pooled.prediction_interval,
    details: wholeP(result),
  };
}

/** The studies under their groups, where there are some. */
function groupsOf(result: MetaAnalysis): ForestGroup[] {
  const { studies, subgroups, model } = result;
  if (!subgroups) return [{ rows: studies.map((study) => rowOf(result, study)) }];
  return subgroups.groups.map((group) => ({
    label: group.group,
    rows: studies.filter((_, i) => subgroups.of_study[i] === group.group).map((study) => rowOf(result, study)),
    summary: {
      label: "subtotal",
      ...shownEffect(result, group),
      details: wholeP({ ...group, model }),
    },
  }));
}

function forestFigureOf(result: MetaAnalysis, words: MetaFigureWords): ForestFigure {
  const counted = result.studies.some(({ counts }) => counts !== null);
  const between = result.subgroups?.q_between;
  const difference = between
    ? ` Difference between the groups: Q ${fixed(between.value, 2)} on ${between.df} df, ${pWhole(between.p)}.`
    : "";
  return {
    ...shared(result, words),
    title: words.title ?? `${MEASURES[result.measure]}s of ${result.k} ${result.k === 1 ? "study" : "studies"}`,
    columns: counted ? (words.groups ?? ["experimental", "control"]) : [],
    groups: groupsOf(result),
    summaries: [summaryOf(result)],
    note: `${words.note ?? NOTE}${difference}`,
  };
}

async function funnelOf(result: MetaAnalysis, words: MetaFigureWords): Promise<string> {
  const { funnel } = await import("@counterpulse/figures");
  const { criticalZ } = await import("@counterpulse/statistics");
  const back = shownOn(result);
  const observed = result.studies.flatMap(({ study, yi, vi }) =>
    yi === null || vi === null ? [] : [{ label: study, estimate: back(yi), se: Math.sqrt(vi) }],
  );
  const filled = (result.trim_and_fill?.filled ?? []).map(({ study, yi, vi }) => ({
    ...{ label: study, estimate: back(yi), se: Math.sqrt(vi) },
    filled: true,
  }));
  const { width, theme, measure, levelPct } = shared(result, words);
  const around = `Line: ${modelText(result)}. Region: where ${levelPct} % of studies of that one effect would lie.`;
  const test = result.egger ? ` Egger's test: ${pWhole(result.egger.classical.p)}.` : "";
  return funnel({
    ...{ width, theme, measure },
    scale: scaleOf(result.ratio),
    title: words.title ?? `Effects and precision of ${result.k} studies`,
    points: [...observed, ...filled],
    estimate: result.pooled.value,
    z: criticalZ(result.level),
    note: words.note ?? around + test,
  });
}

async function pValueOf(result: MetaAnalysis, words: MetaFigureWords): Promise<string> {
  const { pValueFunction: draw } = await import("@counterpulse/figures");
  const { pValueFunction } = await import("@counterpulse/statistics");
  const back = shownOn(result);
  const { effect, p } = pValueFunction(result.estimate, result.se, result.df);
  const { width, theme, measure, levelPct } = shared(result, words);
  const curve = { label: capital(modelText(result)), ...shownEffect(result, result), effect: effect.map(back), p };
  return draw({
    ...{ width, theme, measure, levelPct },
    scale: scaleOf(result.ratio),
    title: words.title ?? `P value of every ${measure.toLowerCase()}`,
    curves: [curve],
    note: words.note,
  });
}

/** A row for each step of an analysis that is repeated. */
function stepsFigureOf(
  result: MetaAnalysis,
  words: MetaFigureWords,
  kind: "cumulative" | "leave-one-out",
): ForestFigure {
  const rows =
    kind === "cumulative"
      ? result.cumulative?.map((step) => ({ label: `+ ${step.added}`, ...shownEffect(result, step) }))
      : result.leave_one_out?.map((step) => ({ label: `without ${step.without}`, ...shownEffect(result, step) }));
  const title = kind === "cumulative" ? "Studies added one after the other" : "Each study left out in turn";
  return {
    ...shared(result, words),
    title: words.title ?? `${MEASURES[result.measure]}: ${title.toLowerCase()}`,
    subtitle: `${capital(modelText(result))}.`,
    groups: [{ rows: rows ?? [] }],
    summaries: [{ label: "All studies", ...shownEffect(result, result) }],
    note: words.note,
  };
}

export async function metaFigure(
  result: MetaAnalysis,
  kind: MetaFigureKind,
  words: MetaFigureWords = {},
): Promise<string> {
  const { forest } = await import("@counterpulse/figures");
  if (kind === "forest") return forest(forestFigureOf(result, words));
  if (kind === "cumulative" || kind === "leave-one-out") return forest(stepsFigureOf(result, words, kind));
  if (kind === "funnel") return funnelOf(result, words);
  return pValueOf(result, words);
}
