/** Aligned columns of text. */
import { visibleLength } from "./colour.ts";

/** How a column's cells stand: at its left, at its right, or with their decimal points below each other. */
export type Alignment = "left" | "right" | "point";

export interface Column {
  readonly align: Alignment;
  /** May stand in several lines. */
  readonly header?: string;
  /** Takes what the other columns leave of the page; its long cells go on in the next line. */
  readonly fill?: boolean;
}

/** A row is its cells, or one text across all columns. A cell may stand in several lines. */
export type Row = string | readonly string[];

export interface TableOptions {
  readonly indent?: number;
  /** Columns of the page, for a column that fills it. */
  readonly page?: number;
  /** How the header is set off. */
  readonly header?: (text: string) => string;
}

const GAP = "  ";
/** A filling column is at least so wide, even if the page is not. */
const LEAST_FILL = 20;

/** Lines of a table; none ends in blanks. */
export function table(columns: readonly Column[], rows: readonly Row[], options: TableOptions = {}): string[] {
  const { indent = 0, header = (text: string) => text } = options;
  const cells = layOut(columns, rows, (options.page ?? 100) - indent);
  const widths = widthsOf(columns, cells);
  const line = (parts: readonly string[]): string =>
    (" ".repeat(indent) + parts.map((part, i) => pad(part, widths[i], columns[i].align)).join(GAP)).trimEnd();
  let next = 0;
  const body = rows.flatMap((row) => {
    if (typeof row === "string") return [row];
    const lines = cells[next++];
    const height = Math.max(...lines.map((cell) => cell.length));
    return Array.from({ length: height }, (_, k) => line(lines.map((cell) => cell[k] ?? "")));
  });
  const heads = columns.map((column) => column.header?.split("\n") ?? []);
  const height = Math.max(0, ...heads.map((head) => head.length));
  const titles = Array.from({ length: height }, (_, k) => line(heads.map((h) => h[k - height + h.length] ?? "")));
  return [...titles.map(header), ...body];
}

/** Each row's cells as lines. Numbers in a "point" column get blanks behind them until their points stand together. */
function layOut(columns: readonly Column[], rows: readonly Row[], page: number): string[][][] {
  const split = rows.filter((row) => typeof row !== "string");
  const behind = (cell: string): number => (cell.includes(".") ? cell.length - cell.indexOf(".") : 0);
  const most = columns.map((_, i) => Math.max(0, ...split.map((row) => behind(row[i] ?? ""))));
  const cells = split.map((row) =>
    columns.map(({ align }, i) => {
      const cell = row[i] ?? "";
      if (align !== "point" || cell === "" || isWord(cell)) return cell.split("\n");
      return [cell + " ".repeat(most[i] - behind(cell))];
    }),
  );
  const fills = columns.findIndex((column) => column.fill);
  if (fills < 0) return cells;
  const others = widthsOf(columns, cells).reduce((sum, width, i) => (i === fills ? sum : sum + width + GAP.length), 0);
  const width = Math.max(LEAST_FILL, page - others);
  return cells.map((row) => row.map((cell, i) => (i === fills ? filled(cell[0], width) : cell)));
}

/** Words among numbers have no point to stand by. */
const isWord = (cell: string): boolean => /^[a-z]/i.test(cell);

/** A cell of the filling column; its further lines begin where its first does. */
const filled = (cell: string, width: number): string[] => paragraph(cell, width, /^ */.exec(cell)![0]);

function widthsOf(columns: readonly Column[], cells: readonly string[][][]): number[] {
  return columns.map((column, i) =>
    Math.max(
      ...(column.header ?? "").split("\n").map(visibleLength),
      ...cells.flatMap((row) => row[i].map(visibleLength)),
    ),
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
  return Math.min(Math.max(stream.columns || 100, 72), 120);
}
