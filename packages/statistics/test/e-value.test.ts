import { eValue } from "@counterpulse/statistics";
import { expect, test } from "vitest";

test("the example of VanderWeele and Ding: RR 3.9 (1.8 to 8.7)", () => {
  const { point, ci } = eValue(3.9, [1.8, 8.7]);
  expect(point.toFixed(2)).toBe("7.26");
  expect(ci?.toFixed(1)).toBe("3.0");
});

test("a protective ratio is as its inverse", () => {
  expect(eValue(1 / 3.9, [1 / 8.7, 1 / 1.8]).point).toBeCloseTo(eValue(3.9).point, 12);
  expect(eValue(1 / 3.9, [1 / 8.7, 1 / 1.8]).ci).toBeCloseTo(eValue(3.9, [1.8, 8.7]).ci as number, 12);
});

test("an interval that holds 1 needs no confounder; without an interval nothing is said", () => {
  expect(eValue(1.2, [0.9, 1.6]).ci).toBe(1);
  expect(eValue(1).point).toBe(1);
  expect(eValue(2).ci).toBeNull();
  expect(eValue(3, [null, null]).ci).toBeNull();
  expect(eValue(3, [1.5, null]).ci).toBeCloseTo(1.5 + Math.sqrt(0.75), 12);
});

test("odds and hazard ratios of common outcomes are first brought to risk ratios", () => {
  expect(eValue(4, [null, null], "OR").point).toBeCloseTo(eValue(2).point, 12);
  expect(eValue(4, [null, null], "OR", true).point).toBe(eValue(4).point);
  const hazard = eValue(0.74, [0.63, 0.86], "HR");
  const ratio = (1 - 0.5 ** Math.sqrt(0.74)) / (1 - 0.5 ** Math.sqrt(1 / 0.74));
  expect(hazard.point).toBeCloseTo(1 / ratio + Math.sqrt((1 / ratio) * (1 / ratio - 1)), 12);
  expect(hazard.ci).toBeLessThan(hazard.point);
});

test("refuses ratios that are none", () => {
  expect(() => eValue(0)).toThrow("E-value: the ratio must be above 0, not 0");
});
