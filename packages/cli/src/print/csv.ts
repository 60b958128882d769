/** CSV: comma, decimal point, quotes as in RFC 4180, numbers in full precision, what does not exist empty. */

type Cell = string | number | null;

/** Rows that are written at a time. */
const CHUNK = 2000;

export function* csv(header: readonly string[], rows: Iterable<readonly Cell[]>): Generator<string> {
  let piece = line(header);
  let count = 0;
  for (const row of rows) {
    piece += line(row);
    if (++count % CHUNK !== 0) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(quote).join(",")}\n`;
}

function quote(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
