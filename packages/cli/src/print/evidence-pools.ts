/** Pools as a person reads them, and their document. */
import type { PoolDefinition, PoolDocument, PublishedResult } from "@counterpulse/evidence";
import type { Colours } from "./colour.ts";
import { metaDocument, metaLines } from "./meta.ts";
import { estimateText, rangeText } from "./statistics.ts";
import { type Column, paragraph, table } from "./table.ts";

export function poolListLines(pools: readonly PoolDefinition[], width: number, paint: Colours): string[] {
  const columns: Column[] = [
    { align: "left", header: "id" },
    { align: "left", header: "question", fill: true },
    { align: "right", header: "studies" },
    { align: "left", header: "measure" },
  ];
  const rows = pools.map((p) => [p.id, `${p.title}: ${p.event}`, String(p.members.length), p.measure]);
  return table(columns, rows, { page: width, header: paint.bold });
}

/** As `analyze meta`, with what the pool is and the publications' figures behind. */
export function poolDocument(pool: PoolDocument): object {
  const { analysis, members, ...rest } = pool;
  const of = new Map(members.map(({ study, id, outcome, status }) => [study, { id, outcome, status }]));
  const document = metaDocument(analysis) as { studies: { study: string }[] };
  return { ...document, studies: document.studies.map((s) => ({ ...s, ...of.get(s.study) })), ...rest };
}

export function poolLines(pool: PoolDocument, width: number, paint: Colours): string[] {
  const left = pool.left_out.map(({ study, reason }) => `${study} (${reason})`);
  const recalled = pool.members.filter(({ status }) => status === "RECALLED").map(({ study }) => study);
  return [
    paint.bold(pool.title),
    ...paragraph(`Counted: ${pool.event}; experimental: ${pool.groups[0]}, control: ${pool.groups[1]}.`, width),
    "",
    ...metaLines(pool.analysis, width, paint),
    ...(pool.normal_ci ? [`Normal interval instead of Hartung and Knapp's: ${rangeText(pool.normal_ci, 2)}.`] : []),
    ...(recalled.length > 0 ? paragraph(`${recalled.join("; ")}.`, width, "Counts recalled, unverified: ") : []),
    ...(left.length > 0 ? paragraph(`${left.join("; ")}.`, width, "Left out: ") : []),
    "",
    ...publishedLines(pool.published, width, paint),
    ...pool.cautions.flatMap((caution) => paragraph(caution, width, `${paint.yellow("Caution")}: `)),
  ];
}

function publishedLines(published: readonly PublishedResult[], width: number, paint: Colours): string[] {
  if (published.length === 0) return ["No pool of these was read.", ""];
  const columns: Column[] = [
    { align: "left", header: "published" },
    { align: "left", header: "as printed" },
    { align: "left", header: "repeated here", fill: true },
  ];
  const rows = published.map((p) => [p.title, printedText(p), repeatedText(p)]);
  const notes = published.flatMap((p) => (p.note === null ? [] : paragraph(p.note, width, `${p.title}: `)));
  return [...table(columns, rows, { page: width, header: paint.bold }), ...notes, ""];
}

function printedText({ measure, value, ci, p, status }: PublishedResult): string {
  const unit = measure === "RD" ? " %" : "";
  const effect = value === null ? "" : `${measure} ${value}${unit}${ci ? ` (${ci.join(" to ")})` : ""}`;
  const parts = [effect, p === null ? "" : `P ${/^[<>]/.test(p) ? p : `= ${p}`}`].filter(Boolean);
  return `${parts.join(", ")}${status === "RECALLED" ? " [recalled]" : ""}`;
}

function repeatedText({ repeated, measure }: PublishedResult): string {
  if (repeated === null) return "cannot be repeated from counts";
  const scale = measure === "RD" ? 100 : 1;
  const [value, low, high] = [repeated.value, ...repeated.ci].map((x) => x * scale);
  const without = repeated.without.length > 0 ? `, without ${repeated.without.join(", ")}` : "";
  const agrees = repeated.agrees ? "the same" : repeated.without.length > 0 ? "not the same studies" : "NOT the same";
  return `${estimateText(value, [low, high], 2)}, ${repeated.method}${without}: ${agrees}`;
}
