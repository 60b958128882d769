import { compile, DEFAULT_STEP, requiredSteps, stepHolds, stepsFor } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { leastCommonMultiple } from "../../src/solve/lane-group.ts";
import { BOTH, haemodynamicModel, patient, startLanes } from "../circuits.ts";

describe("stepsFor", () => {
  test("keeps steps at or below the longest, in whole multiples, so that patients can share a vector", () => {
    for (const period of [0.33, 0.5, 60 / 97, 0.8, 1.5, 2]) {
      const steps = stepsFor(period, DEFAULT_STEP);
      expect(period / steps).toBeLessThanOrEqual(DEFAULT_STEP * (1 + 1e-9));
      expect(period / (steps - 20)).toBeGreaterThan(DEFAULT_STEP);
      expect(steps % 20).toBe(0);
    }
  });

  test("an exact multiple is not rounded up by rounding", () => {
    expect(stepsFor(0.4, 0.001)).toBe(400);
    expect(stepsFor(0.8 * (1 + 1e-14), 0.001)).toBe(800);
  });

  test("a short beat still has a few", () => expect(stepsFor(1e-4, 0.001)).toBeGreaterThanOrEqual(16));
});

describe("stepHolds", () => {
  const model = haemodynamicModel();
  const kernel = compile(model);
  const stepsOf = (length: number): boolean => {
    const group = startLanes(kernel, [patient(model, "cardiogenic-shock", BOTH)], 512);
    group.configure(stepsFor(group.period(0), length));
    return stepHolds(group, 0);
  };

  test("at the default step it does, at ten times that it does not", () => {
    expect(stepsOf(DEFAULT_STEP)).toBe(true);
    expect(stepsOf(10 * DEFAULT_STEP)).toBe(false);
  });

  test("an atrium sucked empty is too stiff for the step of its start", () => {
    const group = startLanes(kernel, [patient(model, "cardiogenic-shock", BOTH)], 512);
    group.configure(stepsFor(group.period(0), DEFAULT_STEP));
    group.write(group.slot("volume:left_atrium"), 0, 0.5);
    expect(stepHolds(group, 0)).toBe(false);
  });
});

describe("requiredSteps", () => {
  const model = haemodynamicModel();
  const kernel = compile(model);
  const needed = (settings: Record<string, number>, id = "cardiogenic-shock"): number => {
    const group = startLanes(kernel, [patient(model, id, settings)], 512);
    return requiredSteps(group, DEFAULT_STEP)[0];
  };

  const least = (id: string): number => model.parameters.find((p) => p.id === id)!.spec.min;
  const STIFF = Object.fromEntries(
    ["vessels.arterial_compliance_scale", "lcx_epicardial.C"].map((id) => [id, least(id)]),
  );

  test("the default step does for both patients under both devices", () => {
    for (const id of ["healthy-adult", "cardiogenic-shock"]) {
      const group = startLanes(kernel, [patient(model, id, BOTH)], 512);
      expect(requiredSteps(group, DEFAULT_STEP)[0]).toBe(stepsFor(group.period(0), DEFAULT_STEP));
    }
  });

  test("stiff vessels need more", () => {
    expect(needed(STIFF)).toBeGreaterThan(needed({}));
  });

  test("depends on the lane that is asked for alone", () => {
    const stiff = patient(model, "cardiogenic-shock", STIFF);
    const soft = patient(model, "cardiogenic-shock");
    const group = startLanes(kernel, [soft, stiff], 512);
    expect(requiredSteps(group, DEFAULT_STEP)[0]).toBe(needed({}));
    expect(requiredSteps(group, DEFAULT_STEP)[1]).toBeGreaterThan(needed({}));
  });
});

test.each([
  [1, 1, 1],
  [2, 3, 6],
  [4, 2, 4],
  [3, 3, 3],
])("leastCommonMultiple(%d, %d) = %d", (a, b, c) => expect(leastCommonMultiple(a, b)).toBe(c));
