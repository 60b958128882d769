/** Report of one simulated study. */
import type { CoursePanel, ForestRow } from "@counterpulse/figures";
import type { RunCriterion, RunEndpoint, StudyRun } from "@counterpulse/lab";
import type { Hashes } from "./documents.ts";
import { methodsBlocks, provenance } from "./methods.ts";
import { type Block, type Report, type ReportFigure, renderReport } from "./report.ts";
import { decisionText, isCriterion, verdict } from "./run.ts";
import {
  armLabel,
  CONFOUNDED,
  changeText,
  contrastText,
  flowText,
  nameOf,
  nameWithUnit,
  oneContrast,
  pText,
  rangeText,
  SIMULATED,
  SLOW,
  slowOnes,
  TIME_BESIDE,
  unitOf,
  valueText,
} from "./words.ts";

export async function runReport(result: StudyRun, hashes: Hashes, format: string): Promise<string> {
  const figures = await import("@counterpulse/figures");
  const { protocol, seed, model, decision } = result;
  const { title, description, source, design } = protocol.document;
  const criteria = result.endpoints.filter(isCriterion);
  const endpoints = result.endpoints.filter((e): e is RunEndpoint => !isCriterion(e));
  const cautions: Block[] = [
    ...(design === "sequential" ? [`${CONFOUNDED} ${TIME_BESIDE}`] : []),
    ...slowOnes(protocol).map((index) => `${nameWithUnit(index)}: ${SLOW}.`),
  ];
  const changes = design === "ladder" ? null : forestFigure(result, endpoints, figures);
  const report: Report = {
    title: `${title}: one simulated study`,
    lead: [...(description ? [description] : []), `Source: ${source}.`, SIMULATED],
    sections: [
      {
        heading: "Results",
        blocks: [
          ...flowText(result),
          ...(decision ? [decisionBlock(decision), criteriaBlock(result, criteria)] : []),
          ...(endpoints.length > 0 ? [endpointBlock(result, endpoints)] : []),
          ...cautions,
          ...(changes ? [{ figure: changes }] : []),
          { figure: courseFigure(result, figures) },
        ],
      },
      { heading: "Methods", blocks: methodsBlocks(protocol) },
      { heading: "To repeat it", blocks: [provenance(seed, model, hashes)] },
    ],
  };
  return renderReport(report, format);
}

const decisionBlock = ({ measured, truth }: NonNullable<StudyRun["decision"]>): string =>
  `Decision by what was read: ${decisionText(measured)}. By the true values: ${decisionText(truth)}.`;

function criteriaBlock({ protocol }: StudyRun, criteria: readonly RunCriterion[]): Block {
  const rows = criteria.map((c) => [
    nameWithUnit(c.index),
    armLabel(protocol, c.at),
    `${c.side} ${c.limit}`,
    valueText(c.index, c.estimate),
    rangeText(c.index, c.ci, false),
    verdict(c.met),
    valueText(c.index, c.truth.value),
    verdict(c.truth.met),
  ]);
  const header = ["criterion", "at", "limit", "read", "95 % CI", "met", "true value", "truly met"];
  return { table: { header, rows, numbers: [3, 6] } };
}

function endpointBlock({ protocol }: StudyRun, endpoints: readonly RunEndpoint[]): Block {
  const sequential = protocol.document.design === "sequential";
  const one = protocol.document.design === "ladder" ? "change for each L/min" : oneContrast(protocol, endpoints);
  const rows = endpoints.map((e) => [
    `${nameWithUnit(e.index)}${e.role === "primary" ? " (primary)" : ""}`,
    ...(one === null ? [contrastText(protocol, e.contrast)] : []),
    String(e.n),
    changeText(e.index, e.estimate),
    valueText(e.index, e.se),
    rangeText(e.index, e.ci, true),
    pText(e.p),
    changeText(e.index, e.truth.mean),
    ...(sequential ? [e.confounded_by_time === 0 ? "" : changeText(e.index, e.confounded_by_time)] : []),
  ]);
  const header = [
    ...(one === null ? ["endpoint", "contrast"] : [one]),
    ...["n", "estimate", "SE", "95 % CI", "P", "truth of these patients"],
    ...(sequential ? ["time's part"] : []),
  ];
  return { table: { header, rows, numbers: header.map((_, i) => i).slice(one === null ? 2 : 1) } };
}

type Figures = typeof import("@counterpulse/figures");

/** Effects in % of the mean in the second arm, so that they can stand on one axis. */
function forestFigure(result: StudyRun, endpoints: readonly RunEndpoint[], { forest }: Figures): ReportFigure | null {
  const rows = endpoints.flatMap((e): ForestRow[] => {
    const base = meanUnder(result, e.index, e.contrast?.[1] ?? null);
    if (e.estimate === null || e.ci === null || base === null || Math.abs(base) < 1e-9) return [];
    const share = (value: number): number => (100 * value) / Math.abs(base);
    return [
      {
        label: nameOf(e.index),
        estimate: share(e.estimate),
        ci: [share(e.ci[0]), share(e.ci[1])],
      },
    ];
  });
  if (rows.length === 0) return null;
  return {
    caption:
      "Effects with 95 % confidence intervals, in % of the mean in the arm that they are compared with. For each endpoint alone, without allowance for their number.",
    draw: (width, theme) =>
      forest({
        ...{ title: "Effects", measure: "% of the mean without", scale: "difference", decimals: 1 },
        ...{ groups: [{ rows }], width, theme },
      }),
  };
}

function meanUnder({ protocol, data }: StudyRun, index: string, arm: string | null): number | null {
  const { measures, periods, sequences } = protocol;
  const m = measures.findIndex((one) => one.index === index);
  const values: number[] = [];
  for (let i = 0; i < data.n; i++)
    sequences[data.sequence[i]].order.forEach((one, p) => {
      const value = data.values[(i * periods + p) * measures.length + m];
      if (one === arm && !Number.isNaN(value)) values.push(value);
    });
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
}

/** Lines of all patients: over the arms where everybody has them, over the periods where groups are compared. */
function courseFigure(result: StudyRun, { patientCourses }: Figures): ReportFigure {
  const { protocol } = result;
  const { design } = protocol.document;
  const parallel = design === "parallel";
  const arms = [...new Set(protocol.sequences[0].order)];
  const places = parallel
    ? protocol.hours.map((h) => (h < 1 ? `${Math.round(60 * h)} min` : `${Number(h.toPrecision(3))} h`))
    : arms.map((arm) => armLabel(protocol, arm));
  const groups = protocol.sequences.map(({ order }) => order.map((arm) => armLabel(protocol, arm)).join(", then "));
  const indices = [...new Set(result.endpoints.map(({ index }) => index))];
  const panels = indices.flatMap((index) => {
    const panel = coursePanel(result, index, parallel ? null : arms);
    return panel.courses.some(({ values }) => values.some((v) => v !== null)) ? [panel] : [];
  });
  const one = design === "ladder" ? "the patient at each step" : "each patient";
  return {
    caption: `What was read in ${one}, means of the readings${design === "ladder" ? "; red: the limit" : "; thick: means of those measured throughout"}.`,
    draw: (width, theme) => patientCourses({ title: "What was read", places, groups, panels, width, theme }),
  };
}

function coursePanel(
  { protocol, data, endpoints }: StudyRun,
  index: string,
  arms: readonly string[] | null,
): CoursePanel {
  const { measures, periods, sequences } = protocol;
  const m = measures.findIndex((one) => one.index === index);
  const courses = Array.from({ length: data.n }, (_, i) => {
    const group = data.sequence[i];
    const { order } = sequences[group];
    const at = (p: number): number | null => {
      const value = data.values[(i * periods + p) * measures.length + m];
      return p < 0 || Number.isNaN(value) ? null : value;
    };
    return { group, values: arms ? arms.map((arm) => at(order.indexOf(arm))) : order.map((_arm, p) => at(p)) };
  });
  const means = sequences.flatMap((_, group) => {
    const own = courses.filter((c) => c.group === group && c.values.every((v) => v !== null));
    if (own.length === 0) return [];
    const mean = (p: number): number => own.reduce((sum, c) => sum + (c.values[p] as number), 0) / own.length;
    return [{ group, values: own[0].values.map((_value, p) => mean(p)) }];
  });
  const criterion = endpoints.filter(isCriterion).find((c) => c.index === index);
  const level = criterion ? { level: { at: criterion.limit, label: `${criterion.side} ${criterion.limit}` } } : {};
  return { label: nameOf(index), yLabel: unitOf(index) || "pure number", courses, means, ...level };
}
