import { gaussian, log1mExp, log1pMinus, logAddExp } from "@counterpulse/numerics";
import { expect, test } from "vitest";
import { productError, sumError } from "../../src/special/elementary.ts";
import { excess, share } from "../../src/special/saddle-point.ts";
import { expectFunction } from "./functions.ts";

test("log(1 + x) - x and log(1 - e^x) keep their digits", () => {
  expectFunction("log1pMinus", log1pMinus, 1e-15);
  expectFunction("log1mExp", log1mExp, 1e-15);
});

test("log(e^a + e^b), also where one or both underflow", () => {
  expect(logAddExp(Math.log(3), Math.log(4))).toBeCloseTo(Math.log(7), 15);
  expect(logAddExp(-2000, -2000)).toBeCloseTo(-2000 + Math.LN2, 12);
  expect(logAddExp(Number.NEGATIVE_INFINITY, -5)).toBe(-5);
  expect(logAddExp(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
});

test("rounding errors of products and sums are exact, in integers that show it", () => {
  const [a, b] = [2 ** 27 + 1, 2 ** 27 + 3];
  expect(BigInt(a * b) + BigInt(productError(a, b))).toBe(BigInt(a) * BigInt(b));
  const [c, d] = [2 ** 53 + 2, 2 ** 3 + 1];
  expect(BigInt(c + d) + BigInt(sumError(c, d))).toBe(BigInt(c) + BigInt(d));
  expect(productError(1e300, 1e300)).toBe(0);
});

test("exp(-x^2/2) far out, where the square's rounding would show", () => {
  expectFunction("gaussian", gaussian, 1e-15);
});

test("n p - a is exact where the product loses it", () => {
  // (10^9) (1/3 rounded) - 333333333: in integers, 1/3 as a double is 6004799503160661 / 2^54
  const exact = Number((10n ** 9n * 6004799503160661n - 333333333n * 2n ** 54n) / 2n ** 14n) / 2 ** 40;
  expect(excess(333333333, 666666667, share(1 / 3))).toBeCloseTo(exact, 12);
});
