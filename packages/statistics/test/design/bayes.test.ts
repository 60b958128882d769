import {
  assurance,
  differenceInterval,
  discountedPrior,
  enthusiasticPrior,
  exactPower,
  exaggeration,
  normalInterval,
  normalPosterior,
  predictiveProbability,
  priorFrom,
  probabilityBelow,
  probabilityGreater,
  probabilityGreaterWhole,
  scepticalPrior,
  updated,
  wrongSign,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { reference } from "./reference.ts";

const beta = ([a, b]: [number, number]) => ({ a, b });
const flat = { a: 1, b: 1 };

describe("two beta variables", () => {
  test.each(reference.bayes)("$x against $y, margin $margin", ({ x, y, margin, p }) => {
    expect(deviation(probabilityGreater(beta(x), beta(y), margin), p)).toBeLessThan(1e-11);
    if (margin === 0) expect(deviation(probabilityGreaterWhole(beta(x), beta(y)), p)).toBeLessThan(1e-10);
  });

  test("the ARREST trial's posterior and credible interval, from its counts", () => {
    const [ecmo, control] = [updated(flat, 6, 14), updated(flat, 1, 15)];
    expect(probabilityGreater(ecmo, control).toFixed(4)).toBe("0.9861");
    const found = differenceInterval(ecmo, control);
    expect(deviation(found, reference.arrest)).toBeLessThan(1e-9);
    expect(found.map((d) => d.toFixed(3))).toEqual(["0.037", "0.592"]);
  });

  test("either is greater", () => {
    const [x, y] = [beta([0.7, 3.2]), beta([12.5, 40.1])];
    expect(probabilityGreater(x, y) + probabilityGreater(y, x)).toBeCloseTo(1, 12);
    expect(probabilityGreater(x, y, 1)).toBe(0);
    expect(probabilityGreater(x, y, -1)).toBe(1);
  });
});

describe("predictive probability", () => {
  const arms = { events: [9, 14], sofar: [20, 20], final: [40, 40] } as const;
  const ask = (success: Parameters<typeof predictiveProbability>[2]) =>
    predictiveProbability(
      { events: [...arms.events], sofar: [...arms.sofar], final: [...arms.final] },
      [flat, flat],
      success,
    );

  test("over all tables to come, as R counts them", () => {
    const found = ask({ test: "chi2", alpha: 0.05 });
    expect(
      deviation([found.benefit, found.harm], [reference.predictive.benefit, reference.predictive.harm]),
    ).toBeLessThan(1e-11);
    const byPosterior = ask({ posterior: 0.975, priors: [flat, flat] });
    expect(deviation(byPosterior.benefit, reference.predictive.posterior)).toBeLessThan(1e-11);
  });

  test("with certain priors and no data it is the exact power", () => {
    const sure = (p: number) => ({ a: 1e9 * p, b: 1e9 * (1 - p) });
    const none = { events: [0, 0], sofar: [0, 0], final: [40, 40] } as {
      events: [number, number];
      sofar: [number, number];
      final: [number, number];
    };
    const found = predictiveProbability(none, [sure(0.3), sure(0.6)], { test: "fisher", alpha: 0.05 });
    expect(found.benefit + found.harm).toBeCloseTo(exactPower("fisher", 0.3, 0.6, 40, 40), 6);
  });

  test("a trial that is over is decided", () => {
    const over = { events: [5, 15], sofar: [40, 40], final: [40, 40] } as const;
    const found = predictiveProbability(
      { events: [...over.events], sofar: [...over.sofar], final: [...over.final] },
      [flat, flat],
      { test: "chi2", alpha: 0.05 },
    );
    expect(found).toEqual({ benefit: 1, harm: 0 });
  });

  test("refuses what cannot be", () => {
    const wrong = { events: [30, 1], sofar: [20, 20], final: [40, 40] } as {
      events: [number, number];
      sofar: [number, number];
      final: [number, number];
    };
    expect(() => predictiveProbability(wrong, [flat, flat], { test: "chi2", alpha: 0.05 })).toThrow(
      "events of group 1: 30 is not allowed; a whole number from 0 to 20 is.",
    );
    expect(() => ask({ posterior: 1, priors: [flat, flat] })).toThrow("threshold: 1 is not allowed");
  });
});

test("a power prior is worth its share of the counts", () => {
  expect(priorFrom(258, 533, 0.5)).toEqual({ a: 130, b: 138.5 });
});

describe("normal priors", () => {
  const log = Math.log(0.74);

  test("sceptic and enthusiast mirror each other", () => {
    const [sceptic, enthusiast] = [scepticalPrior(log), enthusiasticPrior(log)];
    expect(probabilityBelow(sceptic, log)).toBeCloseTo(0.05, 14);
    expect(1 - probabilityBelow(enthusiast, 0)).toBeCloseTo(0.05, 14);
  });

  test("posterior: precisions add up", () => {
    const { mean, sd } = normalPosterior({ mean: 0, sd: 2 }, 3, 1);
    expect(mean).toBeCloseTo(2.4, 14);
    expect(1 / sd ** 2).toBeCloseTo(1.25, 14);
    expect(normalInterval({ mean: 0, sd: 1 })[1]).toBeCloseTo(1.959963984540054, 14);
    expect(discountedPrior(log, 0.1, 0.25, 0.5)).toEqual({ mean: log / 2, sd: 0.2 });
  });

  test("assurance: power where the prior is sure, alpha where it is sure of nothing, less than power in between", () => {
    const se = 0.0406;
    const sure = assurance({ mean: -0.0976, sd: 1e-9 }, se);
    expect(assurance({ mean: 0, sd: 1e-9 }, se).below).toBeCloseTo(0.025, 10);
    expect(assurance({ mean: -0.0976, sd: 0.03 }, se).below).toBeLessThan(sure.below);
  });
});

test("significant results exaggerate, the more the less power there is (gelman2014)", () => {
  // their example: true effect 2 (or 0.1 standard errors of 8.1): type S 0.24 and exaggeration 9.7 with both signs counted
  expect(wrongSign(2, 8.1)).toBeCloseTo(0.24, 2);
  expect(exaggeration(10, 1)).toBeCloseTo(1, 6);
  expect(exaggeration(1, 1)).toBeGreaterThan(2);
});
