/** Power of a study, as a person reads it: which endpoints so many patients settle. */
import type { EndpointSummary, PowerRow, StudyPower } from "@counterpulse/lab";
import type { Colours } from "../colour.ts";
import { MISSING } from "../number.ts";
import { type Column, paragraph, type Row, table } from "../table.ts";
import {
  analysisText,
  CONFOUNDED,
  changeText,
  contrastText,
  designText,
  nameOf,
  nameWithUnit,
  percent,
  SIMULATED,
  SLOW,
  slowOnes,
  valueText,
} from "./words.ts";

export const SETTLED = 0.8;

export function powerLines(result: StudyPower, width: number, paint: Colours): string[] {
  const { protocol, seed, repeats, pool, unsettled, model } = result;
  const { title, source, design } = protocol.document;
  const ladder = design === "ladder";
  const contrasts = [...new Set(result.endpoints.map((e) => contrastText(protocol, e.contrast)))].join("; ");
  const rest = unsettled > 0 ? `, ${unsettled} of them without a steady state in some arm` : "";
  return [
    `${paint.bold(title)} (${protocol.id}): ${designText(design)}`,
    ...paragraph(source, width, "Source: ").map(paint.dim),
    "",
    ladder
      ? `One patient, ${repeats} repeats of each number of readings`
      : `${repeats} studies of each size from ${pool} patients${rest}; alpha ${protocol.alpha}`,
    "",
    paint.bold(ladder ? "Share of repeats, in %: criterion met, or slope found" : `${contrasts}: power in %`),
    ...(ladder ? ladderTable(result, width, paint) : powerGrid(result, width, paint)),
    "",
    ...(ladder ? [] : settledLines(result, width)),
    ...paragraph(errorText(result), width),
    ...(design === "sequential" ? paragraph(CONFOUNDED, width).map(paint.yellow) : []),
    ...slowOnes(protocol).flatMap((index) => paragraph(`${nameWithUnit(index)}: ${SLOW}.`, width).map(paint.yellow)),
    `Seed ${seed}${model ? `; model ${model.name} ${model.version}, hash ${model.hash}` : ""}.`,
    SIMULATED,
  ];
}

export const rowsOf = ({ rows }: StudyPower, { endpoint, analysis }: EndpointSummary): PowerRow[] =>
  rows.filter((row) => row.endpoint === endpoint && row.analysis === analysis);

export const sizesOf = ({ rows }: StudyPower): number[] => [...new Set(rows.map(({ n }) => n))].sort((a, b) => a - b);

/** The size of the protocol where it was looked at, else the largest. */
export function mainSize(result: StudyPower): number {
  const sizes = sizesOf(result);
  return sizes.includes(result.protocol.document.n) ? result.protocol.document.n : sizes[sizes.length - 1];
}

function powerGrid(result: StudyPower, page: number, paint: Colours): string[] {
  const sizes = sizesOf(result);
  const main = mainSize(result);
  const columns: Column[] = [
    { align: "left", header: "endpoint (* primary)" },
    { align: "point", header: "true\neffect" },
    ...sizes.map((n): Column => ({ align: "right", header: `n =\n${n}` })),
    { align: "point", header: `95 % CI ±\nn = ${main}` },
    { align: "right", header: "n for\n80 %" },
    { align: "right", header: "\n90 %" },
  ];
  const body = result.endpoints.map((e): Row => {
    const rows = rowsOf(result, e);
    return [
      `${e.role === "primary" ? "* " : "  "}${nameWithUnit(e.endpoint)}`,
      changeText(e.endpoint, e.truth.mean),
      ...sizes.map((n) => percent(rows.find((row) => row.n === n)?.power ?? null)),
      valueText(e.endpoint, rows.find((row) => row.n === main)?.ci_halfwidth ?? null),
      neededText(e.n_80),
      neededText(e.n_90),
    ];
  });
  return table(columns, body, { page, header: paint.bold });
}

export const neededText = (n: number | null): string => (n === null ? MISSING : String(n));

function ladderTable(result: StudyPower, page: number, paint: Colours): string[] {
  const sizes = sizesOf(result);
  const keys = result.rows.filter(({ n }) => n === sizes[0]);
  const rows = keys.map((key): Row => {
    const own = result.rows.filter((r) => r.endpoint === key.endpoint && r.analysis === key.analysis);
    const name = key.endpoint === "decision" ? "decision to wean" : nameWithUnit(key.endpoint);
    return [name, analysisText(key.analysis), ...own.map(({ power }) => percent(power, 1))];
  });
  const columns: Column[] = [
    { align: "left" },
    { align: "left" },
    ...sizes.map((n): Column => ({ align: "right", header: `${n} ${n === 1 ? "reading" : "readings"}` })),
  ];
  return table(columns, rows, { page, header: paint.bold });
}

/** Which endpoints the study settles at its size, and which it cannot. */
export function settled(result: StudyPower): { n: number; yes: string[]; no: string[] } {
  const n = mainSize(result);
  const at = result.rows.filter((row) => row.n === n);
  const slow = slowOnes(result.protocol);
  const { design, trend = {} } = result.protocol.document;
  const name = ({ endpoint }: PowerRow): string => {
    const doubts = [
      ...(slow.includes(endpoint) ? ["if it came to rest"] : []),
      ...(design === "sequential" && trend[endpoint] ? ["time in it"] : []),
    ];
    return doubts.length > 0 ? `${nameOf(endpoint)} [${doubts.join(", ")}]` : nameOf(endpoint);
  };
  return {
    n,
    yes: at.filter(({ power }) => power >= SETTLED).map(name),
    no: at.filter(({ power }) => power < SETTLED).map(name),
  };
}

function settledLines(result: StudyPower, width: number): string[] {
  const { n, yes, no } = settled(result);
  const level = `${100 * SETTLED} %`;
  return [
    ...paragraph(yes.length > 0 ? yes.join("; ") : "none", width, `${n} patients settle (power ${level} or more): `),
    ...paragraph(no.length > 0 ? no.join("; ") : "none", width, "They cannot settle: "),
  ];
}

export function errorText({ rows, protocol }: StudyPower): string {
  const most = (values: (number | null)[]): string =>
    percent(
      values.reduce<number>((a, b) => Math.max(a, b ?? 0), 0),
      1,
    );
  const chance = `Standard error of the shares from the number of repeats: up to ${most(rows.map((r) => r.mc_error))} points`;
  if (protocol.document.design === "ladder") return `${chance}.`;
  return `${chance}; from the number of patients solved up to ${most(rows.map((r) => r.pool_error))} points, rather too large since they lie evenly. Patients for 80 and 90 %: by the t test's formula with the mean and the spread of the repeats.`;
}
