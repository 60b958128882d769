import { normal, stream } from "@counterpulse/numerics";
import { crossoverDesign, pairedDesign, twoSampleDesign } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { powerOf } from "../../src/index.ts";
import { catheter, protocol, shifted, truthOf } from "./synthetic.ts";

const sizes = [10, 20, 40];
const request = { sizes, repeats: 4000, seed: 5, pool: 1 };

describe("with normal errors the power is that of the t test's formula, within the Monte Carlo error", () => {
  // The difference of two readings with SD 3 each.
  const within = 3 * Math.SQRT2;
  test.each([
    ["sequential", (n: number) => pairedDesign({ difference: -2, sd: within }, n).power],
    ["crossover", (n: number) => crossoverDesign({ difference: -2, sd: within }, n).power],
    ["parallel", (n: number) => twoSampleDesign({ difference: -2, sd: 3 }, n / 2).power],
  ])("%s", (design, analytic) => {
    const p = protocol(design);
    const { rows, endpoints } = powerOf(p, shifted(p, -2), request);
    expect(rows.map(({ n }) => n)).toEqual(sizes);
    for (const { n, power, mc_error, coverage, mean_estimate, ci_halfwidth } of rows) {
      expect(Math.abs(power - analytic(n))).toBeLessThan(3.5 * mc_error);
      expect(mc_error).toBeCloseTo(Math.sqrt((power * (1 - power)) / 4000), 3);
      expect(coverage).toBeGreaterThan(0.935);
      expect(coverage).toBeLessThan(0.965);
      expect(mean_estimate).toBeCloseTo(-2, 0);
      expect(ci_halfwidth).toBeGreaterThan(0);
    }
    // The number for 80 % lies where the formula has it.
    const wanted = endpoints[0].n_80!;
    expect(analytic(wanted * 1.1)).toBeGreaterThan(0.8);
    expect(analytic(wanted * 0.85)).toBeLessThan(0.8);
  });

  test("without an effect the test errs as often as alpha says", () => {
    const p = protocol("sequential");
    const [row] = powerOf(p, shifted(p, 0), { ...request, sizes: [20] }).rows;
    expect(Math.abs(row.power - 0.05)).toBeLessThan(3.5 * row.mc_error);
  });

  test("averaging readings narrows only what readings scatter", () => {
    const p = protocol("sequential", catheter({}, { readings: 9 }));
    const [row] = powerOf(p, shifted(p, -2), { ...request, sizes: [10] }).rows;
    const analytic = pairedDesign({ difference: -2, sd: Math.SQRT2 }, 10).power;
    expect(Math.abs(row.power - analytic)).toBeLessThan(3.5 * row.mc_error);
  });
});

describe("repeats", () => {
  const p = protocol("crossover", { dropout: { per_period: 0.1, source: "test" } });
  const truth = shifted(p, -2);
  const small = { sizes: [8, 16], repeats: 200, seed: 5, pool: 1 };

  test("the same seed gives the same bits, another seed others", () => {
    const { rows } = powerOf(p, truth, small);
    expect(powerOf(p, truth, small).rows).toEqual(rows);
    expect(powerOf(p, truth, { ...small, seed: 6 }).rows).not.toEqual(rows);
  });

  test("a size does not depend on which others are asked for", () => {
    const { rows } = powerOf(p, truth, small);
    expect(powerOf(p, truth, { ...small, sizes: [8] }).rows).toEqual(rows.filter(({ n }) => n === 8));
  });
});

describe("time", () => {
  const trend = { pcwp_mmHg: { per_h: -1, sd_per_h: 0, source: "test" } };
  test("moves the estimate by all of it where everybody has the arms in one order", () => {
    const p = protocol("sequential", { trend });
    const [row] = powerOf(p, shifted(p, 0), { ...request, sizes: [40] }).rows;
    expect(row.true_effect).toBe(0);
    expect(row.mean_estimate).toBeCloseTo(-1, 1);
    expect(row.power).toBeGreaterThan(0.25);
  });

  test("and not at all where orders are balanced", () => {
    const p = protocol("crossover", { trend });
    const [row] = powerOf(p, shifted(p, 0), { ...request, sizes: [40] }).rows;
    expect(row.mean_estimate).toBeCloseTo(0, 1);
    expect(Math.abs(row.power - 0.05)).toBeLessThan(3.5 * row.mc_error);
  });
});

test("the pool's error is how much the power varies from pool to pool", () => {
  const p = protocol("sequential", catheter({ error: 1 }));
  const patients = 60;
  const pools = Array.from({ length: 60 }, (_, k) => {
    const { uniform } = stream(11, k, "pool of the test");
    const effects = Array.from({ length: patients }, () => -1 + 2 * normal.quantile(uniform()));
    const truth = truthOf(p, patients, (i, arm) => (arm === "b" ? 20 + effects[i] : 20));
    return powerOf(p, truth, { sizes: [16], repeats: 600, seed: k, pool: patients }).rows[0];
  });
  const mean = pools.reduce((a, { power }) => a + power, 0) / pools.length;
  const variance = pools.reduce((a, { power }) => a + (power - mean) ** 2, 0) / (pools.length - 1);
  const repeats = pools.reduce((a, { mc_error }) => a + mc_error ** 2, 0) / pools.length;
  const told = pools.reduce((a, { pool_error }) => a + pool_error! ** 2, 0) / pools.length;
  const ratio = Math.sqrt(told / (variance - repeats));
  expect(ratio).toBeGreaterThan(0.75);
  expect(ratio).toBeLessThan(1.3);
});
