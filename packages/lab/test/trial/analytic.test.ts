/** Simulated against what `design` works out: within the Monte Carlo error, and what normal approximations leave. */
import {
  exactPower,
  hazardOf,
  logRankPower,
  operatingCharacteristics,
  sequentialDesign,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { simulateTrial } from "../../src/trial/index.ts";
import type { ProtocolFile } from "../../src/trial/protocol-file.ts";
import { plain } from "./plain.ts";

const source = "test";
const REPEATS = 4000;

const run = (changes: Partial<ProtocolFile>, effects: string[], repeats = REPEATS) =>
  simulateTrial(
    { protocol: plain(changes), table: null, effects, enrich: [], repeats, seed: 11, where: "plain.yaml" },
    () => 0,
  );

/** Four standard errors: one in 16,000 goes beyond by chance, and the seed is fixed. */
const near = (power: number, of = REPEATS): number => 4 * Math.sqrt((power * (1 - power)) / of);

describe("two proportions", () => {
  test("power and size are those of all tables counted", () => {
    // Blocks of two: equal groups, as the exact power has them.
    const result = run({ randomisation: { blocks: [2], source } }, ["RR=0.83"]);
    const p = 0.582;
    for (const [k, ratio] of [0.83, 1].entries()) {
      const exact = exactPower("chi2", ratio * p, p, 300, 300);
      const { power, harm, risks } = result.scenarios[k];
      expect(risks[0]).toBeCloseTo(ratio * p, 6);
      expect(Math.abs(power + harm - exact)).toBeLessThan(near(exact));
    }
    expect(result.type_1_error!.value).toBe(result.scenarios[1].power + result.scenarios[1].harm);
  });

  test("unequal allocation too", () => {
    const { power, harm } = run({ allocation: [2, 1], randomisation: { blocks: [3], source } }, ["RR=0.8"]);
    const exact = exactPower("chi2", 0.8 * 0.582, 0.582, 400, 200);
    expect(Math.abs(power + harm - exact)).toBeLessThan(near(exact));
  });

  test("the estimate is unbiased and its interval covers", () => {
    const { estimate, scale } = run({}, ["RR=0.83"]);
    expect(scale).toBe("risk difference");
    expect(estimate.truth).toBeCloseTo(-0.17 * 0.582, 6);
    expect(Math.abs(estimate.bias!)).toBeLessThan(4 * estimate.bias_mc_error!);
    expect(Math.abs(estimate.coverage! - 0.95)).toBeLessThan(near(0.95) + 0.003);
  });
});

describe("log-rank test and Cox's model", () => {
  test.each(["log-rank", "cox"] as const)("%s: power by the events that were seen", (name) => {
    const result = run({ analysis: { test: name, source } }, ["0.74"]);
    const expected = logRankPower({ hazardRatio: 0.74 }, result.events.mean);
    // Schoenfeld's formula itself is an approximation, worth a hundredth.
    expect(Math.abs(result.power + result.harm - expected)).toBeLessThan(near(expected) + 0.01);
    expect(Math.abs(result.type_1_error!.value - 0.05)).toBeLessThan(near(0.05) + 0.002);
    expect(Math.exp(result.estimate.truth)).toBeCloseTo(0.74, 5);
    expect(Math.abs(result.estimate.bias!)).toBeLessThan(4 * result.estimate.bias_mc_error! + 0.003);
  });

  test("events are those of the hazards and of loss", () => {
    const { events } = run(
      {
        dropout: { share: 0.1, source },
        outcome: { baseline: { risk: 0.5, day: 28, source }, timing: { shape: 1, source } },
      },
      ["1"],
    );
    const [hazard, loss] = [hazardOf(0.5, 28), hazardOf(0.9, 28)];
    const seen = (hazard / (hazard + loss)) * (1 - Math.exp(-28 * (hazard + loss)));
    expect(Math.abs(events.mean - 600 * seen)).toBeLessThan((4 * events.sd) / Math.sqrt(REPEATS));
  });
});

describe("interim looks", () => {
  const looks = { at: [1 / 3, 2 / 3, 1], spending: "obf", futility: "obf", source };
  test.each([
    ["proportions", "RR=0.83"],
    ["log-rank", "0.74"],
  ] as const)("%s stops as the sequential design says", (name, effect) => {
    const { scenarios } = run({ analysis: { test: name, sided: 1, alpha: 0.025, source }, looks }, [effect]);
    const obf = { spending: { kind: "obf" } } as const;
    const design = sequentialDesign({
      times: looks.at,
      sided: 1,
      alpha: 0.025,
      power: 0.8,
      efficacy: obf,
      futility: obf,
    });
    for (const { effect: which, stop_by_look, power, expected_n, estimate, events } of scenarios) {
      // The drift at full information: of the difference over its error, or by the events at the end.
      const risk = 0.582;
      const rr = 0.83;
      const mean = (risk * (1 + rr)) / 2;
      const drift = which.endsWith(" 1")
        ? 0
        : name === "proportions"
          ? ((1 - rr) * risk * Math.sqrt(150)) / Math.sqrt(mean * (1 - mean))
          : (-estimate.truth * Math.sqrt(events.max > 0 ? 600 * eventShare(risk) : 0)) / 2;
      const expected = operatingCharacteristics(design, drift / design.drift);
      expect(Math.abs(power - expected.power)).toBeLessThan(near(expected.power) + 0.012);
      stop_by_look.forEach((l, k) => {
        expect(Math.abs(l.efficacy - expected.stop[k].efficacy)).toBeLessThan(near(expected.stop[k].efficacy) + 0.012);
        if (k < 2)
          expect(Math.abs(l.futility - expected.stop[k].futility)).toBeLessThan(
            near(expected.stop[k].futility) + 0.012,
          );
      });
      // Those who enter while follow-up is waited for come on top: 28 days of recruitment after an interim look.
      const analysed = 600 * expected.expected_information;
      expect(expected_n).toBeGreaterThan(analysed);
      expect(expected_n - analysed).toBeLessThan(21);
    }
  });

  const eventShare = (risk: number): number => (risk + 1 - (1 - risk) ** 0.74) / 2;

  test("the whole type I error is alpha; one look too many without bounds would not be", () => {
    const { type_1_error } = run({ looks: { at: [0.2, 0.4, 0.6, 0.8, 1], spending: "pocock", source } }, ["1"]);
    expect(Math.abs(type_1_error!.value - 0.05)).toBeLessThan(near(0.05) + 0.004);
  });
});
