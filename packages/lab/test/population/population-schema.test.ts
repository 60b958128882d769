import { assemble, circulation } from "@counterpulse/engine";
import { POPULATIONS, type PopulationFile, populationFromObject, populationJsonSchema } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";
import { z } from "zod";

const model = assemble(circulation());
const schema = populationJsonSchema(model);
// Read back by zod, as a program that knows only the schema would.
const reader = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
const accepts = (file: unknown): boolean => reader.safeParse(JSON.parse(JSON.stringify(file))).success;
const programAccepts = (file: unknown): boolean => {
  try {
    populationFromObject(model, file, "own.yaml");
    return true;
  } catch {
    return false;
  }
};

test.each(POPULATIONS.map((p) => [p.id, p] as const))("schema and program accept %s", (_, file) => {
  expect(accepts(file)).toBe(true);
  expect(programAccepts(file)).toBe(true);
  expect(populationFromObject(model, file, "own.yaml").targets.length).toBeGreaterThan(0);
});

describe("wrong files are refused by both", () => {
  const source = "test";
  const file: PopulationFile = {
    base: "cardiogenic-shock",
    parameters: { "lv.Ees": { distribution: "uniform", min: 0.5, max: 1, source } },
  };
  const mean = { kind: "mean", value: 1.2, source };

  test("the right one is not", () => {
    for (const right of [file, { ...file, targets: { papi: mean, pcwp_mmHg: [{ ...mean, value: 20 }] } }]) {
      expect(accepts(right)).toBe(true);
      expect(programAccepts(right)).toBe(true);
    }
  });

  test.each<[string, unknown]>([
    ["no parameters", { base: "cardiogenic-shock" }],
    ["an unknown base", { ...file, base: "nobody" }],
    ["an unknown field", { ...file, size: 1 }],
    ["an unknown parameter", { ...file, parameters: { "lv.Es": file.parameters["lv.Ees"] } }],
    ["an unknown distribution", { ...file, parameters: { "lv.Ees": { distribution: "gamma", source } } }],
    [
      "a distribution without a source",
      { ...file, parameters: { "lv.Ees": { distribution: "uniform", min: 0, max: 1 } } },
    ],
    ["a criterion of enrolment for no index", { ...file, accept: { ci: [1, 2] } }],
    ["three bounds", { ...file, accept: { pcwp_mmHg: [1, 2, 3] } }],
    ["a target without a kind", { ...file, targets: { papi: { value: 1, source } } }],
    ["a target without a source", { ...file, targets: { papi: { kind: "mean", value: 1 } } }],
    ["a list of no targets", { ...file, targets: { papi: [] } }],
    ["a share above 1", { ...file, targets: { papi: { kind: "share", value: 37, within: [1, null], source } } }],
    ["a bound of an unknown index", { ...file, criteria: { a: { source, when: { cv: [1, null] } } } }],
    ["a correlation of 1", { ...file, correlations: [{ between: ["lv.Ees", "rv.Ees"], rank: 1, source }] }],
  ])("%s", (_, wrong) => {
    expect(accepts(wrong)).toBe(false);
    expect(programAccepts(wrong)).toBe(false);
  });
});
