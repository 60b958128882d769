import { assemble, circulation, PATIENTS } from "@counterpulse/engine";
import { fit, patientJsonSchema, settable } from "@counterpulse/lab";
import { expect, test } from "vitest";
import { z } from "zod";

const model = assemble(circulation());
const schema = patientJsonSchema(model);
// Read back by zod, as a program that knows only the schema would.
const reader = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
const accepts = (patient: unknown): boolean => reader.safeParse(patient).success;

test("names every parameter with its range and unit, and nothing else", () => {
  const { properties, additionalProperties } = (schema.properties as Record<string, Record<string, unknown>>)
    .parameters;
  expect(Object.keys(properties as object)).toEqual(settable(model).map((p) => p.id));
  expect(additionalProperties).toBe(false);
  expect(properties).toMatchObject({
    "lv.Ees": { type: "number", minimum: 0.2, maximum: 6, description: "End-systolic elastance (mmHg/mL)" },
    "iabp.ratio": { type: "integer", minimum: 1, maximum: 4 },
  });
});

test.each(PATIENTS.map((p) => [p.id, p] as const))("accepts %s", (_, patient) => expect(accepts(patient)).toBe(true));

test("accepts a fitted patient, with how it came about", () => {
  const { patient } = fit({ targets: [{ index: "HR", value: 90 }] });
  expect(accepts(JSON.parse(JSON.stringify(patient)))).toBe(true);
});

test.each([
  ["a value outside its range", { parameters: { "lv.Ees": 100 } }],
  ["half a ratio", { parameters: { "iabp.ratio": 1.5 } }],
  ["a text for a number", { parameters: { "lv.Ees": "1" } }],
  ["an unknown parameter", { parameters: { "lv.Es": 1 } }],
  ["an unknown base", { base: "nobody", parameters: {} }],
  ["an unknown field", { parameters: {}, colour: "red" }],
  ["no parameters", { id: "a" }],
])("refuses %s", (_, patient) => expect(accepts(patient)).toBe(false));
