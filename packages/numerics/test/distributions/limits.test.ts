/** Ends of the support, wrong parameters, and limits in which one distribution becomes another. */
import {
  betaDistribution,
  binomial,
  chiSquared,
  type Distribution,
  fDistribution,
  gammaDistribution,
  hypergeometric,
  noncentralChiSquared,
  noncentralT,
  normal,
  poisson,
  studentT,
} from "@counterpulse/numerics";
import { describe, expect, test } from "vitest";

const positive: [string, Distribution][] = [
  ["gamma", gammaDistribution(2.5)],
  ["chi-squared", chiSquared(3)],
  ["F", fDistribution(3, 9)],
  ["noncentral chi-squared", noncentralChiSquared(3, 4)],
];

test.each(positive)("%s at the ends of its support", (_, d) => {
  expect([d.lower(-1), d.lower(0), d.upper(0)]).toEqual([0, 0, 1]);
  expect([d.density(-1), d.density(0)]).toEqual([0, 0]);
  expect([d.quantile(0), d.quantile(1)]).toEqual([0, Number.POSITIVE_INFINITY]);
  expect(d.quantile(1.5)).toBeNaN();
  expect(d.logQuantile(0.1)).toBeNaN();
});

test("a tail and its complement add up to 1, and the density is the slope of the lower one", () => {
  const all: [Distribution, number][] = [
    [normal, 0.7],
    [studentT(4.5), -0.4],
    [gammaDistribution(2.5, 3), 6],
    [fDistribution(3, 9), 0.8],
    [betaDistribution(2, 0.7), 0.6],
    [noncentralT(9, 1.5), 1.2],
    [noncentralChiSquared(4, 3), 6],
  ];
  for (const [d, x] of all) {
    expect(d.lower(x) + d.upper(x)).toBeCloseTo(1, 14);
    expect((d.lower(x + 1e-4) - d.lower(x - 1e-4)) / 2e-4).toBeCloseTo(d.density(x), 7);
  }
});

test("t with infinitely many degrees of freedom is normal; with 1e9 nearly", () => {
  expect(studentT(Number.POSITIVE_INFINITY)).toBe(normal);
  expect(studentT(1e9).upper(2)).toBeCloseTo(normal.upper(2), 9);
});

test("without noncentrality the central distributions", () => {
  expect(noncentralT(7, 0).upper(2)).toBe(studentT(7).upper(2));
  expect(noncentralChiSquared(7, 0).upper(9)).toBe(chiSquared(7).upper(9));
  expect(noncentralT(7, 1e-13).upper(2)).toBeCloseTo(studentT(7).upper(2), 12);
});

describe("distributions on whole numbers", () => {
  test("between whole numbers and outside the range", () => {
    const d = binomial(10, 0.3);
    expect(d.lower(2.9)).toBe(d.lower(2));
    expect([d.lower(-0.1), d.lower(10), d.upper(10), d.upper(-1)]).toEqual([0, 1, 0, 1]);
    expect([d.density(2.5), d.density(11)]).toEqual([0, 0]);
    expect([d.quantile(0), d.quantile(1)]).toEqual([0, 10]);
  });

  test("sums of densities are the tails", () => {
    for (const d of [binomial(12, 0.4), poisson(3.3), hypergeometric(9, 14, 11)]) {
      const sum = [0, 1, 2, 3, 4].reduce((total, k) => total + d.density(k), 0);
      expect(d.lower(4)).toBeCloseTo(sum, 14);
    }
  });

  test("the quantile is the smallest point that reaches the probability", () => {
    for (const d of [binomial(40, 0.13), poisson(7.7), hypergeometric(30, 20, 18)]) {
      for (const p of [1e-6, 0.025, 0.4, 0.5, 0.777, 0.975, 1 - 1e-9]) {
        const k = d.quantile(p);
        expect(d.lower(k)).toBeGreaterThanOrEqual(p);
        expect(d.lower(k - 1)).toBeLessThan(p);
        const j = d.upperQuantile(p);
        expect(d.upper(j)).toBeLessThanOrEqual(p);
        expect(j === 0 || d.upper(j - 1) > p).toBe(true);
      }
    }
  });

  test("certain outcomes", () => {
    expect(binomial(5, 0).density(0)).toBe(1);
    expect(binomial(5, 1).density(5)).toBe(1);
    expect(binomial(0, 0.4).lower(0)).toBe(1);
    expect(hypergeometric(4, 0, 3).density(3)).toBe(1);
  });
});

test.each([
  ["df must be a positive number, not 0", () => studentT(0)],
  ["df must be a positive number, not NaN", () => chiSquared(Number.NaN)],
  ["shape must be a positive number, not -1", () => gammaDistribution(-1)],
  ["p must be between 0 and 1, not 1.2", () => binomial(3, 1.2)],
  ["n must be a whole number from 0 up, not 2.5", () => binomial(2.5, 0.2)],
  ["draws must be at most 3, not 4", () => hypergeometric(1, 2, 4)],
  ["noncentrality must be finite, not Infinity", () => noncentralT(3, Number.POSITIVE_INFINITY)],
])("refuses: %s", (message, make) => {
  expect(make).toThrow(message);
});
