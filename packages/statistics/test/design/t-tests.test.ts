import { crossoverDesign, detectableDifference, pairedDesign, twoSampleDesign } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { reference } from "./reference.ts";

// R's noncentral t stops at 1e-12 absolute: where it matters the root moves by as much over the slope.
const TOLERANCE = 1e-9;

describe.each(reference.means)("difference $difference, SD $sd, alpha $alpha, power $power", (r) => {
  const { difference, sd, alpha, power, ratio } = r;
  const common = { difference, sd, alpha, power };

  test("numbers as solved in R", () => {
    expect(deviation(pairedDesign(common).n, r.paired)).toBeLessThan(TOLERANCE);
    expect(deviation(pairedDesign(common).n, r.r_paired)).toBeLessThan(TOLERANCE);
    expect(deviation(crossoverDesign(common).n, r.crossover)).toBeLessThan(TOLERANCE);
    expect(deviation(twoSampleDesign({ ...common, ratio }).n1, r.two_sample)).toBeLessThan(TOLERANCE);
    expect(deviation(twoSampleDesign({ ...common, ratio, sd2: 2 * sd }).n1, r.welch)).toBeLessThan(TOLERANCE);
  });

  test("power of 20 as in R, both tails", () => {
    const two = [twoSampleDesign({ ...common, ratio }, 20), twoSampleDesign({ ...common, ratio, sd2: 2 * sd }, 20)];
    const found = [pairedDesign(common, 20), crossoverDesign(common, 20), ...two].map((design) => design.power);
    expect(deviation(found, r.power_at_20)).toBeLessThan(TOLERANCE);
  });

  test("whole patients keep the power", () => {
    for (const design of [pairedDesign(common), crossoverDesign(common), twoSampleDesign({ ...common, ratio })]) {
      expect(design.power).toBeCloseTo(power, 10);
      expect(design.power_whole).toBeGreaterThan(power - 5e-3);
      expect(Number.isInteger(design.n_total)).toBe(true);
    }
  });
});

test("large effects need the least number; whole crossovers are even", () => {
  expect(pairedDesign({ difference: 1e6, sd: 1 }).n).toBe(2);
  expect(crossoverDesign({ difference: 1e6, sd: 1 }).n_total).toBe(4);
  expect(crossoverDesign({ difference: 1, sd: 2 }).n_total % 2).toBe(0);
});

test("the detectable difference has the power asked for", () => {
  const d = detectableDifference(52, 52, { power: 0.9 });
  expect(twoSampleDesign({ difference: d, sd: 1 }, 52).power).toBeCloseTo(0.9, 11);
});

test.each([
  [() => pairedDesign({ difference: 0, sd: 1 }), "difference: 0 is not allowed"],
  [() => pairedDesign({ difference: 1, sd: 0 }), "sd: 0 is not allowed; a number above 0 is."],
  [() => pairedDesign({ difference: 1, sd: 1 }, 1), "n: 1 is not allowed; a number from 2 up is."],
  [() => pairedDesign({ difference: 1e-9, sd: 1 }), "needs over 1e12 patients"],
])("refuses what cannot be (%#)", (run, message) => {
  expect(run).toThrow(message);
});
