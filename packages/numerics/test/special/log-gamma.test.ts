import { logBeta, logChoose, logGamma, logGamma1p, logGammaRatio, stirlingError } from "@counterpulse/numerics";
import { expect, test } from "vitest";
import { expectFunction } from "./functions.ts";

test("log-gamma, from 1e-300 to 1e15 and beside its zeros", () => {
  expectFunction("logGamma", logGamma, 1e-15);
  expectFunction("logGamma1p", logGamma1p, 1e-15);
  expectFunction("stirlingError", stirlingError, 5e-15);
});

test("ratios of gamma functions, also over steps of 1e-14", () => {
  expectFunction("logGammaRatio", logGammaRatio, 1e-14, 0.5);
  expectFunction("logBeta", logBeta, 1e-14, 0.5);
  const rows = [1e-3, 0.4, 1, 2.5, 9, 11, 150, 1e6];
  // the derivative is digamma, which the ratio must follow however small the step
  for (const x of rows) expect(logGammaRatio(x, 1e-12) / logGammaRatio(x, 1e-9)).toBeCloseTo(1e-3, 8);
});

test("binomial coefficients, also of real numbers", () => {
  expectFunction("logChoose", logChoose, 1e-15);
  expect(Math.exp(logChoose(52, 5))).toBeCloseTo(2598960, 6);
  expect(logChoose(7, 0)).toBe(0);
});

test("outside its domain", () => {
  expect(logGamma(-1.5)).toBeNaN();
  expect(logGamma(0)).toBe(Number.POSITIVE_INFINITY);
});
