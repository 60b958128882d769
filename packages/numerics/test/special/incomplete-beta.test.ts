import { incompleteBeta, logIncompleteBeta } from "@counterpulse/numerics";
import { expect, test } from "vitest";
import { fixture, worst } from "../../../../test/fixture.ts";

const rows = fixture("numerics/incomplete-beta");
const far = fixture("numerics/far-tails");

test.each(["lower", "upper"] as const)("%s tail to 1e-12 from 1e-300 on, shapes 1e-6 to 1e5", (side) => {
  expect(worst(rows, side, ({ a, b, x }) => incompleteBeta(+a, +b, +x)[side]).error).toBeLessThan(1e-12);
  const log = side === "lower" ? "logLower" : "logUpper";
  expect(worst(rows, log, ({ a, b, x }) => logIncompleteBeta(+a, +b, +x)[side]).error).toBeLessThan(1e-12);
});

test("logarithms beyond the range of doubles", () => {
  const own = far.filter((row) => row.name === "betaLower");
  expect(worst(own, "value", ({ a, b, x }) => logIncompleteBeta(+a, +b, +x).lower).error).toBeLessThan(1e-13);
});

test("ends and nonsense", () => {
  expect(incompleteBeta(2, 3, 0)).toEqual({ lower: 0, upper: 1 });
  expect(incompleteBeta(2, 3, 1)).toEqual({ lower: 1, upper: 0 });
  expect(incompleteBeta(2, 3, 1.5).lower).toBeNaN();
  expect(incompleteBeta(0, 3, 0.5).lower).toBeNaN();
});
