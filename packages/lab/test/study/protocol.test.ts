import { describe, expect, test } from "vitest";
import {
  PROTOCOLS,
  type ProtocolFile,
  protocolFromObject,
  protocolJsonSchema,
  requireProtocol,
} from "../../src/index.ts";
import { catheter, file, model } from "./synthetic.ts";

const TIMED = { period_min: 1, values: "end-of-period", at_s: 30, source: "x" } as const;
const COMPONENT = { of: "infarct-shock", share: 1, source: "x" };
const WASHOUT: Partial<ProtocolFile> = {
  schedule: { period_min: 60, washout_min: 10, values: "end-of-period", source: "x" },
};

describe("built-in protocols", () => {
  test.each(PROTOCOLS.map(({ id }) => id))("%s holds its own rules and names its sources", (id) => {
    const { document, measures } = requireProtocol(model, id);
    expect(document.source).not.toBe("");
    for (const { source } of measures) expect(source.length).toBeGreaterThan(5);
  });

  test("are those that the mission and the registry name", () => {
    const sizes = Object.fromEntries(PROTOCOLS.map(({ id, n }) => [id, n]));
    expect(sizes).toMatchObject({ editorial: 40, "iabp-shock": 40, nct06336655: 104, "weaning-ladder": 1 });
  });
});

test("the times of measurement follow from the schedule", () => {
  const schedule = { period_min: 60, first_min: 30, washout_min: 15, values: "steady", source: "test" } as const;
  const p = protocolFromObject(model, file("crossover", { schedule }), "x");
  expect(p.hours).toEqual([0.5, 1.75]);
  const early = { ...schedule, values: "end-of-period", washout_arm: "a", at_s: 360 } as const;
  expect(protocolFromObject(model, file("crossover", { schedule: early }), "x").hours).toEqual([0.1, 0.85]);
});

describe("wrong input is told in one line", () => {
  const endpoint = file("sequential").endpoints[0];
  const cases: [string, Partial<ProtocolFile>, string][] = [
    ["no population", { population: undefined }, "a population is allowed, no patient"],
    ["an unknown population", { population: "nobody" }, 'population "nobody"'],
    ["an unknown arm", { sequences: [{ order: ["a", "c"] }] }, 'sequences.0.order: there is no arm "c"'],
    ["an unused arm", { arms: { ...file("sequential").arms, c: { support: "none" } } }, "arms.c: no sequence has it"],
    ["an unknown device", { arms: { a: { support: "va-ecmo" }, b: { support: "pump" } } }, '"pump" is not a device'],
    [
      "a setting out of range",
      { arms: { a: { support: "va-ecmo", set: { "va-ecmo.flow_L_min": 99 } }, b: { support: "iabp" } } },
      "arms.a.set: va-ecmo.flow_L_min = 99",
    ],
    ["too few patients", { n: 2 }, "n is 2"],
    ["an index that is not measured", { endpoints: [{ ...endpoint, index: "cvp_mmHg" }] }, "cvp_mmHg is not measured"],
    ["an unknown index", { endpoints: [{ ...endpoint, index: "wedge" }] }, 'there is no index "wedge"'],
    ["a place", { trend: { watershed: { per_h: 0, sd_per_h: 0, source: "x" } } }, "watershed is a place"],
    ["another design's analysis", { endpoints: [{ ...endpoint, analysis: "welch" }] }, "welch does not fit design"],
    ["a mixed model of one order", { endpoints: [{ ...endpoint, analysis: "mixed" }] }, "cannot tell the arms"],
    ["no contrast", { endpoints: [{ ...endpoint, contrast: undefined }] }, "contrast: it is missing"],
    ["criteria outside a ladder", { criteria: [] }, "criteria: they are of a ladder"],
    ["nothing to analyse", { endpoints: [] }, "endpoints: there are none"],
    ["limits that cross", catheter({ min: 5, max: 1 }), "min below max"],
    ["an error below 0", catheter({ error: -1 }), "instruments.catheter.measures.pcwp_mmHg.error"],
    ["a time at rest", { schedule: { ...TIMED, values: "steady" } }, "schedule.at_s: values at rest have no time"],
    ["a time beyond the period", { schedule: { ...TIMED, at_s: 61 } }, "schedule.at_s = 61: beyond the period's end"],
    ["a mixture of one", { population: [COMPONENT] }, "population: "],
    [
      "a part without a share",
      { population: [COMPONENT, { of: "x" } as typeof COMPONENT] },
      "population.1.share: it is",
    ],
    ["an unknown part of a mixture", { population: [COMPONENT, { ...COMPONENT, of: "nobody" }] }, "population.1: "],
    ["a washout without an arm", WASHOUT, "washout_arm: it is missing"],
  ];
  test.each(cases)("%s", (_, change, message) => {
    const content = { ...file("sequential"), ...change };
    expect(() => protocolFromObject(model, content, "own.yaml")).toThrow(message);
    expect(() => protocolFromObject(model, content, "own.yaml")).toThrow(/^own\.yaml: [^\n]+$/);
  });

  test("an unknown protocol", () => {
    expect(() => requireProtocol(model, "nothing")).toThrow("editorial, on-off-crossover");
  });
});

test("the JSON Schema knows the indices and every field", () => {
  const schema = protocolJsonSchema() as { properties: Record<string, { propertyNames?: { enum: string[] } }> };
  expect(schema.properties.trend.propertyNames?.enum).toContain("lvot_vti_cm");
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(["arms", "sequences", "instruments"]));
});
