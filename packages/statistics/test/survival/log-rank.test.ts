import { analyzeSurvival, logRank, type SurvivalOptions } from "@counterpulse/statistics";
import { expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { LUNG, reference, tableOf, VETERAN } from "./reference.ts";

test.each<[string, string, SurvivalOptions]>([
  ["sex", "lung", { ...LUNG, by: "sex" }],
  ["sex_peto", "lung", { ...LUNG, by: "sex", rho: 1 }],
  ["celltype", "veteran", { ...VETERAN, by: "celltype" }],
  ["celltype_peto", "veteran", { ...VETERAN, by: "celltype", rho: 1 }],
  ["sex_by_ecog", "lung", { ...LUNG, by: "sex", strata: "ph.ecog" }],
  ["trt_by_celltype", "veteran", { ...VETERAN, by: "trt", strata: "celltype", rho: 0.5 }],
])("%s agrees with survdiff", (name, table, options) => {
  const wanted = reference.logrank[name];
  const found = analyzeSurvival(tableOf(table), options).logrank;
  expect(found?.df).toBe(wanted.df);
  expect(deviation([found?.chi2 ?? null, found?.p ?? null], [wanted.chi2, wanted.p])).toBeLessThan(1e-12);
  expect(deviation(found?.groups.map((group) => group.observed) ?? [], wanted.observed)).toBeLessThan(1e-12);
  expect(deviation(found?.groups.map((group) => group.expected) ?? [], wanted.expected)).toBeLessThan(1e-12);
});

const data = { time: Float64Array.of(1, 2, 3, 4), event: Uint8Array.of(1, 1, 1, 0) };

test("which group is named first does not matter", () => {
  expect(logRank(data, ["a", "b", "a", "b"]).chi2).toBeCloseTo(logRank(data, ["z", "b", "z", "b"]).chi2, 14);
});

test("a group that was never at risk when something happened tells nothing", () => {
  const late = { time: Float64Array.of(0.5, 1, 2, 3, 4), event: Uint8Array.of(0, 1, 1, 1, 0) };
  expect(logRank(late, ["gone", "a", "b", "a", "b"])).toMatchObject({ df: 1 });
  expect(logRank(late, ["gone", "a", "b", "a", "b"]).chi2).toBeCloseTo(logRank(data, ["a", "b", "a", "b"]).chi2, 14);
});

test("refuses what cannot be compared", () => {
  expect(() => logRank(data, ["a", "a", "a", "a"])).toThrow("at least two groups are needed");
  const none = { time: data.time, event: Uint8Array.of(0, 0, 0, 0) };
  expect(() => logRank(none, ["a", "b", "a", "b"])).toThrow("no event at which two groups were at risk");
});
