import { describe, expect, test } from "vitest";
import { formulaOf } from "../../src/validation/formula.ts";

test("names the values it needs once each, and evaluates over them", () => {
  const formula = formulaOf("100*(on.lv_sv_mL/off.lv_sv_mL - 1) + 0*on.lv_sv_mL", "A001");
  expect(formula.names).toEqual(["on.lv_sv_mL", "off.lv_sv_mL"]);
  expect(formula.evaluate({ "on.lv_sv_mL": 55, "off.lv_sv_mL": 50 })).toBeCloseTo(10, 12);
});

test("a division by nothing is told by its value, not hidden", () => {
  expect(Number.isFinite(formulaOf("1/a.b", "A001").evaluate({ "a.b": 0 }))).toBe(false);
});

describe("what is no formula says so, with its place", () => {
  test.each(["on.cvp_mmHg -", "on.cvp_mmHg + nothing", "(on.cvp_mmHg"])("%s", (text) => {
    expect(() => formulaOf(text, "study.yaml: A001")).toThrow(`study.yaml: A001: model "${text}": `);
  });
});
