import { normal } from "@counterpulse/numerics";
import {
  promisingCharacteristics,
  promisingZone,
  proportionSize,
  reestimateRisk,
  reestimateSd,
  risksFromOverall,
  safeFrom,
  twoSampleDesign,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";

describe("blinded", () => {
  const plan = { p1: 0.484, p2: 0.582 };

  test("an overall risk as planned changes nothing; the difference or the ratio is kept", () => {
    expect(reestimateRisk(plan, 0.533).n1).toBeCloseTo(proportionSize(0.484, 0.582).n1, 8);
    const [a, b] = risksFromOverall(0.484, 0.582, 0.4, 2, "difference");
    expect(a - b).toBeCloseTo(0.484 - 0.582, 14);
    expect((a + 2 * b) / 3).toBeCloseTo(0.4, 14);
    const [c, d] = risksFromOverall(0.484, 0.582, 0.4, 2, "ratio");
    expect(c / d).toBeCloseTo(0.484 / 0.582, 14);
    expect((c + 2 * d) / 3).toBeCloseTo(0.4, 14);
  });

  test("bounds of the plan", () => {
    expect(reestimateRisk(plan, 0.1, { least: 820 }).n_total_bounded).toBe(820);
    expect(reestimateRisk({ ...plan, keep: "ratio" }, 0.3, { most: 1000 }).n_total_bounded).toBe(1000);
  });

  test("the planned difference is taken out of the overall spread", () => {
    const overall = Math.sqrt(4 + 1 / 4);
    expect(reestimateSd({ difference: 1 }, overall).n1).toBeCloseTo(twoSampleDesign({ difference: 1, sd: 2 }).n1, 8);
  });

  test("refuses what cannot be", () => {
    expect(() => reestimateRisk(plan, 0.02)).toThrow("overall: 0.02 with the planned difference needs risks of");
    expect(() => reestimateSd({ difference: 1 }, 0.4)).toThrow("a number above the share that the planned difference");
    expect(() => reestimateRisk(plan, 0.5, { least: 900, most: 800 })).toThrow("least: 900 is not allowed");
  });
});

describe("by conditional power", () => {
  const plan = { planned: 600, interim: 300, most: 900 };

  test("where the ordinary test is safe, as printed (mehta2011, table 1)", () => {
    const at = (interim: number, most: number, power: number): string =>
      safeFrom({ planned: 100, interim, most: 100 * most, power }).toFixed(2);
    expect([at(50, 1.5, 0.8), at(50, 2, 0.8), at(50, 3, 0.9)]).toEqual(["0.41", "0.36", "0.30"]);
  });

  test("the weighted test holds its level whatever the zone, the ordinary one where it is safe", () => {
    for (const promisingFrom of [undefined, 0.05, 0.3]) {
      const found = promisingCharacteristics({ ...plan, promisingFrom }, 0);
      expect(found.weighted).toBeCloseTo(0.025, 12);
      expect(found.zones.unfavourable + found.zones.promising + found.zones.favourable).toBeCloseTo(1, 12);
    }
    expect(promisingCharacteristics(plan, 0).ordinary).toBeLessThan(0.025);
    expect(promisingCharacteristics({ ...plan, promisingFrom: 0.05 }, 0).ordinary).toBeGreaterThan(0.025);
  });

  test("no room to grow is the fixed test", () => {
    const found = promisingCharacteristics({ ...plan, most: 600 }, 2.5);
    expect(found.weighted).toBeCloseTo(normal.upper(1.959963984540054 - 2.5), 12);
    expect(found.ordinary).toBeCloseTo(found.fixed, 12);
    expect(found.expected_n).toBeCloseTo(600, 8);
  });

  test("zones by z, and a size that brings the power wanted where the most allows it", () => {
    expect(promisingZone(plan, 0.5).zone).toBe("unfavourable");
    expect(promisingZone(plan, 2.5)).toMatchObject({ zone: "favourable", n_total: 600 });
    const near = promisingZone(plan, 1.6);
    expect(near.zone).toBe("promising");
    expect(near.n_total).toBeGreaterThan(600);
    expect(near.n_total).toBeLessThan(900);
    expect(near.conditional_power_new).toBeGreaterThanOrEqual(0.8);
    expect(near.conditional_power_new).toBeLessThan(0.801);
    expect(near.ordinary_test_safe).toBe(true);
  });

  test("the power gained comes with patients", () => {
    const found = promisingCharacteristics(plan, 2.4);
    expect(found.weighted).toBeGreaterThan(found.fixed + 0.02);
    expect(found.expected_n).toBeGreaterThan(600);
  });

  test("refuses what cannot be", () => {
    expect(() => promisingZone({ ...plan, most: 500 }, 1)).toThrow("most: 500 is not allowed; a number from the 600");
    expect(() => promisingZone({ ...plan, interim: 600 }, 1)).toThrow("interim: 600 is not allowed");
    expect(() => promisingZone({ ...plan, promisingFrom: 0.9 }, 1)).toThrow("promising-from: 0.9 is not allowed");
  });
});
