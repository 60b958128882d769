import { gaussLegendre } from "@counterpulse/numerics";
import { expect, test } from "vitest";

const integral = (n: number, f: (x: number) => number): number => {
  const { nodes, weights } = gaussLegendre(n);
  return nodes.reduce((sum, x, i) => sum + weights[i] * f(x), 0);
};

test.each([1, 2, 3, 8, 20, 41])("%i points are exact for polynomials up to twice their number", (n) => {
  expect(integral(n, () => 1)).toBeCloseTo(2, 14);
  const degree = 2 * n - 2;
  expect(integral(n, (x) => x ** degree)).toBeCloseTo(2 / (degree + 1), 14);
  expect(integral(n, (x) => x ** (degree + 1))).toBeCloseTo(0, 14);
});

test("an analytic function to machine precision", () => {
  expect(integral(20, Math.exp)).toBeCloseTo(Math.E - 1 / Math.E, 14);
});
