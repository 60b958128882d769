/** What VA-ECMO does: it supports the circulation and loads the left ventricle. */
import { compare, Laboratory, requirePatient } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";
import { type Bed, falls, index, rises, series, solve } from "../bedside.ts";

const FLOWS = [1, 2, 3, 4, 5, 6];
const ladder = (patient: string): Bed[] => [
  { patient },
  ...FLOWS.map((flow) => ({ patient, support: "va-ecmo", settings: { "va-ecmo.flow_L_min": flow } })),
];

describe("with flow from 0 to 6 L/min, in shock", () => {
  const beds = ladder("cardiogenic-shock");

  test("the flow that is asked for is held", () => {
    for (const [i, flow] of FLOWS.entries()) expect(index(beds[i + 1], "device_flow_L_min")).toBeCloseTo(flow, 2);
  });

  test.each(["total_flow_L_min", "aortic_mean_mmHg", "lv_esv_mL", "lv_peak_wall_stress_kPa", "pcwp_mmHg"])(
    "%s rises with every litre",
    (id) => rises(series(beds, id), id),
  );

  // At 6 L/min next to nothing is left to fill the left ventricle.
  test.each(["lv_pva_mmHg_mL", "lv_edp_mmHg"])("%s rises with every litre up to 5", (id) =>
    rises(series(beds, id).slice(0, -1), id),
  );

  test.each([
    "cvp_mmHg",
    "pulse_pressure_mmHg",
    "pressure_swing_mmHg",
    "co_native_L_min",
    "lvef_pct",
    "aortic_valve_open_fraction",
    "rv_edv_mL",
  ])("%s falls with every litre", (id) => falls(series(beds, id), id));

  test("pulmonary flow falls: what the device takes does not pass the lungs", () => {
    // Without leaks and shunts the right heart's output is the left's, but for the small bronchial flow.
    const pulmonary = beds.map((b) => index(b, "pa_mean_mmHg") - index(b, "pcwp_mmHg"));
    falls(pulmonary, "pulmonary pressure drop (mmHg)");
  });

  test("total flow rises considerably, by less than the device gives: the heart ejects less", () => {
    const [before, , , , at4] = series(beds, "total_flow_L_min");
    expect(at4 - before, `${before} -> ${at4}`).toBeGreaterThan(1);
    expect(at4 - before).toBeLessThan(4);
  });
});

describe("preload goes either way", () => {
  test("in a heart with reserve wedge and end-diastolic pressure fall", () => {
    const beds = ladder("healthy-adult");
    for (const id of ["pcwp_mmHg", "lv_edp_mmHg"]) {
      const [before, ...on] = series(beds, id);
      for (const flow of [3, 4, 5]) expect(on[flow - 1], `${id}: ${before} -> ${on}`).toBeLessThan(before);
    }
  });

  test("in a weak one they rise", () => {
    const [bare, on] = [{}, { support: "va-ecmo" }];
    for (const id of ["pcwp_mmHg", "lv_edp_mmHg"]) rises(series([bare, on], id), id, 0.1);
  });
});

describe("a weak heart on 5 L/min", () => {
  const laboratory = new Laboratory();
  const compared = (scale: number) =>
    compare(
      {
        patient: requirePatient("cardiogenic-shock"),
        supports: ["none", "va-ecmo", "va-ecmo+iabp"],
        settings: { "lv.contractility_scale": scale, "va-ecmo.flow_L_min": 5 },
      },
      laboratory,
    ).columns;

  test("at 0.3 of the patient's contractility the valve hardly opens, nothing is ejected and the ventricle is distended", () => {
    const [bare, ecmo] = compared(0.3);
    expect(bare.lv_distended).toBe(false);
    expect(bare.indices.aortic_valve_open_fraction!).toBeGreaterThan(0.2);
    expect(ecmo.indices.aortic_valve_open_fraction!).toBeLessThan(0.1);
    expect(ecmo.indices.co_native_L_min!).toBeLessThan(0.05);
    expect(ecmo.lv_distended, JSON.stringify(ecmo.lv_distension)).toBe(true);
  });

  test("at 0.4 it just opens; the wedge pressure tells the distension, and the balloon relieves it", () => {
    const [bare, ecmo, both] = compared(0.4);
    expect([bare, ecmo, both].map((c) => c.converged)).toEqual([true, true, true]);
    expect(ecmo.lv_distension, JSON.stringify(ecmo.lv_distension)).toMatchObject({ wedge_raised: true });
    for (const id of ["lv_edp_mmHg", "pcwp_mmHg"]) falls([ecmo.indices[id]!, both.indices[id]!], id, 0.05);
    rises([ecmo.indices.pulse_pressure_mmHg!, both.indices.pulse_pressure_mmHg!], "pulse_pressure_mmHg", 1);
    expect(both.lv_distended).toBe(false);
  });
});

describe("a balloon on ECMO", () => {
  test.each([0.5, 1, 1.6])(
    "contractility %d: LVEDP, wedge pressure and peak pressure fall, the pulse widens",
    (scale) => {
      const settings = { "lv.contractility_scale": scale };
      const beds: Bed[] = [
        { support: "va-ecmo", settings },
        { support: "va-ecmo+iabp", settings },
      ];
      for (const id of ["lv_edp_mmHg", "pcwp_mmHg", "lv_peak_mmHg", "lv_peak_wall_stress_kPa", "lv_pva_mmHg_mL"]) {
        falls(series(beds, id), id, 0.01);
      }
      for (const id of ["pulse_pressure_mmHg", "pressure_swing_mmHg"]) rises(series(beds, id), id, 0.5);
      rises(series(beds, "co_native_L_min"), "co_native_L_min", 0.05);
    },
  );

  test("an inflated balloon stands in the way of retrograde flow, yet the brain does not lose by it", () => {
    const beds: Bed[] = [{ support: "va-ecmo" }, { support: "va-ecmo+iabp" }];
    const [before, after] = series(beds, "cerebral_flow_mL_min");
    expect(after / before, `${before} -> ${after}`).toBeGreaterThan(0.97);
  });
});

test("a heart that does not eject keeps filling on ECMO: that is said, with the time at which the values hold", () => {
  const arrested = solve({ support: "va-ecmo", settings: { "heart.arrested": 1 } });
  if (arrested.converged) expect(arrested.evaluatedAtSeconds).toBeNull();
  else {
    expect(arrested.reason).toMatch(/60 s after the supports' start/);
    expect(arrested.evaluatedAtSeconds).toBe(60);
  }
  expect(arrested.indices.aortic_valve_open_fraction!).toBeLessThan(0.01);
  expect(arrested.indices.device_flow_L_min!).toBeCloseTo(4, 1);
});
