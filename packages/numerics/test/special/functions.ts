/** Rows of `fixtures/numerics/elementary.csv` for one function. */
import { expect } from "vitest";
import { fixture, type Row, worst } from "../../../../test/fixture.ts";

const rows = fixture("numerics/elementary");

/** Holds a function of x, or of x and y, against its rows; near a zero of the result only the absolute error counts. */
export function expectFunction(
  name: string,
  f: (x: number, y: number) => number,
  tolerance: number,
  absolute = 0,
): void {
  const own = rows.filter((row) => row.name === name);
  const far = own.filter((row) => Math.abs(Number(row.value)) > absolute);
  expect(worst(far, "value", (row) => call(f, row))).toSatisfy(({ error }) => error < tolerance);
  for (const row of own)
    expect(Math.abs(call(f, row) - Number(row.value))).toBeLessThanOrEqual(bound(row, tolerance, absolute));
}

const call = (f: (x: number, y: number) => number, row: Row): number => f(Number(row.x), Number(row.y));
const bound = (row: Row, tolerance: number, absolute: number): number =>
  tolerance * Math.max(Math.abs(Number(row.value)), absolute);
