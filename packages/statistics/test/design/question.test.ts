import {
  exactPower,
  proportionPower,
  proportionSize,
  registryDifference,
  scenariosOf,
  sequentialCapacity,
  trialCapacity,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";

/** A made-up registry: 40 of 100 against 50 of 100. */
const registry = { a: 40, n1: 100, b: 50, n2: 100 };

test("right, half right, wrong: the control risk stays, the difference is all, half or none of the registry's", () => {
  const found = scenariosOf(registry, 0.05);
  expect(found.map((s) => s.scenario)).toEqual(["right", "half right", "wrong"]);
  expect(found.map((s) => s.p2)).toEqual([0.5, 0.5, 0.5]);
  [-0.1, -0.05, 0].forEach((difference, k) => {
    expect(found[k].difference).toBeCloseTo(difference, 14);
  });
  expect(found[0].n_for_80).toBe(proportionSize(0.4, 0.5).n_total);
  expect(found[1].n_for_90!).toBeGreaterThan(3.5 * found[0].n_for_90!);
  expect(found[2].n_for_80).toBeNull();
});

describe("a trial of 600", () => {
  const trial = trialCapacity(registry, 600);
  const [right, half, wrong] = trial.scenarios;

  test("powers are those of the tests asked for by themselves", () => {
    expect(right.power.normal).toBeCloseTo(proportionPower(0.4, 0.5, 300, 300), 13);
    expect(half.power.chi2_exact).toBeCloseTo(exactPower("chi2", 0.45, 0.5, 300, 300), 13);
    expect(wrong.power.fisher_exact).toBeCloseTo(exactPower("fisher", 0.5, 0.5, 300, 300), 13);
  });

  test("what is detectable is found with that power", () => {
    for (const { power, p1 } of trial.detectable) expect(proportionPower(p1!, 0.5, 300, 300)).toBeCloseTo(power, 11);
  });

  test("if it is right its difference is excluded as often as alpha; if wrong nearly as often as the power", () => {
    expect(right.excludes_registry).toBeCloseTo(0.05, 13);
    expect(Math.abs(wrong.excludes_registry - right.power.normal)).toBeLessThan(0.02);
  });

  test("the smaller the effect, the more its significant estimates exaggerate", () => {
    expect(half.exaggeration!).toBeGreaterThan(right.exaggeration!);
    expect(right.exaggeration!).toBeGreaterThan(1);
    expect(half.wrong_sign!).toBeGreaterThan(right.wrong_sign!);
    expect(wrong.exaggeration).toBeNull();
  });

  test("beliefs: the enthusiast before the sceptic, who without an effect stays at one half", () => {
    for (const s of trial.scenarios) expect(s.believed.enthusiast).toBeGreaterThan(s.believed.sceptic);
    expect(wrong.believed.sceptic).toBeCloseTo(0.5, 13);
    expect(trial.predictive.enthusiast).toBeGreaterThan(trial.predictive.sceptic);
    expect(trial.predictive.registry).toBeLessThan(right.power.chi2_exact);
  });

  test("looks cost little power, and save patients where there is nothing to find", () => {
    const { scenarios } = sequentialCapacity(registry, 600);
    expect(scenarios[0].power).toBeLessThan(right.power.normal);
    expect(scenarios[0].power).toBeGreaterThan(right.power.normal - 0.06);
    expect(scenarios[2].power).toBeLessThan(0.025);
    expect(scenarios[2].expected_n).toBeLessThan(scenarios[0].expected_n);
    for (const { stop } of scenarios) expect(stop.at(-1)!.cumulative).toBeCloseTo(1, 13);
  });

  test("any number of looks: one is the plain test, more cost power and save patients", () => {
    const by = [1, 2, 3, 5, 10].map((looks) => sequentialCapacity(registry, 600, 0.05, looks));
    expect(by[0]).toMatchObject({ looks: 1, futility_z: [] });
    expect(by[0].scenarios[0].power).toBeCloseTo(right.power.normal, 2);
    expect(by[3].futility_z).toEqual([0, 0.5 / 3, 1 / 3, 0.5]);
    expect(sequentialCapacity(registry, 600)).toEqual(by[2]);
    for (let i = 1; i < by.length; i++) {
      expect(by[i].scenarios[0].power).toBeLessThan(by[i - 1].scenarios[0].power);
      expect(by[i].scenarios[2].expected_n).toBeLessThan(by[i - 1].scenarios[2].expected_n);
    }
    expect(() => sequentialCapacity(registry, 600, 0.05, 11)).toThrow("looks: 11 is not allowed");
  });
});

test("odd numbers are split, small ones detect nothing", () => {
  expect(trialCapacity(registry, 9)).toMatchObject({ n1: 4, n2: 5 });
  expect(trialCapacity({ a: 1, n1: 100, b: 4, n2: 100 }, 20).detectable[0]).toMatchObject({
    p1: null,
    difference: null,
  });
  expect(registryDifference(registry).ci[0]).toBeLessThan(-0.1);
});

test("refuses what cannot be", () => {
  expect(() => trialCapacity(registry, 3)).toThrow("n: 3 is not allowed; a whole number from 4 to 10000 is.");
  expect(() => trialCapacity({ ...registry, a: 101 }, 600)).toThrow("A must be a whole number");
});
