/** Every distribution against high-precision tails and densities, and back from the tails to the points. */
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
import { fixture, type Row, worst } from "../../../../test/fixture.ts";

const families: Record<string, (a: number, b: number, c: number) => Distribution> = {
  normal: () => normal,
  studentT,
  fDistribution,
  gammaDistribution,
  chiSquared,
  betaDistribution,
  binomial,
  poisson,
  hypergeometric,
  noncentralChiSquared,
  noncentralT,
};
const discrete = ["binomial", "poisson", "hypergeometric"];
const rows = [
  ...fixture("numerics/distributions"),
  ...fixture("numerics/noncentral").map((row): Row => ({ ...row, a: row.df, b: row.nc, c: "" })),
];
const distribution = ({ name, a, b, c }: Row): Distribution => families[name](+a, +b, +c);

describe.each(Object.keys(families))("%s", (name) => {
  const own = rows.filter((row) => row.name === name);

  test.each(["lower", "upper", "density"] as const)("%s to 1e-12, tails from 1e-300", (what) => {
    expect(own.length).toBeGreaterThan(10);
    expect(worst(own, what, (row) => distribution(row)[what](+row.x)).error).toBeLessThan(1e-12);
  });

  test.each([
    ["lower", "logLower"],
    ["upper", "logUpper"],
    ["density", "logDensity"],
  ] as const)("log of %s to 1e-12", (what, log) => {
    // log p near 0 is known from the other tail
    const expected = (row: Row): number =>
      what !== "density" && +row[what] > 0.5
        ? Math.log1p(-Number(row[what === "lower" ? "upper" : "lower"]))
        : Math.log(+row[what]);
    const wanted = own.filter((row) => +row[what] > 1e-307).map((row) => ({ ...row, log: String(expected(row)) }));
    const far = wanted.filter((row) => what !== "density" || Math.abs(+row.log) > 0.1);
    expect(worst(far, "log", (row) => distribution(row)[log](+row.x)).error).toBeLessThan(1e-12);
  });

  test.each([
    ["lower", "quantile", "logQuantile"],
    ["upper", "upperQuantile", "logUpperQuantile"],
  ] as const)("from the %s tail back to the point", (tail, quantile, log) => {
    // a tail above one half, or just below it, does not tell its point to twelve digits
    const known = own.filter((row) => +row[tail] > 1e-307 && +row[tail] < 0.49);
    const tolerance = discrete.includes(name) ? 1e-300 : 1e-12;
    expect(worst(known, "x", (row) => distribution(row)[quantile](+row[tail])).error).toBeLessThan(tolerance);
    expect(worst(known, "x", (row) => distribution(row)[log](Math.log(+row[tail]))).error).toBeLessThan(tolerance);
  });
});

test("quantiles of normal and t, near the median too", () => {
  const quantiles = fixture("numerics/quantiles");
  const at = ({ df }: Row): Distribution => (df === "" ? normal : studentT(+df));
  expect(worst(quantiles, "value", (row) => at(row).quantile(+row.p)).error).toBeLessThan(1e-13);
});

test("log tails of the normal far beyond the range of doubles, and back", () => {
  const far = fixture("numerics/far-tails").filter((row) => row.name === "normalUpper");
  expect(worst(far, "value", ({ x }) => normal.logUpper(+x)).error).toBeLessThan(1e-14);
  expect(worst(far, "x", ({ value }) => normal.logUpperQuantile(+value)).error).toBeLessThan(1e-14);
});
