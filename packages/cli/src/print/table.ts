/** Aligned columns of text. */
import { visibleLength } from "./colour.ts";

/** How a column's cells stand: at its left, at its right, or with their decimal points below each other. */
export type Alignment = "left" | "right" | "point";

export interface Column {
  readonly align: Alignment;
  readonly header?: string;
  /** Longer cells go on in the next line. */
  readonly width?: number;
}

/** A row is its cells, or one text across all columns. */
export type Row = string | readonly string[];

export interface TableOptions {
  readonly indent?: number;
  readonly gap?: number;
  /** How the header is set off. */
  readonly header?: (text: string) => string;
}

/** Lines of a table; none ends in blanks. */
export function table(columns: readonly Column[], rows: readonly Row[], options: TableOptions = {}): string[] {
  const { indent = 0, gap = 2, header = (text: string) => text } = options;
  const cells = alignCells(columns, rows);
  const widths = columns.map((column, i) =>
    Math.max(visibleLength(column.header ?? ""), ...cells.flatMap((row) => row[i].map(visibleLength))),
  );
  const line = (parts: readonly string[]): string =>
    " ".repeat(indent) + parts.map((part, i) => pad(part, widths[i], columns[i].align)).join(" ".repeat(gap));
  let next = 0;
  const body = rows.flatMap((row) => {
    if (typeof row === "string") return [row];
    const lines = cells[next++];
    const height = Math.max(...lines.map((cell) => cell.length));
    return Array.from({ length: height }, (_, k) => line(lines.map((cell) => cell[k] ?? "")));
  });
  const titled = columns.some((column) => column.header);
  const first = titled ? [header(line(columns.map((column) => column.header ?? "")).trimEnd())] : [];
  return [...first, ...body.map((text) => text.trimEnd())];
}

/** Each row's cells as lines. Numbers in a "point" column get blanks behind them until their points stand together. */
function alignCells(columns: readonly Column[], rows: readonly Row[]): string[][][] {
  const split = rows.filter((row) => typeof row !== "string");
  const behind = (cell: string): number => (cell.includes(".") ? cell.length - cell.indexOf(".") : 0);
  const most = columns.map((_, i) => Math.max(0, ...split.map((row) => behind(row[i] ?? ""))));
  return split.map((row) =>
    columns.map(({ align, width }, i) => {
      const cell = row[i] ?? "";
      if (align === "point") return [cell === "" ? "" : cell + " ".repeat(most[i] - behind(cell))];
      return width ? wrap(cell, width) : [cell];
    }),
  );
}

function pad(text: string, width: number, align: Alignment): string {
  const blanks = " ".repeat(Math.max(0, width - visibleLength(text)));
  return align === "left" ? text + blanks : blanks + text;
}

/** Break a text at blanks into lines no longer than the width; a longer word keeps a line to itself. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && visibleLength(last) + 1 + visibleLength(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A text broken into lines that begin with `first`, then with blanks as wide. */
export function paragraph(text: string, width: number, first = ""): string[] {
  const indent = visibleLength(first);
  return wrap(text, width - indent).map((line, i) => (i === 0 ? first : " ".repeat(indent)) + line);
}

/** Columns that lines for this stream may take: the terminal's, within reason; 100 where there is none. */
export function pageWidth(stream: { readonly columns?: number }): number {
  return Math.min(Math.max(stream.columns ?? 100, 72), 120);
}
