import { effectFromDifference, effectFromRatio, oddsRatio, rebuildCounts, riskRatio } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";

test("a hazard ratio and its interval give a logarithm and its variance", () => {
  const { yi, vi } = effectFromRatio("registry", 0.74, [0.63, 0.86]);
  expect(yi).toBeCloseTo(Math.log(0.74), 14);
  const half = 1.959963984540054 * Math.sqrt(vi);
  expect(2 * half).toBeCloseTo(Math.log(0.86 / 0.63), 12);
  expect(effectFromRatio("x", 0.74, [0.63, 0.86], 0.9).vi).toBeGreaterThan(vi);
});

test("a difference and its interval", () => {
  const { yi, vi } = effectFromDifference("arrest", 0.13, [0.06, 0.2]);
  expect(yi).toBe(0.13);
  expect(Math.sqrt(vi)).toBeCloseTo(0.07 / 1.959963984540054, 12);
});

test.each([
  [() => effectFromRatio("A", 1.5, [0.6, 0.9]), 'study "A": the ratio 1.5 lies outside its interval 0.6 to 0.9'],
  [() => effectFromRatio("A", 0.7, [0.9, 0.6]), "must rise from above 0, not 0.9 to 0.6"],
  [() => effectFromRatio("A", 0.7, [-1, 2]), "must rise from above 0"],
  [() => effectFromDifference("A", 0.7, [0.9, 1]), "lies outside its interval"],
  [() => effectFromDifference("A", 0.7, [1, 0]), "an interval must rise, not 1 to 0"],
])("refuses %s", (make, message) => {
  expect(make).toThrow(message);
});

describe("counts rebuilt from what was printed", () => {
  const print = (value: number | null, digits: number): string => (value as number).toFixed(digits);

  test.each([
    ["RR", { a: 258, n1: 533, b: 310, n2: 533 }, 4],
    ["OR", { a: 119, n1: 300, b: 123, n2: 298 }, 4],
    ["RR", { a: 7, n1: 20, b: 9, n2: 21 }, 2],
  ] as const)("%s of %j in %i decimals has one solution", (measure, table, digits) => {
    const { value, ci } = (measure === "RR" ? riskRatio : oddsRatio)(table);
    const printed = [value, ...ci].map((x) => print(x, digits));
    const { table: found, solutions } = rebuildCounts(
      measure,
      printed[0],
      [printed[1], printed[2]],
      table.n1,
      table.n2,
    );
    expect(solutions).toBe(1);
    expect(found).toEqual(table);
  });

  test("what is printed too coarsely has several, and is not guessed", () => {
    const { table, solutions } = rebuildCounts("RR", "0,8", ["0,7", "0,9"], 533, 533);
    expect(table).toBeNull();
    expect(solutions).toBeGreaterThan(10);
  });

  test("what no counts can give has none", () => {
    expect(rebuildCounts("RR", "0.74", ["0.73", "0.75"], 20, 20)).toEqual({ table: null, solutions: 0 });
  });

  test("refuses what is not printed so", () => {
    expect(() => rebuildCounts("RR", "about 1", ["0.7", "0.9"], 20, 20)).toThrow('"about 1" is not a printed number');
    expect(() => rebuildCounts("RR", "1", ["0.7", "0.9"], 0, 20)).toThrow("whole number from 1 up, not 0");
  });
});
