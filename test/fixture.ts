/** Reference values from `fixtures/`: a CSV beside the R script that made it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A row as text, by column: digits beyond a double's are kept until a number is asked for. */
export type Row = Record<string, string>;

export function fixture(path: string): Row[] {
  const file = fileURLToPath(new URL(`../fixtures/${path}.csv`, import.meta.url));
  const [header, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
}

/** |value / expected - 1|, 0 where they are equal, at least 1 where only one of them is a finite number. */
export function relativeError(value: number, expected: string | number): number {
  const wanted = Number(expected);
  if (Object.is(value, wanted) || value === wanted) return 0;
  const error = Math.abs(value - wanted) / Math.abs(wanted);
  return Number.isFinite(error) ? error : 1;
}

export interface Deviation {
  error: number;
  at: string;
}

/** The worst relative deviation over the rows, and where it is. */
export function worst(rows: readonly Row[], column: string, compute: (row: Row) => number): Deviation {
  if (rows.length === 0) throw new Error(`no rows for ${column}`);
  let found: Deviation = { error: 0, at: "" };
  for (const row of rows) {
    const value = compute(row);
    const error = relativeError(value, row[column]);
    if (error > found.error) found = { error, at: `${JSON.stringify(row)} gave ${column} = ${value}` };
  }
  return found;
}
