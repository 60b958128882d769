import { assemble, circulation, INDICES } from "@counterpulse/engine";
import { InputError, parseSupport, TARGETS, type TargetInput, targetId } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";
import { resolveTargets } from "../../src/fit/targets.ts";

const model = assemble(circulation());
const resolve = (inputs: readonly TargetInput[], support = "none", set: readonly string[] = []) =>
  resolveTargets(model, inputs, parseSupport(support), new Set(set));
const one = (index: string, value: number, support = "none", set: readonly string[] = []) =>
  resolve([{ index, value }], support, set)[0];

describe("names", () => {
  test.each([
    ["SBP", "aortic_systolic_mmHg"],
    ["dbp", "aortic_end_diastolic_mmHg"],
    ["map", "aortic_mean_mmHg"],
    ["CO", "total_flow_L_min"],
    ["Wedge", "pcwp_mmHg"],
    ["EF", "lvef_pct"],
    ["aortic_mean_mmHg", "aortic_mean_mmHg"],
    ["coronary_flow_mL_min", "coronary_flow_mL_min"],
  ])("%s is %s", (name, id) => expect(targetId(name)).toBe(id));

  test("each stands for one target", () => {
    const names = TARGETS.flatMap((t) => [t.id, ...t.names]).map((n) => n.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  test("each target is an index, or sets a parameter of its own", () => {
    const ids = new Set(INDICES.map((i) => i.id));
    expect(TARGETS.filter((t) => !ids.has(t.id)).map((t) => t.id)).toEqual(["hb_g_dL"]);
  });
});

describe("standard deviations", () => {
  test("are the measurement's own unless given", () => {
    expect(one("MAP", 65).sd).toBe(3);
    expect(resolve([{ index: "MAP", value: 65, sd: 7 }])[0].sd).toBe(7);
  });

  test("grow with the value where the method's error does", () => {
    expect(one("CO", 6).sd).toBeCloseTo(0.6, 12);
    expect(one("CO", 1).sd).toBe(0.2);
  });

  test("of all targets are above 0 and name a source", () => {
    for (const { id, sd, share, source } of TARGETS) {
      expect(Math.max(sd, share), id).toBeGreaterThan(0);
      expect(source.length, id).toBeGreaterThan(3);
    }
  });
});

describe("values that are set", () => {
  test("the rate is the parameter", () => {
    expect(one("HR", 95).sets).toEqual({ "heart.rate_per_min": 95 });
  });

  test("unless the user has set or freed it", () => {
    expect(one("HR", 95, "none", ["heart.rate_per_min"]).sets).toBeNull();
  });

  test("a flow holds the flow, a speed the speed", () => {
    expect(one("ECMO_flow", 3.8, "va-ecmo+iabp").sets).toEqual({ "va-ecmo.flow_L_min": 3.8, "va-ecmo.control": 0 });
    expect(one("ECMO_speed", 3300, "va-ecmo").sets).toEqual({ "va-ecmo.speed_rpm": 3300, "va-ecmo.control": 1 });
  });

  test("with both, the speed is held and the flow searched for", () => {
    const inputs = [
      { index: "ECMO_flow", value: 3.8 },
      { index: "ECMO_speed", value: 3300 },
    ];
    for (const order of [inputs, [...inputs].reverse()]) {
      const found = new Map(resolve(order, "va-ecmo").map((t) => [t.index, t.sets]));
      expect(found.get("device_flow_L_min")).toBeNull();
      expect(found.get("ecmo_speed_rpm")).toMatchObject({ "va-ecmo.control": 1 });
    }
  });

  test("a speed that the user holds leaves the flow to be searched for", () => {
    expect(one("ECMO_flow", 3.8, "va-ecmo", ["va-ecmo.speed_rpm"]).sets).toBeNull();
  });
});

test.each([
  [{ index: "MPA", value: 65 }, 'there is no index "MPA"; did you mean mPAP?'],
  [{ index: "zzzzzzzzzzzz", value: 65 }, 'there is no index "zzzzzzzzzzzz" (`counterpulse indices` lists all)'],
  [{ index: "MAP", value: Number.NaN }, "aortic_mean_mmHg is NaN; a number is allowed"],
  [{ index: "MAP", value: 65, sd: 0 }, "its standard deviation is 0; a number above 0"],
  [{ index: "MAP", value: 6500 }, "aortic_mean_mmHg = 6500 is no such measurement: -300 to 600 mmHg"],
  [{ index: "LVEF", value: 0.25 * 1000 }, "lvef_pct = 250 is no such measurement: 0 to 100 %"],
  [{ index: "HR", value: 300 }, "heart.rate_per_min = 300 is outside"],
  [{ index: "cerebral_flow_mL_min", value: 700 }, "give one as cerebral_flow_mL_min=700~sd"],
  [{ index: "ECMO_flow", value: 4 }, "device_flow_L_min does not exist on support none; a support with va-ecmo"],
])("%j is refused", (input, message) => {
  expect(() => resolve([{ ...input, where: "bedside.yaml" }])).toThrow(InputError);
  expect(() => resolve([{ ...input, where: "bedside.yaml" }])).toThrow(/^bedside\.yaml: /);
  expect(() => resolve([{ ...input, where: "bedside.yaml" }])).toThrow(message);
});

test("a place is refused", () => {
  expect(() => resolve([{ index: "watershed", value: 3 }])).toThrow("--target: watershed is a place, not a number");
});

test.each([
  ["pvr_dyn_s_cm5", 150],
  ["sao2_cerebral_pct", 92],
  ["lactate_mmol_L", 4],
  ["coronary_lad_reserve", 0.4],
])("%s is a number, and so may be a target", (index, value) => {
  expect(resolve([{ index, value, sd: 1 }])).toEqual([{ index, value, sd: 1, sets: null }]);
});

test("an index twice, under two names, is refused", () => {
  const twice = [
    { index: "MAP", value: 65 },
    { index: "aortic_mean_mmHg", value: 66 },
  ];
  expect(() => resolve(twice)).toThrow("--target: aortic_mean_mmHg is given twice");
});

test("an index without a usual error needs one, and then is a target like any other", () => {
  const input = { index: "cerebral_flow_mL_min", value: 700, sd: 100 };
  expect(resolve([input])).toEqual([{ index: "cerebral_flow_mL_min", value: 700, sd: 100, sets: null }]);
});
