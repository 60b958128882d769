/** Findings of the checker as a person reads them. */
import type { Finding, Verdict } from "@counterpulse/evidence";
import type { Colours } from "./colour.ts";
import { MISSING, significant } from "./number.ts";
import { type Column, paragraph, type Row, table } from "./table.ts";

/** @param all also what is consistent */
export function checkLines(findings: readonly Finding[], all: boolean, width: number, paint: Colours): string[] {
  const shown = findings.filter(({ verdict }) => all || verdict !== "consistent");
  const studies = [...new Set(shown.map(({ study }) => study))];
  const blocks = studies.flatMap((study) => [
    paint.bold(study),
    ...shown.filter((f) => f.study === study).flatMap((f) => findingLines(f, width, paint)),
    "",
  ]);
  return [...blocks, ...summary(findings, all, width, paint)];
}

/** The package holds the same list; to name it here keeps the package from loading at each start. */
const VERDICTS: readonly Verdict[] = ["consistent", "rounding", "inconsistent", "impossible"];

const COLOUR: Readonly<Record<Verdict, (paint: Colours) => (text: string) => string>> = {
  consistent: (paint) => paint.green,
  rounding: (paint) => paint.yellow,
  inconsistent: (paint) => paint.red,
  impossible: (paint) => paint.red,
};
const WIDTH = Math.max(...VERDICTS.map((v) => v.length)) + 2;

function findingLines(f: Finding, width: number, paint: Colours): string[] {
  const word = COLOUR[f.verdict](paint)(f.verdict.padEnd(WIDTH));
  const indent = " ".repeat(WIDTH + 2);
  const values = `stated ${f.stated}${f.recomputed === null ? "" : `; recomputed ${valueText(f)}`}  [${f.rule}]`;
  return [
    ...paragraph(f.claim, width, `  ${word}`),
    ...paragraph(values, width, indent),
    ...paragraph(f.reason, width, indent).map(paint.dim),
    ...(f.note === null ? [] : paragraph(f.note, width, indent).map(paint.dim)),
  ];
}

/** With its bounds, where they tell more than the value. */
export function valueText({ recomputed, bounds: [low, high] }: Finding): string {
  if (recomputed === null) return MISSING;
  if (typeof recomputed === "string") return recomputed;
  const text = significant(recomputed);
  const [from, to] = [low, high].map((x) => (x === null ? MISSING : significant(x)));
  return from === to || (low === null && high === null) ? text : `${text} (${from} to ${to})`;
}

function summary(findings: readonly Finding[], all: boolean, width: number, paint: Colours): string[] {
  if (findings.length === 0) return ["There is nothing to check."];
  const rows: Row[] = VERDICTS.map((verdict) => [
    verdict,
    String(findings.filter((f) => f.verdict === verdict).length),
  ]);
  const columns: Column[] = [{ align: "left" }, { align: "right" }];
  const hidden = !all && findings.some(({ verdict }) => verdict === "consistent");
  return [
    paint.bold(`${findings.length} stated figures`),
    ...table(columns, rows, { indent: 2 }),
    ...(hidden ? paragraph("What is consistent is not shown; --all shows it.", width) : []),
  ];
}
