import { incompleteGamma, logIncompleteGamma } from "@counterpulse/numerics";
import { expect, test } from "vitest";
import { fixture, worst } from "../../../../test/fixture.ts";

const rows = fixture("numerics/incomplete-gamma");
const far = fixture("numerics/far-tails");

test.each(["lower", "upper"] as const)("%s tail to 1e-12 from 1e-300 on, shapes 1e-8 to 1e6", (side) => {
  expect(worst(rows, side, ({ a, x }) => incompleteGamma(+a, +x)[side]).error).toBeLessThan(1e-12);
  const log = side === "lower" ? "logLower" : "logUpper";
  expect(worst(rows, log, ({ a, x }) => logIncompleteGamma(+a, +x)[side]).error).toBeLessThan(1e-12);
});

test.each([
  ["gammaLower", "lower"],
  ["gammaUpper", "upper"],
] as const)("%s: logarithms beyond the range of doubles", (name, side) => {
  const own = far.filter((row) => row.name === name);
  expect(worst(own, "value", ({ a, x }) => logIncompleteGamma(+a, +x)[side]).error).toBeLessThan(1e-13);
});

test("ends and nonsense", () => {
  expect(incompleteGamma(3, 0)).toEqual({ lower: 0, upper: 1 });
  expect(incompleteGamma(3, Number.POSITIVE_INFINITY)).toEqual({ lower: 1, upper: 0 });
  expect(incompleteGamma(-1, 2).lower).toBeNaN();
  expect(incompleteGamma(1, -2).upper).toBeNaN();
});
