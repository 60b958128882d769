/** The answer's pages on a terminal: tables aligned, origins by number, figures named instead of shown. */
import { AnswerOrigins, type AnswerPage } from "@counterpulse/report";
import type { Colours } from "./colour.ts";
import { type Column, paragraph, table, wrap } from "./table.ts";

type Block = AnswerPage["sections"][number]["blocks"][number];
type Tabular = Extract<Block, { head: readonly string[] }>;

export function answerLines({ title, about, sections }: AnswerPage, width: number, paint: Colours): string[] {
  const origins = new AnswerOrigins();
  const body = sections.flatMap((section) => [
    "",
    paint.bold(section.title.toUpperCase()),
    ...section.blocks.flatMap((block) => blockLines(block, origins, width, paint)),
  ]);
  const figures = sections.some(({ blocks }) => blocks.some((block) => "figure" in block));
  return [
    paint.bold(title),
    ...paragraph(plain(about), width),
    ...body,
    "",
    paint.bold("SOURCES OF THE NUMBERS"),
    ...origins.lines().map((line) => `${" ".repeat(line.indexOf(".") < 2 ? 1 : 0)}${plain(line)}`),
    ...(figures ? ["", "The figures are written with --out FOLDER."] : []),
  ];
}

/** Without Markdown's marks. */
const plain = (text: string): string =>
  text
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, "$1 ($2)")
    .replaceAll("**", "")
    .replaceAll("`", "");

function blockLines(block: Block, origins: AnswerOrigins, width: number, paint: Colours): string[] {
  if ("figure" in block) return [];
  if ("head" in block) return ["", ...tableLines(block, origins.of(block.claims), width, paint)];
  const sentences = block.claims.map((claim) => `${plain(claim.text)}${numbered(origins.of([claim]))}`);
  if (sentences.length === 0) return [];
  if (!block.list) return ["", ...paragraph(sentences.join(" "), width)];
  return ["", ...sentences.flatMap((text) => paragraph(text, width, "- "))];
}

const numbered = (numbers: readonly number[]): string => (numbers.length === 0 ? "" : ` [${numbers.join(", ")}]`);

/** A blank column, in characters. */
const GAP = 2;
const LEAST_TEXT = 16;
const LEAST_HEAD = 14;

/** Columns of words share what those of numbers leave; numbers stand at their right. */
function tableLines(
  { head, rows, folded }: Tabular,
  marks: readonly number[],
  width: number,
  paint: Colours,
): string[] {
  const cells = rows.map((row) => row.map(plain));
  const heads = head.map((text, i) => `${plain(text)}${i === 0 ? numbered(marks) : ""}`);
  const numeric = head.map((_, i) => i > 0 && cells.every((row) => /^(over |under )?[−+±<>≤≥\d–]/.test(row[i])));
  const longest = head.map((_, i) => Math.max(0, ...cells.map((row) => row[i].length)));
  const widths = longest.map((most, i) => (numeric[i] ? Math.max(most, Math.min(heads[i].length, LEAST_HEAD)) : most));
  const taken = widths.reduce((sum, one, i) => sum + (numeric[i] ? one : 0), GAP * (head.length - 1));
  const words = widths.reduce((sum, one, i) => sum + (numeric[i] ? 0 : one), 0);
  const room = Math.max(LEAST_TEXT, width - taken);
  const allowed = widths.map((one, i) =>
    numeric[i] || words <= room ? one : Math.max(LEAST_TEXT, Math.floor((room * one) / words)),
  );
  const broken = (text: string, i: number): string => wrap(text, allowed[i]).join("\n");
  const columns = heads.map(
    (text, i): Column => ({
      align: numeric[i] ? "right" : "left",
      header: wrap(text, Math.max(allowed[i], LEAST_HEAD)).join("\n"),
    }),
  );
  const lines = table(
    columns,
    cells.map((row) => row.map((text, i) => (numeric[i] ? text : broken(text, i)))),
    { header: paint.bold, page: width },
  );
  return folded === undefined ? lines : [`${folded}:`, ...lines];
}
