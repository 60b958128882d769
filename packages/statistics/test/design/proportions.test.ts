import {
  designOf,
  detectableProportions,
  exactPower,
  exactSize,
  proportionPower,
  proportionSize,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { cpuSeconds } from "../../../../test/cpu-time.ts";
import { deviation } from "../../../../test/fixture.ts";
import { reference } from "./reference.ts";

describe.each(reference.proportions)("$p1 v $p2, $variance, $method, ratio $ratio", (r) => {
  const { p1, p2, alpha, power, ratio, variance, method } = r;
  const design = proportionSize(p1, p2, { alpha, power, ratio, variance, method });

  test("patients and power as solved in R", () => {
    expect(deviation(design.n1, r.n1)).toBeLessThan(1e-11);
    expect(
      deviation(proportionPower(p1, p2, 100, 100 * ratio, { alpha, variance, method }), r.power_at_100),
    ).toBeLessThan(1e-11);
  });

  test("as power.prop.test and rpact have it, as far as they go", () => {
    // power.prop.test's own root finder; rpact's Farrington-Manning iteration
    if (r.r !== null) expect(deviation(design.n1, r.r)).toBeLessThan(1e-9);
    if (r.r_power !== null)
      expect(deviation(proportionPower(p1, p2, 100, 100, { alpha }), r.r_power)).toBeLessThan(1e-12);
    if (r.rpact !== null) expect(deviation(design.n1, r.rpact)).toBeLessThan(1e-8);
  });

  test("whole patients keep the power, and the other tail adds to it", () => {
    expect(design.n_total).toBe(Math.ceil(design.n1) + Math.ceil(design.n2));
    expect(design.power).toBeGreaterThan(power - 1e-12);
    expect(design.power_whole).toBeGreaterThan(power - 1e-3);
  });
});

describe("exact power", () => {
  test.each(reference.exact)("$test, $n1 and $n2, $p1 v $p2", (r) => {
    expect(deviation(exactPower(r.test, r.p1, r.p2, r.n1, r.n2, r.alpha), r.power)).toBeLessThan(1e-12);
  });

  test("Fisher's test never exceeds its level; the chi-squared test can", () => {
    const sizes = [0.05, 0.2, 0.5].map((p) => exactPower("fisher", p, p, 30, 20));
    for (const size of sizes) expect(size).toBeLessThanOrEqual(0.05);
    expect(exactPower("chi2", 0.5, 0.5, 30, 30)).toBeGreaterThan(0.05);
  });

  test("comes near the normal power in large groups, and is quick there", () => {
    const normal = proportionPower(0.484, 0.582, 1000, 1000);
    expect(Math.abs(exactPower("chi2", 0.484, 0.582, 1000, 1000) - normal)).toBeLessThan(2e-3);
    expect(cpuSeconds(() => exactPower("fisher", 0.484, 0.582, 1000, 1000))).toBeLessThan(3);
  });

  test("the size found is the first from which on the power holds", () => {
    const n = exactSize("fisher", 0.1, 0.6, 0.8, 0.05, 30);
    expect(exactPower("fisher", 0.1, 0.6, n - 1, n - 1)).toBeLessThan(0.8);
    for (let k = n; k <= 30; k++) expect(exactPower("fisher", 0.1, 0.6, k, k)).toBeGreaterThanOrEqual(0.8);
  });
});

test("what is detectable has the power asked for", () => {
  const { below, above } = detectableProportions(0.582, 300, 300, { power: 0.9 });
  expect(proportionPower(below!, 0.582, 300, 300)).toBeCloseTo(0.9, 12);
  expect(proportionPower(above!, 0.582, 300, 300)).toBeCloseTo(0.9, 12);
  expect(below! < 0.582 && above! > 0.582).toBe(true);
  expect(detectableProportions(0.9, 20, 20).above).toBeNull();
});

test("exchanging the groups changes nothing", () => {
  const one = proportionSize(0.2, 0.35, { ratio: 2 });
  const other = proportionSize(0.35, 0.2, { ratio: 0.5 });
  expect(deviation([other.n2, other.power], [one.n1, one.power])).toBeLessThan(1e-12);
});

test("equal proportions: the power of given groups is the level", () => {
  expect(designOf(0.4, 0.4, 50, 50, { alpha: 0.03 }).power).toBeCloseTo(0.03, 14);
});

test.each([
  [() => proportionSize(0.4, 0.4), "p1: 0.4 is p2 as well"],
  [() => proportionSize(1.4, 0.4), "p1: 1.4 is not allowed; a number from 0 to 1 is."],
  [() => proportionSize(0.1, 0.4, { alpha: 0 }), "alpha: 0 is not allowed"],
  [() => proportionSize(0.1, 0.4, { power: 0.04 }), "power: 0.04 is not allowed; a number above alpha = 0.05 is."],
  [() => proportionSize(0.1, 0.4, { ratio: -1 }), "ratio: -1 is not allowed; a number above 0 is."],
  [() => exactPower("fisher", 0.1, 0.2, 10.5, 10), "n1: 10.5 is not allowed; a whole number from 1 to 5000 is."],
])("refuses what cannot be (%#)", (run, message) => {
  expect(run).toThrow(message);
});
