/** Published studies as a person reads them. */
import type { OutcomeDocument, Study, StudyDocument } from "@counterpulse/evidence";
import type { Colours } from "./colour.ts";
import { fixed, MISSING } from "./number.ts";
import { estimateText, pText } from "./statistics.ts";
import { type Column, paragraph, type Row, table } from "./table.ts";

export function studyListLines(studies: readonly Study[], width: number, paint: Colours): string[] {
  const columns: Column[] = [
    { align: "left", header: "id" },
    { align: "right", header: "year" },
    { align: "left", header: "study, design", fill: true },
    { align: "right", header: "outcomes" },
    { align: "left", header: "status" },
  ];
  const rows = studies.map((s) => [
    s.id,
    String(s.year),
    `${s.title}: ${s.design}`,
    s.outcomes.length === 0 ? MISSING : String(s.outcomes.length),
    s.status === "RECALLED" ? paint.yellow("RECALLED") : s.status,
  ]);
  return [...table(columns, rows, { page: width, header: paint.bold }), "", ...statusLines(studies, width)];
}

function statusLines(studies: readonly Study[], width: number): string[] {
  const count = (status: string): number => studies.filter((s) => s.status === status).length;
  const text = `${studies.length} studies: ${count("READ")} READ, ${count("DERIVED")} DERIVED (worked out from what was read), ${count("RECALLED")} RECALLED (from memory, unverified, left out of pools). Outcomes have their own status: \`counterpulse evidence show ID\`.`;
  return paragraph(text, width);
}

export function studyLines(study: StudyDocument, width: number, paint: Colours): string[] {
  const field = (name: string, text: string | null): string[] =>
    text === null ? [] : paragraph(text, width, `  ${name}: `);
  const arms = study.arms.map(armText).join("; ");
  return [
    `${paint.bold(study.title)} (${study.year})`,
    ...field("design", study.design),
    ...field("population", study.population),
    ...field("groups", arms),
    ...field("primary endpoint", study.primary_endpoint),
    ...field("recruitment", study.recruitment),
    ...field("status", study.status_note ?? study.status),
    ...field("source", `${study.source}${study.address === null ? "" : ` <${study.address}>`}`),
    ...field("remark", study.remark),
    ...haemodynamicLines(study, width),
    ...scoreLines(study, width),
    ...outcomeLines(study.outcomes, width, paint),
  ];
}

const armText = ({ arm, total, note }: StudyDocument["arms"][number]): string =>
  `${arm}${total === null ? "" : ` n = ${total}`}${note ? ` (${note})` : ""}`;

function haemodynamicLines({ haemodynamics }: StudyDocument, width: number): string[] {
  if (!haemodynamics) return [];
  const parts = haemodynamics.map(({ what, difference, ci95 }) => `${what} ${difference} (${ci95[0]} to ${ci95[1]})`);
  return paragraph(parts.join("; "), width, "  differences: ");
}

function scoreLines({ score }: StudyDocument, width: number): string[] {
  if (!score) return [];
  const classes = score.classes.map(({ points, survival }) => `${points}: ${fixed(100 * survival, 0)} %`).join("; ");
  const items = score.items === undefined ? [] : paragraph(score.items, width, "  score: ");
  return [...items, ...paragraph(classes, width, `  ${score.what}: `)];
}

function outcomeLines(outcomes: readonly OutcomeDocument[], width: number, paint: Colours): string[] {
  if (outcomes.length === 0) return ["", "No outcome is known yet."];
  return outcomes.flatMap((outcome) => ["", ...oneOutcome(outcome, width, paint)]);
}

function oneOutcome(outcome: OutcomeDocument, width: number, paint: Colours): string[] {
  const mark = outcome.status === "RECALLED" ? paint.yellow("RECALLED, unverified") : outcome.status;
  const columns: Column[] = [
    { align: "left" },
    { align: "right", header: "events" },
    { align: "right", header: "%" },
    { align: "right", header: "95 % CI" },
    { align: "right", header: "printed" },
  ];
  const rows: Row[] = outcome.arms.map((arm, i) => [
    arm.arm,
    arm.events === null ? (arm.total === null ? MISSING : `? of ${arm.total}`) : `${arm.events} of ${arm.total}`,
    fixed(arm.pct, 1),
    arm.pct_ci === null ? MISSING : `${fixed(arm.pct_ci[0], 1)} to ${fixed(arm.pct_ci[1], 1)}`,
    outcome.printed.percents?.[i] ?? "",
  ]);
  const known = outcome.arms.some((arm) => arm.total !== null) || outcome.printed.percents !== null;
  return [
    `${paint.bold(outcome.outcome)}  ${mark}`,
    ...(known ? table(columns, rows, { indent: 2, header: paint.dim }) : []),
    ...printedLines(outcome, width),
    ...recomputedLines(outcome, width),
    ...(outcome.note === null ? [] : paragraph(outcome.note, width, "  note: ")),
  ];
}

function printedLines({ measure, printed, p, basis }: OutcomeDocument, width: number): string[] {
  const unit = measure === "RD" ? " %" : "";
  const effect =
    printed.effect === null
      ? ""
      : `${measure} ${printed.effect}${unit}${printed.ci95 ? ` (${printed.ci95.join(" to ")})` : ""}`;
  const parts = [effect, p === null ? "" : `P ${/^[<>]/.test(p) ? p : `= ${p}`}`].filter(Boolean);
  const how = basis === null ? "" : ` (${BASES[basis]})`;
  return parts.length === 0 ? [] : paragraph(`${parts.join(", ")}${how}`, width, "  printed: ");
}

const BASES: Readonly<Record<string, string>> = {
  pooled: "pooled",
  model: "by a model or a log-rank test",
  "kaplan-meier": "Kaplan-Meier",
  credible: "a credible interval",
};

function recomputedLines({ recomputed }: OutcomeDocument, width: number): string[] {
  if (recomputed === null) return [];
  const { rr, or, rd, p, nnt } = recomputed;
  const percent = (x: number | null): number | null => (x === null ? null : 100 * x);
  const text = [
    `RR ${estimateText(rr.value, rr.ci, 2)}`,
    `OR ${estimateText(or.value, or.ci, 2)}`,
    `RD ${estimateText(percent(rd.value), [percent(rd.ci[0]), percent(rd.ci[1])], 1)} %`,
    `chi-squared ${pText(p.chi2)}, Fisher ${pText(p.fisher)}`,
    nnt,
  ];
  return paragraph(`${text.join("; ")}.`, width, "  counts:  ");
}
