/** Venting the left heart: what a hole in the septum and vents into the ECMO take off, with what is paid for it. */
import { describe, expect, test } from "vitest";
import { type Bed, falls, index, rises, series, solve } from "../bedside.ts";

const ecmo = (settings: Record<string, number> = {}): Bed => ({ support: "va-ecmo", settings });
const hole = (mm: number): Record<string, number> => ({ "vent.septostomy_diameter_mm": mm });
const WEAK = { "lv.contractility_scale": 0.4 };

describe.each([
  ["in shock", {}],
  ["weaker", WEAK],
])("on VA-ECMO, a heart %s", (_, heart) => {
  const ladders: [string, Bed[]][] = [
    ["a wider septostomy", [0, 4, 6, 8, 12].map((mm) => ecmo({ ...heart, ...hole(mm) }))],
    ["a larger left atrial vent", [0, 0.1, 0.2, 0.4].map((s) => ecmo({ ...heart, "va-ecmo.la_vent_share": s }))],
    ["a larger pulmonary artery vent", [0, 0.1, 0.2, 0.4].map((s) => ecmo({ ...heart, "va-ecmo.pa_vent_share": s }))],
  ];

  test.each(ladders)("%s lowers wedge and end-diastolic pressure and the ventricle's volume", (_, beds) => {
    for (const id of ["pcwp_mmHg", "la_mean_mmHg", "lv_edp_mmHg", "lv_edv_mL", "lv_pva_mmHg_mL"])
      falls(series(beds, id), id);
  });

  test.each(ladders)("%s takes more flow, and the heart ejects less", (_, beds) => {
    rises(series(beds.slice(1), "vent_flow_L_min"), "vent_flow_L_min");
    const ejected = series(beds, "co_native_L_min");
    ejected.slice(1).forEach((flow, i) => expect(flow, String(ejected)).toBeLessThanOrEqual(ejected[i]));
    expect(ejected.at(-1)!).toBeLessThan(0.9 * ejected[0]);
    expect(solve(beds[0]).indices.vent_flow_L_min).toBeNull();
  });

  test.each(ladders)("%s leaves the held flow alone", (_, beds) => {
    for (const flow of series(beds, "device_flow_L_min")) expect(flow).toBeCloseTo(4, 2);
  });
});

test("a vent into the ECMO takes its share of what is drained", () => {
  for (const place of ["la", "pa"])
    for (const share of [0.1, 0.3])
      expect(index(ecmo({ [`va-ecmo.${place}_vent_share`]: share }), "vent_flow_L_min")).toBeCloseTo(4 * share, 2);
  const both = ecmo({ "va-ecmo.la_vent_share": 0.2, "va-ecmo.pa_vent_share": 0.1 });
  expect(index(both, "vent_flow_L_min")).toBeCloseTo(1.2, 2);
});

describe("septostomy without a pump", () => {
  test("unloads the left side into the right: wedge falls, central venous pressure rises, the body gets less", () => {
    const beds: Bed[] = [0, 4, 8].map((mm) => ({ settings: hole(mm) }));
    falls(series(beds, "pcwp_mmHg"), "pcwp_mmHg", 0.01);
    rises(series(beds, "cvp_mmHg"), "cvp_mmHg", 0.01);
    falls(series(beds, "total_flow_L_min"), "total_flow_L_min", 0.01);
    rises(series(beds, "rv_edv_mL"), "rv_edv_mL", 0.005);
  });

  test("the blood that crosses runs once more through the lungs", () => {
    // Without leaks: pulmonary flow is the systemic flow and the shunt together (the bronchial flow is small).
    const bed: Bed = { settings: hole(8) };
    const drop = index(bed, "pa_mean_mmHg") - index(bed, "pcwp_mmHg");
    const pulmonary = drop / (index(bed, "pvr_dyn_s_cm5") / 79.9934);
    const [systemic, shunt] = [index(bed, "total_flow_L_min"), index(bed, "vent_flow_L_min")];
    expect(Math.abs(pulmonary / (systemic + shunt) - 1)).toBeLessThan(0.03);
  });

  test("it passes nothing where both atria have one pressure", () => {
    const bed: Bed = { settings: { ...hole(12), "heart.arrested": 1 } };
    expect(Math.abs(index(bed, "vent_flow_L_min"))).toBeLessThan(0.02);
  });
});

test("a heart in arrest on ECMO: each way of venting keeps the wedge below that without", () => {
  const arrest = { "heart.arrested": 1 };
  const alone = index(ecmo(arrest), "pcwp_mmHg");
  for (const vent of [hole(8), { "va-ecmo.la_vent_share": 0.2 }, { "va-ecmo.pa_vent_share": 0.2 }])
    expect(index(ecmo({ ...arrest, ...vent }), "pcwp_mmHg"), JSON.stringify(vent)).toBeLessThan(0.9 * alone);
});

test("a vent that asks for more than reaches the left heart empties it, takes less than its share, and says so", () => {
  const dry = { "patient.blood_volume_mL": 3300, "va-ecmo.speed_rpm": 4500 };
  const bed = ecmo({ ...dry, "va-ecmo.la_vent_share": 0.5 });
  expect(index(bed, "left_atrium_collapse_fraction")).toBeGreaterThan(0.1);
  expect(index(bed, "vent_flow_L_min")).toBeLessThan(0.45 * index(bed, "device_flow_L_min"));
  expect(index(ecmo({ "va-ecmo.la_vent_share": 0.1 }), "left_atrium_collapse_fraction")).toBe(0);
});
