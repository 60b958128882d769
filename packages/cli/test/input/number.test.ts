import { expect, test } from "vitest";
import { parseDecimal, readNumber } from "../../src/input/number.ts";

test.each([
  ["4", 4],
  [" -0.5 ", -0.5],
  ["+.5", 0.5],
  ["5.", 5],
  ["1e-3", 0.001],
  ["", null],
  ["1e999", null],
  ["Infinity", null],
  ["0x10", null],
  ["1_000", null],
  ["1,5", null],
  ["1 2", null],
])("%j is %s", (text, value) => {
  expect(parseDecimal(text)).toBe(value);
});

test("ranges include their ends unless told otherwise", () => {
  const range = { min: 0, max: 10, unit: "s" };
  expect([readNumber("0", "--x", range), readNumber("10", "--x", range)]).toEqual([0, 10]);
  expect(() => readNumber("0", "--x", { ...range, above: true })).toThrow("a number above 0 and up to 10 s");
  expect(() => readNumber("10.1", "--x", range)).toThrow(
    "--x: 10.1 is outside what is allowed: a number from 0 to 10 s.",
  );
  expect(() => readNumber("1,5", "--x", range)).toThrow("(write 1.5, with a decimal point)");
});
