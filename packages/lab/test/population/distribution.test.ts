import { type Distribution, quantile, shareOf, summarise } from "@counterpulse/lab";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distributionFault } from "../../src/population/distribution.ts";

const source = "test";
const all = (d: Distribution) => quantile(d, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

describe("quantiles", () => {
  // R 4: qnorm(c(.01, .5, .975), 2, 3); qlnorm(.9, log(2), sqrt(log(1 + .3^2))).
  test("normal and lognormal as in R", () => {
    const normal = all({ distribution: "normal", mean: 2, sd: 3, source });
    expect(normal(0.01)).toBeCloseTo(-4.979043622122523, 12);
    expect(normal(0.5)).toBeCloseTo(2, 12);
    expect(normal(0.975)).toBeCloseTo(7.879891953620161, 12);
    expect(all({ distribution: "lognormal", median: 2, cv: 0.3, source })(0.9)).toBeCloseTo(2.9135140912219977, 12);
  });

  test("ends cut the tails off and pile nothing up", () => {
    const cut = all({ distribution: "normal", mean: 0, sd: 1, min: -1, max: 2, source });
    expect(cut(1e-12)).toBeCloseTo(-1, 6);
    expect(cut(1 - 1e-12)).toBeCloseTo(2, 6);
    // (0.8413 - 0.1587) / (0.9772 - 0.1587): the share between -1 and 1 of what is left.
    expect(cut(0.834)).toBeCloseTo(1, 2);
    const model = quantile({ distribution: "lognormal", median: 1, cv: 0.5, source }, 0.8, 1.3);
    for (const u of [0.001, 0.3, 0.999]) expect(model(u) >= 0.8 && model(u) <= 1.3).toBe(true);
  });

  test("uniform, triangular, histogram, choice at known points", () => {
    expect(all({ distribution: "uniform", min: 2, max: 6, source })(0.25)).toBe(3);
    const triangular = all({ distribution: "triangular", min: 0, mode: 2, max: 6, source });
    expect(triangular(1 / 3)).toBeCloseTo(2, 12);
    expect(triangular(1 / 12)).toBeCloseTo(1, 12);
    expect(triangular(1 - 1 / 6)).toBeCloseTo(6 - Math.sqrt(4), 12);
    expect(all({ distribution: "triangular", min: 0, mode: 0, max: 1, source })(0.75)).toBeCloseTo(0.5, 12);
    const histogram = all({ distribution: "histogram", edges: [0, 1, 3], weights: [30, 10], source });
    expect(histogram(0.375)).toBeCloseTo(0.5, 12);
    expect(histogram(0.75)).toBeCloseTo(1, 12);
    expect(histogram(0.875)).toBeCloseTo(2, 12);
    const choice = all({ distribution: "choice", values: [34, 40, 50], weights: [1, 2, 1], source });
    expect([0.1, 0.3, 0.7, 0.8, 0.9999].map(choice)).toEqual([34, 40, 40, 50, 50]);
  });

  test("rise with u, and give the mean that they should", () => {
    const many: [Distribution, number][] = [
      [{ distribution: "normal", mean: 5, sd: 2, source }, 5],
      [{ distribution: "lognormal", median: 3, cv: 0.4, source }, 3 * Math.sqrt(1.16)],
      [{ distribution: "uniform", min: 1, max: 2, source }, 1.5],
      [{ distribution: "triangular", min: 0, mode: 1, max: 5, source }, 2],
      [{ distribution: "histogram", edges: [0, 2, 4, 5], weights: [1, 0, 1], source }, 2.75],
    ];
    for (const [d, mean] of many) {
      const values = Array.from({ length: 20_000 }, (_, i) => all(d)((i + 0.5) / 20_000));
      expect(values.every((v, i) => i === 0 || v >= values[i - 1])).toBe(true);
      expect(values.reduce((a, b) => a + b, 0) / values.length).toBeCloseTo(mean, 2);
    }
  });
});

test.each<[Distribution, string | null]>([
  [{ distribution: "normal", mean: 0, sd: 1, min: 2, max: 1, source }, "min below max is allowed"],
  [{ distribution: "uniform", min: 1, max: 1, source }, "min below max is allowed"],
  [
    { distribution: "triangular", min: 0, mode: 3, max: 2, source },
    "min below max and a mode between them are allowed",
  ],
  [{ distribution: "histogram", edges: [0, 0, 1], weights: [1, 1], source }, "edges that rise are allowed"],
  [
    { distribution: "histogram", edges: [0, 1], weights: [1, 1], source },
    "one weight for each class between two edges is allowed",
  ],
  [{ distribution: "choice", values: [2, 1], source }, "values that rise are allowed"],
  [{ distribution: "choice", values: [1, 2], weights: [1], source }, "one weight for each value is allowed"],
  [{ distribution: "choice", values: [1, 2], weights: [0, 0], source }, "weights that are not all 0 are allowed"],
  [{ distribution: "choice", values: [1, 2], source }, null],
])("%j: %s", (d, fault) => {
  expect(distributionFault(d)).toBe(fault);
});

describe("shares and summaries", () => {
  // R 4: prop.test(x, n, correct = FALSE)$conf.int is Wilson's interval; quantile(…) of type 7.
  test.each([
    [44, 200, 0.16816538358833258, 0.28238799918293667],
    [0, 30, 0, 0.11351339317396873],
    [30, 30, 0.8864866068260313, 1],
  ])("%d of %d", (count, of, low, high) => {
    const { share, ci } = shareOf(count, of);
    expect(share).toBe(count / of);
    expect(ci![0]).toBeCloseTo(low, 12);
    expect(ci![1]).toBeCloseTo(high, 12);
  });

  test("of none there is no share", () => expect(shareOf(0, 0)).toMatchObject({ share: null, ci: null }));

  test("median, quartiles, mean and SD", () => {
    const s = summarise([3, 1, 4, 1, 5, 9, 2, 6]);
    expect(s).toMatchObject({ n: 8, median: 3.5, iqr: [1.75, 5.25], range: [1, 9] });
    expect(s.mean).toBeCloseTo(3.875, 12);
    expect(s.sd).toBeCloseTo(2.748376143938713, 12);
    expect(summarise([])).toMatchObject({ n: 0, mean: null, sd: null });
    expect(summarise([2])).toMatchObject({ n: 1, mean: 2, sd: null, iqr: [2, 2] });
  });

  test("the interval holds the share", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const { share, ci } = shareOf(Math.round(of * part), of);
        expect(ci![0] <= share! && share! <= ci![1] && ci![0] >= 0 && ci![1] <= 1).toBe(true);
      }),
    );
  });
});
