import { chiSquared, studentT } from "@counterpulse/numerics";
import {
  differenceHalfWidth,
  differencePrecision,
  hazardRatioPrecision,
  meanPrecision,
  proportionPrecision,
  wilson,
  wilsonPrecision,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";

test("one proportion: the textbook's 385 for half-width 5 % at 50 %", () => {
  expect(proportionPrecision(0.5, { half_width: 0.05 }).n_total).toBe(385);
});

test("Wilson's interval has the width asked for", () => {
  for (const p of [0, 0.02, 0.3, 0.5]) {
    const { n } = wilsonPrecision(p, { half_width: 0.04, level: 0.9 });
    const [lower, upper] = wilson(p * n, n, 0.9);
    expect((upper - lower) / 2).toBeCloseTo(0.04, 12);
  }
});

test("a difference: the half-width of the groups found is the one asked for", () => {
  const { n } = differencePrecision(0.484, 0.582, { half_width: 0.06 }, 2);
  expect(differenceHalfWidth(0.484, 0.582, n, 2 * n)).toBeCloseTo(0.06, 14);
});

test("a hazard ratio: 4 / events is the variance of its logarithm in equal groups", () => {
  const { n } = hazardRatioPrecision(1.3);
  expect(1.959963984540054 * Math.sqrt(4 / n)).toBeCloseTo(Math.log(1.3), 13);
});

describe("means", () => {
  const factor = { paired: 1, crossover: 1, "two-sample": 2 };
  const lost = { paired: 1, crossover: 2, "two-sample": 2 };
  test.each(["paired", "crossover", "two-sample"] as const)("%s: the t interval is as wide as asked for", (kind) => {
    const { n } = meanPrecision(kind, 3, { half_width: 0.8 });
    const df = (kind === "two-sample" ? 2 * n : n) - lost[kind];
    expect(studentT(df).upperQuantile(0.025) * 3 * Math.sqrt(factor[kind] / n)).toBeCloseTo(0.8, 12);
  });

  test("with assurance: the width is kept with that probability of the observed spread", () => {
    const { n } = meanPrecision("paired", 3, { half_width: 0.8, assurance: 0.9 });
    const most = (0.8 * Math.sqrt(n)) / (3 * studentT(n - 1).upperQuantile(0.025));
    expect(chiSquared(n - 1).lower((n - 1) * most ** 2)).toBeCloseTo(0.9, 10);
    expect(n).toBeGreaterThan(meanPrecision("paired", 3, { half_width: 0.8 }).n);
  });
});

test.each([
  [() => proportionPrecision(0, { half_width: 0.1 }), "p: 0 is not allowed"],
  [() => proportionPrecision(0.5, { half_width: 0 }), "half-width: 0 is not allowed"],
  [() => wilsonPrecision(0.5, { half_width: 0.5 }), "half-width: 0.5 is not allowed; a number below 0.5 is."],
  [() => differencePrecision(0, 1, { half_width: 0.1 }), "has no spread"],
  [() => hazardRatioPrecision(1), "factor: 1 is not allowed; a number above 1 is."],
])("refuses what cannot be (%#)", (run, message) => {
  expect(run).toThrow(message);
});
