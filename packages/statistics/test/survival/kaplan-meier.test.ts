import {
  analyzeSurvival,
  confidenceTypes,
  type KaplanMeier,
  kaplanMeier,
  restrictedMean,
  survivalQuantile,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { type Curve, HEART, LUNG, reference, tableOf, VETERAN } from "./reference.ts";

function expectCurve(found: KaplanMeier, wanted: Curve): void {
  expect([found.n, found.events]).toEqual([wanted.n, wanted.events]);
  for (const column of ["time", "at_risk", "events_at", "censored_at"] as const) {
    expect(found[column]).toEqual(wanted[column]);
  }
  for (const column of ["survival", "lower", "upper"] as const) {
    expect(deviation(found[column], wanted[column])).toBeLessThan(1e-13);
  }
  expect([found.median, found.median_ci]).toEqual([wanted.median, wanted.median_ci]);
  expect(survivalQuantile(found, 0.25).value).toBe(wanted.quartile);
}

describe.each(confidenceTypes)("intervals on the scale %s", (confidence) => {
  test("lung cancer: all, and men only", () => {
    const table = tableOf("lung");
    expectCurve(analyzeSurvival(table, { ...LUNG, confidence }).km[0], reference.lung[confidence]);
    const bySex = analyzeSurvival(table, { ...LUNG, confidence, by: "sex" }).km;
    expect(bySex.map(({ stratum }) => stratum)).toEqual(["female", "male"]);
    expectCurve(bySex[1], reference.lung_male[confidence]);
  });

  test("a curve that runs along one half, and ends at 0", () => {
    const km = analyzeSurvival(tableOf("halves"), { ...VETERAN, confidence }).km[0];
    expectCurve(km, reference.halves[confidence]);
    expect(km.median).toBe((4 + 7) / 2);
    expect(km.survival.at(-1)).toBe(0);
  });
});

test("people who come under observation late", () => {
  expectCurve(analyzeSurvival(tableOf("heart"), HEART).km[0], reference.heart);
});

test("restricted mean survival time", () => {
  const lung = analyzeSurvival(tableOf("lung"), LUNG).km[0];
  const halves = analyzeSurvival(tableOf("halves"), VETERAN).km[0];
  const found = [restrictedMean(lung, 365), restrictedMean(lung, 1000), restrictedMean(halves, 4.5)];
  const wanted = [reference.rmst.lung_365, reference.rmst.lung_1000, reference.rmst["halves_4.5"]];
  found.forEach(({ value, se }, i) => {
    expect(deviation([value, se], wanted[i])).toBeLessThan(1e-13);
  });
  expect(restrictedMean(halves, 0.5)).toEqual({ value: 0.5, se: 0 });
  expect(() => restrictedMean(lung, 0)).toThrow("the horizon must be above 0, not 0");
});

test("without events nothing falls, and there is no median", () => {
  const km = kaplanMeier({ time: Float64Array.of(3, 5), event: Uint8Array.of(0, 0) });
  expect(km).toMatchObject({ events: 0, survival: [1, 1], lower: [1, 1], median: null, median_ci: [null, null] });
  expect(() => kaplanMeier({ time: Float64Array.of(3), event: Uint8Array.of(1) }, { level: 2 })).toThrow("level");
});
