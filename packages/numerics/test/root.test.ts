import { root } from "@counterpulse/numerics";
import { expect, test } from "vitest";

test("zeros of smooth, flat and steep functions to the last digits", () => {
  expect(root((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  expect(root(Math.cos, 3, 0)).toBeCloseTo(Math.PI / 2, 15);
  expect(root((x) => (x - 1) ** 3, -4, 9)).toBeCloseTo(1, 4);
  expect(root((x) => Math.exp(50 * x) - 1e-8, -5, 5)).toBeCloseTo(Math.log(1e-8) / 50, 14);
  expect(root((x) => (x < 0.3 ? -1 : 1), 0, 1)).toBeCloseTo(0.3, 14);
});

test("few evaluations", () => {
  let calls = 0;
  root(
    (x) => {
      calls++;
      return Math.exp(x) - 5 * x;
    },
    1,
    4,
  );
  expect(calls).toBeLessThan(15);
});

test("stops at the tolerance, and at an end that is a zero", () => {
  expect(Math.abs(root((x) => x ** 3 - 2, 0, 2, { tolerance: 1e-3 }) - Math.cbrt(2))).toBeLessThan(1e-3);
  expect(root((x) => x, 0, 5)).toBe(0);
  expect(root((x) => x - 5, 0, 5)).toBe(5);
});

test("refuses a bracket without a change of sign", () => {
  expect(() => root((x) => x * x + 1, -1, 1)).toThrow("no change of sign");
});
