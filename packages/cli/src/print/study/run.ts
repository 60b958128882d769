/** One simulated study, as a person reads it. */
import type { RunCriterion, RunEndpoint, StudyRun } from "@counterpulse/lab";
import type { Colours } from "../colour.ts";
import { MISSING } from "../number.ts";
import { paragraph, type Row, table } from "../table.ts";
import {
  CONFOUNDED,
  changeText,
  contrastText,
  designText,
  flowText,
  nameWithUnit,
  pText,
  rangeText,
  SIMULATED,
  SLOW,
  slowOnes,
  TIME_BESIDE,
  valueText,
} from "./words.ts";

export const isCriterion = (e: RunEndpoint | RunCriterion): e is RunCriterion => e.analysis === "criterion";

export function runLines(result: StudyRun, file: string | null, width: number, paint: Colours): string[] {
  const { protocol, seed, model } = result;
  const { title, source, design } = protocol.document;
  const criteria = result.endpoints.filter(isCriterion);
  const endpoints = result.endpoints.filter((e): e is RunEndpoint => !isCriterion(e));
  const flow = flowText(result);
  return [
    `${paint.bold(title)} (${protocol.id}): ${designText(design)}`,
    ...paragraph(source, width, "Source: ").map(paint.dim),
    ...(flow.length > 0 ? ["", ...paragraph(flow.join(" "), width)] : []),
    ...(criteria.length > 0 ? criteriaLines(result, criteria, width, paint) : []),
    ...(endpoints.length > 0 ? endpointLines(result, endpoints, width, paint) : []),
    "",
    ...(design === "sequential" ? paragraph(`${CONFOUNDED} ${TIME_BESIDE}`, width).map(paint.yellow) : []),
    ...slowOnes(protocol).flatMap((index) => paragraph(`${nameWithUnit(index)}: ${SLOW}.`, width).map(paint.yellow)),
    ...(file ? [`Data: ${file}; dictionary beside it.`] : ["No data were written; --out names a folder for them."]),
    `Seed ${seed}; model ${model.name} ${model.version}, hash ${model.hash}.`,
    SIMULATED,
  ];
}

function endpointLines(
  { protocol }: StudyRun,
  endpoints: readonly RunEndpoint[],
  page: number,
  paint: Colours,
): string[] {
  const contrasts = [...new Set(endpoints.map((e) => contrastText(protocol, e.contrast)))];
  const sequential = protocol.document.design === "sequential";
  const rows = endpoints.map(
    (e): Row => [
      `${e.role === "primary" ? "* " : "  "}${nameWithUnit(e.index)}`,
      String(e.n),
      changeText(e.index, e.estimate),
      valueText(e.index, e.se),
      rangeText(e.index, e.ci, true),
      pText(e.p),
      changeText(e.index, e.truth.mean),
      ...(sequential ? [e.confounded_by_time === 0 ? "" : changeText(e.index, e.confounded_by_time)] : []),
    ],
  );
  const what = protocol.document.design === "ladder" ? "Change for each L/min of flow" : contrasts.join("; ");
  return [
    "",
    paint.bold(what),
    ...table(
      [
        { align: "left", header: "endpoint (* primary)" },
        { align: "right", header: "n" },
        { align: "point", header: "estimate" },
        { align: "point", header: "SE" },
        { align: "left", header: "95 % CI" },
        { align: "right", header: "P" },
        { align: "point", header: "truth" },
        ...(sequential ? [{ align: "point" as const, header: "of it time" }] : []),
      ],
      rows,
      { page, header: paint.bold },
    ),
  ];
}

function criteriaLines(
  { protocol, decision }: StudyRun,
  criteria: readonly RunCriterion[],
  page: number,
  paint: Colours,
): string[] {
  const rows = criteria.map(
    (c): Row => [
      nameWithUnit(c.index),
      protocol.arms.get(c.at)!.label,
      `${c.side} ${c.limit}`,
      valueText(c.index, c.estimate),
      rangeText(c.index, c.ci, false),
      verdict(c.met),
      valueText(c.index, c.truth.value),
      verdict(c.truth.met),
    ],
  );
  return [
    "",
    paint.bold("Criteria of weaning"),
    ...table(
      [
        { align: "left" },
        { align: "left", header: "at" },
        { align: "left", header: "limit" },
        { align: "point", header: "read" },
        { align: "left", header: "95 % CI" },
        { align: "left", header: "met" },
        { align: "point", header: "truth" },
        { align: "left", header: "met" },
      ],
      rows,
      { page, header: paint.bold },
    ),
    `Decision: ${decisionText(decision!.measured)}; by the true values: ${decisionText(decision!.truth)}.`,
  ];
}

export const verdict = (met: boolean | null): string => (met === null ? MISSING : met ? "yes" : "no");
export const decisionText = (decision: boolean | null): string =>
  decision === null ? "open, since a value is missing" : decision ? "wean" : "do not wean";
