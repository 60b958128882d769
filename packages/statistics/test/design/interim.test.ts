import { normal } from "@counterpulse/numerics";
import {
  conditionalPower,
  evenTimes,
  interimLooks,
  predictivePower,
  repeatedInterval,
  sequentialDesign,
  stagewiseInference,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { reference } from "./reference.ts";

const obf = { spending: { kind: "obf" } } as const;
const design = sequentialDesign({ times: evenTimes(3), efficacy: obf });
const r = reference.interim;

test("conditional and predictive power at the first of three looks, against TVPACK", () => {
  const at = (drift: number): number => conditionalPower(design, 1, r.z, drift);
  const found = [at(design.drift), at(r.z / Math.sqrt(1 / 3)), at(0)];
  expect(deviation(found, [r.assumed, r.observed, r.null])).toBeLessThan(1e-11);
  expect(deviation(predictivePower(design, 1, r.z), r.predictive)).toBeLessThan(1e-9);
});

test("stagewise P, estimate and interval after a stop at the second look", () => {
  const found = stagewiseInference(design, 2, r.z2);
  expect(deviation(found.p_one_sided, r.p)).toBeLessThan(1e-11);
  expect(deviation([found.median_unbiased, ...found.ci], [r.median, ...r.ci])).toBeLessThan(1e-10);
});

describe("what must hold", () => {
  test("before the last look predictive power has a closed form, which quadrature meets", () => {
    const t = 2 / 3;
    const byHand = normal.upper((design.efficacy[2] - 1.7 / Math.sqrt(t)) / Math.sqrt((1 - t) / t));
    expect(predictivePower(design, 2, 1.7)).toBeCloseTo(byHand, 13);
    const step = 0.05;
    let sum = 0;
    for (let u = -8; u <= 8; u += step)
      sum += step * normal.density(u) * conditionalPower(design, 2, 1.7, (1.7 + u) / Math.sqrt(t));
    expect(sum).toBeCloseTo(byHand, 12);
  });

  test("P at a bound is the alpha spent until there", () => {
    for (const k of [0, 1, 2]) {
      const { p_one_sided } = stagewiseInference(design, k + 1, design.efficacy[k]);
      expect(p_one_sided).toBeCloseTo(design.cumulative_alpha[k], 13);
    }
  });

  test("a repeated interval ends at no effect where z is at the bound", () => {
    for (const k of [0, 1, 2]) expect(repeatedInterval(design, k + 1, design.efficacy[k])[0]).toBeCloseTo(0, 12);
  });

  test("stopping in the first look needs no adjustment", () => {
    const { median_unbiased, ci } = stagewiseInference(design, 1, 4);
    const half = 1.959963984540054;
    expect(
      deviation(
        [median_unbiased, ...ci],
        [4, 4 - half, 4 + half].map((z) => z * Math.sqrt(3)),
      ),
    ).toBeLessThan(1e-9);
  });

  test("a two-sided test: conditional power stays below that of one side alone", () => {
    const two = sequentialDesign({ times: evenTimes(3), sided: 2, alpha: 0.05, efficacy: obf });
    expect(conditionalPower(two, 1, 1, 0)).toBeLessThanOrEqual(conditionalPower(design, 1, 1, 0) * 1.0001);
    expect(conditionalPower(two, 1, 1, two.drift)).toBeGreaterThan(0.5);
  });
});

test("look after look: decisions and what is told with them", () => {
  const looks = interimLooks(design, [1, 2.8]);
  expect(looks.map((look) => look.decision)).toEqual(["go on", "reject"]);
  expect(looks[0].stagewise).toBeNull();
  expect(looks[1].stagewise!.p).toBeLessThan(0.025);
  const [low, high] = looks[1].stagewise!.ci;
  expect(low > 0 && low < looks[1].stagewise!.estimate && looks[1].stagewise!.estimate < high).toBe(true);
  const futile = sequentialDesign({ times: evenTimes(3), efficacy: obf, futility: { z: [0, 0.5] } });
  expect(interimLooks(futile, [-0.3])[0].decision).toBe("stop for futility");
  expect(interimLooks(design, [0, 0, 1.9])[2]).toMatchObject({
    decision: "do not reject",
    conditional_power: null,
    predictive_power: null,
  });
});

test("refuses more looks than there are", () => {
  expect(() => interimLooks(design, [1, 1, 1, 1])).toThrow("observed: 4 values are not allowed; 1 to 3 are.");
  expect(() => conditionalPower(design, 3, 1, 0)).toThrow("observed: look 3 is the last");
});
