/** What each built-in patient is, told by numbers, and that each can be put on every support. */
import { PATIENTS } from "@counterpulse/engine";
import { type Comparison, compare, Laboratory } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";

const SUPPORTS = ["none", "iabp", "va-ecmo", "va-ecmo+iabp", "impella", "tandemheart"];
/** Hearts that keep filling on ECMO: the valve stays shut, and what bronchial flow brings has nowhere to go. */
const UNSTEADY: Readonly<Record<string, readonly string[]>> = {
  "infarct-shock-e": ["va-ecmo"],
  "post-arrest-stunned": ["va-ecmo"],
};
/** Rows that speak of no single patient. */
const UNJUDGED = ["E5"];

const laboratory = new Laboratory();
const known = new Map<string, Comparison>();
function comparison(id: string): Comparison {
  const found = known.get(id);
  if (found) return found;
  const patient = PATIENTS.find((p) => p.id === id)!;
  const made = compare({ patient, supports: SUPPORTS, settings: {} }, laboratory);
  known.set(id, made);
  return made;
}
const column = (id: string, support = "none") => comparison(id).columns.find((c) => c.support === support)!;
function index(id: string, name: string, support?: string): number {
  const value = column(id, support).indices[name];
  if (typeof value !== "number") throw new Error(`${name} of ${id} is ${value}`);
  return value;
}

describe.each(PATIENTS.map((p) => p.id))("%s", (id) => {
  test("comes to a steady state under every support, or says why not", () => {
    for (const { support, converged, reason, evaluated_at_s } of comparison(id).columns) {
      const steady = !UNSTEADY[id]?.includes(support);
      expect(converged, `${support}: ${reason}`).toBe(steady);
      if (!steady) {
        expect(reason).toMatch(/has not settled|no steady state/);
        expect(evaluated_at_s).toBe(60);
      }
    }
  });

  test("has all rows of the effects, with numbers", () => {
    const { effects } = comparison(id);
    const rows = new Set(effects.map((e) => e.id));
    for (const row of [
      "I1",
      "I2",
      "I3",
      "I4",
      "I5",
      "I6",
      "I7",
      "I8",
      "I9",
      "E1",
      "E2",
      "E3",
      "E4",
      "E6",
      "T1",
      "T2",
      "T3",
    ])
      expect(rows.has(row), row).toBe(true);
    for (const { id: row, change, holds } of effects.filter((e) => !UNJUDGED.includes(e.id))) {
      expect(change, row).not.toBeNull();
      expect(typeof holds, row).toBe("boolean");
    }
  });

  test("is given flow by the devices: the pumps raise total flow, the balloon the heart's", () => {
    const bare = index(id, "total_flow_L_min");
    for (const pump of ["va-ecmo", "impella", "tandemheart"])
      expect(index(id, "total_flow_L_min", pump), pump).toBeGreaterThan(bare);
    expect(index(id, "co_native_L_min", "iabp")).toBeGreaterThan(bare);
  });
});

test("the stages of infarct shock follow one another: pressure, power and ejection fall, lactate rises", () => {
  const stages = ["infarct-shock-c", "infarct-shock-d", "infarct-shock-e"];
  for (const [name, sign] of [
    ["aortic_mean_mmHg", -1],
    ["cpo_W", -1],
    ["lvef_pct", -1],
    ["svo2_pct", -1],
    ["lactate_mmol_L", 1],
    ["cvp_mmHg", 1],
  ] as const)
    for (let i = 1; i < stages.length; i++)
      expect(sign * (index(stages[i], name) - index(stages[i - 1], name)), `${name}, ${stages[i]}`).toBeGreaterThan(0);
});

test("in extremis ECMO shuts the valve and distends; adding the balloon opens it a little or at least lets it settle", () => {
  expect(column("infarct-shock-e", "va-ecmo").lv_distended).toBe(true);
  expect(index("infarct-shock-e", "aortic_valve_open_fraction", "va-ecmo")).toBeLessThan(0.05);
  expect(column("infarct-shock-e", "va-ecmo+iabp").converged).toBe(true);
});

test("the right ventricular infarct fills the veins and not the lungs", () => {
  expect(index("rv-infarct", "cvp_mmHg") / index("rv-infarct", "pcwp_mmHg")).toBeGreaterThan(0.8);
  expect(index("rv-infarct", "rv_edv_mL")).toBeGreaterThan(1.3 * index("rv-infarct", "lv_edv_mL"));
  expect(index("rv-infarct", "rvef_pct")).toBeLessThan(0.6 * index("rv-infarct", "lvef_pct"));
  // What helps it: ECMO drains the veins, a left pump alone hardly does.
  const relief = (support: string) => index("rv-infarct", "cvp_mmHg") - index("rv-infarct", "cvp_mmHg", support);
  expect(relief("va-ecmo")).toBeGreaterThan(2 * relief("impella"));
});

test("the failing heart of years is large, that of myocarditis small, at a like ejection fraction", () => {
  const [large, small] = ["dilated-heart-failure", "fulminant-myocarditis"];
  expect(index(large, "lv_edv_mL")).toBeGreaterThan(2 * index(small, "lv_edv_mL"));
  expect(Math.abs(index(large, "lvef_pct") - index(small, "lvef_pct"))).toBeLessThan(5);
});

test("after arrest the valve stays shut on ECMO, the ventricle fills, and the brain's flow follows pressure", () => {
  const on = (name: string) => index("post-arrest-stunned", name, "va-ecmo");
  expect(on("aortic_valve_open_fraction")).toBeLessThan(0.05);
  expect(on("co_native_L_min")).toBeLessThan(0.05);
  expect(column("post-arrest-stunned", "va-ecmo").lv_distended).toBe(true);
  const later = compare(
    {
      patient: PATIENTS.find((p) => p.id === "post-arrest-stunned")!,
      supports: ["va-ecmo"],
      settings: {},
      atSeconds: 600,
    },
    laboratory,
  ).columns[0].indices;
  expect(later.pcwp_mmHg!).toBeGreaterThan(on("pcwp_mmHg") + 4);
  expect(later.lv_edv_mL!).toBeGreaterThan(on("lv_edv_mL") + 8);
  // Autoregulated brains get 750 mL/min at 64 mmHg.
  expect(on("cerebral_flow_mL_min")).toBeLessThan(600);
});

test("failed lungs on ECMO: hypoxic above, oxygenated below, and more so the more the heart ejects", () => {
  const id = "hypoxic-lung-ecmo";
  const on = (name: string) => index(id, name, "va-ecmo");
  expect(on("sao2_right_radial_pct")).toBeLessThan(80);
  expect(on("sao2_coronary_pct")).toBeLessThan(80);
  expect(on("sao2_cerebral_pct")).toBeLessThan(85);
  expect(on("sao2_femoral_pct") - on("sao2_right_radial_pct")).toBeGreaterThan(15);
  expect(on("ecmo_fraction_coronary")).toBeLessThan(0.1);
  expect(on("ecmo_fraction_renal")).toBeGreaterThan(0.5);
  const patient = PATIENTS.find((p) => p.id === id)!;
  const femoral = [0.5, 1, 1.5].map(
    (scale) =>
      compare({ patient, supports: ["va-ecmo"], settings: { "lv.contractility_scale": scale } }, laboratory).columns[0]
        .indices.sao2_femoral_pct!,
  );
  expect(femoral[0]).toBeGreaterThan(femoral[1]);
  expect(femoral[1]).toBeGreaterThan(femoral[2]);
});
