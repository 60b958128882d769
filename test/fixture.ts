/** Reference values from `fixtures/`: a CSV or JSON file beside the R script that made it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A row as text, by column: digits beyond a double's are kept until a number is asked for. */
export type Row = Record<string, string>;

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url)), "utf8");

/** A fixture that is JSON. */
export const jsonFixture = <T>(path: string): T => JSON.parse(read(`${path}.json`)) as T;

/** A fixture that is CSV. */
export function fixture(path: string): Row[] {
  const [header, ...lines] = read(`${path}.csv`).trim().split("\n");
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

type Numbers = number | null | readonly (number | null)[];

/**
 * The worst relative deviation between numbers or lists of numbers, null only equal to null. What R computes as a
 * difference of larger numbers is only as good as those: `scale` is the size below which an absolute error counts.
 */
export function deviation(values: Numbers, expected: Numbers, scale = 0): number {
  const [ours, theirs] = [values, expected].map((x) => (Array.isArray(x) ? x : [x]) as (number | null)[]);
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  const errors = ours.map((value, i) => {
    const wanted = theirs[i];
    if (value === null || wanted === null) return value === wanted ? 0 : Number.POSITIVE_INFINITY;
    if (value === wanted) return 0;
    const error = Math.abs(value - wanted) / Math.max(Math.abs(wanted), scale);
    return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  });
  return Math.max(0, ...errors);
}
