import { erf, erfc, erfcx } from "@counterpulse/numerics";
import { expect, test } from "vitest";
import { expectFunction } from "./functions.ts";

test("erf, erfc and the scaled erfc", () => {
  expectFunction("erf", erf, 1e-15);
  expectFunction("erfc", erfc, 2e-15);
  expectFunction("erfcx", erfcx, 2e-15);
});

test("limits", () => {
  expect(erfc(Number.POSITIVE_INFINITY)).toBe(0);
  expect(erfc(Number.NEGATIVE_INFINITY)).toBe(2);
  expect(erf(0)).toBe(0);
  expect(erf(40)).toBe(1);
  for (const f of [erf, erfc]) expect(f(Number.NaN)).toBeNaN();
});
