import { type AdaptiveDesign, proportionPower, simulateAdaptive } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";

const design: AdaptiveDesign = { n: 300, start: 30, block: 30, exponent: 1 };

describe("response-adaptive allocation", () => {
  const found = simulateAdaptive(design, 0.3, 0.6, 400, 11);

  test("the better group gets more patients, and fewer patients die", () => {
    expect(found.truth.share1).toBeGreaterThan(0.55);
    expect(found.truth.mean_events).toBeLessThan(found.truth.mean_events_equal);
    expect(found.truth.better1).toBeGreaterThan(0.9);
    expect(found.truth.mean_n).toBeLessThan(300);
  });

  test("the threshold found holds the type I error asked for, in other random numbers", () => {
    expect(found.calibrated).toBe(true);
    // both the threshold and the error told are simulated
    expect(Math.abs(found.null.type1 - 0.05)).toBeLessThan(4 * Math.SQRT2 * Math.sqrt((0.05 * 0.95) / 400));
    expect(found.null.share1).toBeCloseTo(0.5, 1);
  });

  test("the same seed gives the same, another does not", () => {
    expect(simulateAdaptive(design, 0.3, 0.6, 400, 11)).toEqual(found);
    expect(simulateAdaptive(design, 0.3, 0.6, 400, 12)).not.toEqual(found);
  });
});

test("equal parts and one look are the fixed test", () => {
  const one: AdaptiveDesign = { n: 200, start: 200, block: 200, threshold: 0.975 };
  const { truth, null: none } = simulateAdaptive(one, 0.4, 0.6, 1500, 2);
  const power = proportionPower(0.4, 0.6, 100, 100);
  expect(Math.abs(truth.better1 + truth.better2 - power)).toBeLessThan(0.03 + 4 * truth.mc_error);
  expect(Math.abs(none.type1 - 0.05)).toBeLessThan(0.01 + 4 * none.mc_error);
  expect(truth.share1).toBe(0.5);
});

test("looking often without a higher threshold costs type I error, and it is told", () => {
  const often: AdaptiveDesign = { n: 300, start: 30, block: 15, threshold: 0.975, exponent: 1 };
  expect(simulateAdaptive(often, 0.3, 0.6, 300, 5).null.type1).toBeGreaterThan(0.1);
});

test.each([
  [{ ...design, start: 400 }, "start: 400 is not allowed; a whole number from 2 to 300 is."],
  [{ ...design, block: 0 }, "block: 0 is not allowed"],
  [{ ...design, threshold: 0.4 }, "threshold: 0.4 is not allowed"],
  [{ ...design, exponent: -1 }, "exponent: -1 is not allowed"],
  [{ ...design, leastShare: 0.6 }, "least-share: 0.6 is not allowed"],
])("refuses what cannot be (%#)", (wrong, message) => {
  expect(() => simulateAdaptive(wrong, 0.3, 0.6, 100, 1)).toThrow(message);
});
