/** Devices together, and devices in hearts with leaking valves: signs of filling, demand and output. */
import { describe, expect, test } from "vitest";
import { type Bed, falls, index, rises, series, solve } from "../bedside.ts";

const FILLING = ["pcwp_mmHg", "lv_edp_mmHg", "lv_edv_mL"];
const OUTPUT = "co_native_L_min";
const TOTAL = "total_flow_L_min";

const HEARTS: [string, Record<string, number>][] = [
  ["in shock", {}],
  ["weaker", { "lv.contractility_scale": 0.5 }],
  ["with mitral regurgitation", { "mitral_valve.regurgitation_fraction": 0.4 }],
  ["with a narrowed artery", { "coronary.lad.stenosis_pct": 85 }],
];

const bed = (support: string, settings: Record<string, number> = {}): Bed => ({ support, settings });
const both = (support: string, added: string, settings: Record<string, number>): [Bed, Bed] => [
  bed(support, settings),
  bed(support === "none" ? added : `${support}+${added}`, settings),
];
const change = ([before, after]: readonly Bed[], id: string): number => index(after, id) - index(before, id);

describe.each(HEARTS)("a heart %s", (_, settings) => {
  test("ECMO loads it; the balloon takes part of it back, with the demand, and opens the valve for longer", () => {
    const beds = both("va-ecmo", "iabp", settings);
    for (const id of FILLING) {
      rises(series([bed("none", settings), beds[0]], id), `${id} on ECMO`);
      falls(series(beds, id), `${id} with the balloon`, 0.01);
    }
    falls(series(beds, "lv_peak_wall_stress_kPa"), "lv_peak_wall_stress_kPa", 0.05);
    falls(series(beds, "lv_pva_mmHg_mL"), "lv_pva_mmHg_mL", 0.02);
    rises(series(beds, OUTPUT), OUTPUT, 0.1);
    rises(series(beds, "aortic_valve_open_fraction"), "aortic_valve_open_fraction", 0.03);
    rises(series(beds, "pressure_swing_mmHg"), "pressure_swing_mmHg", 1);
  });

  test("Impella on ECMO unloads it more than the balloon does: ECPELLA", () => {
    const [ecmo, impella] = both("va-ecmo", "impella", settings);
    const balloon = bed("va-ecmo+iabp", settings);
    for (const id of [...FILLING, "lv_peak_wall_stress_kPa", "lv_pva_mmHg_mL"]) {
      falls(series([ecmo, impella], id), id, 0.05);
      expect(index(impella, id), id).toBeLessThan(index(balloon, id));
    }
    expect(index(impella, "cvp_mmHg")).toBeLessThan(index(ecmo, "cvp_mmHg") + 0.5);
    rises(series([ecmo, impella], TOTAL), TOTAL, 0.1);
    expect(index(impella, OUTPUT)).toBeLessThan(0.1);
  });

  test("the balloon under Impella: output and filling a little better, the pump's own flow a little less", () => {
    const beds = both("impella", "iabp", settings);
    falls(series(beds, "lv_pva_mmHg_mL"), "lv_pva_mmHg_mL", 0.01);
    falls(series(beds, "lv_edp_mmHg"), "lv_edp_mmHg");
    // Augmented diastolic pressure is a head for a pump that runs in diastole too.
    falls(series(beds, "impella_flow_L_min"), "impella_flow_L_min");
    expect(change(beds, TOTAL)).toBeGreaterThan(-0.05);
    expect(change(beds, TOTAL)).toBeLessThan(0.6);
  });

  test("the balloon under TandemHeart relieves what the pump's return adds to afterload", () => {
    const beds = both("tandemheart", "iabp", settings);
    for (const id of [...FILLING, "lv_pva_mmHg_mL"]) falls(series(beds, id), id, 0.01);
    rises(series(beds, OUTPUT), OUTPUT);
    rises(series(beds, TOTAL), TOTAL, 0.02);
  });

  test("all of them lower filling pressures against none but ECMO alone, which raises them", () => {
    for (const support of ["iabp", "impella", "tandemheart", "impella+iabp", "tandemheart+iabp", "va-ecmo+impella"])
      falls(series([bed("none", settings), bed(support, settings)], "pcwp_mmHg"), `pcwp_mmHg, ${support}`, 0.05);
    rises(series([bed("none", settings), bed("va-ecmo", settings)], "pcwp_mmHg"), "pcwp_mmHg, ECMO", 0.1);
  });

  test("every combination comes to a steady state and gives the body more than none", () => {
    for (const support of ["iabp", "va-ecmo+iabp", "va-ecmo+impella", "impella+iabp", "tandemheart+iabp"]) {
      expect(solve(bed(support, settings)).reason, support).toBeNull();
      rises(series([bed("none", settings), bed(support, settings)], TOTAL), `${TOTAL}, ${support}`, 0.02);
    }
  });
});

describe("sizes in shock", () => {
  test("on ECMO the balloon takes 2 to 6 mmHg of wedge pressure (C188: 4) and adds 10 to 30 of pulse (C189: 14)", () => {
    const beds = both("va-ecmo", "iabp", {});
    expect(change(beds, "pcwp_mmHg")).toBeLessThan(-2);
    expect(change(beds, "pcwp_mmHg")).toBeGreaterThan(-6);
    expect(change(beds, "pulse_pressure_mmHg")).toBeGreaterThan(10);
    expect(change(beds, "pulse_pressure_mmHg")).toBeLessThan(30);
  });

  test("a percutaneous pump against the balloon: index +0.09 to +0.61, wedge -9.4 to -1.2 (D116, D118)", () => {
    const pumps = ["impella", "tandemheart", "tandemheart"].map((s) => bed(s));
    const average = (id: string): number =>
      pumps.reduce((sum, p) => sum + index(p, id) - index(bed("iabp"), id), 0) / pumps.length;
    expect(average("ci_L_min_m2")).toBeGreaterThan(0);
    expect(average("ci_L_min_m2")).toBeLessThan(0.61);
    expect(average("pcwp_mmHg")).toBeLessThan(0);
    expect(average("pcwp_mmHg")).toBeGreaterThan(-9.4);
  });

  test("with ECMO flow in a failing heart wedge pressure rises, in a healthy one it falls (B135, B143); CVP falls in both", () => {
    const ladder = (patient: string): Bed[] =>
      [1, 2, 3, 4].map((flow) => ({ patient, support: "va-ecmo", settings: { "va-ecmo.flow_L_min": flow } }));
    rises(series(ladder("cardiogenic-shock"), "pcwp_mmHg"), "pcwp_mmHg");
    falls(series(ladder("healthy-adult"), "pcwp_mmHg"), "pcwp_mmHg");
    for (const patient of ["cardiogenic-shock", "healthy-adult"]) {
      falls(series(ladder(patient), "cvp_mmHg"), "cvp_mmHg", 0.02);
      rises(series(ladder(patient), "aortic_mean_mmHg"), "aortic_mean_mmHg", 0.02);
      rises(series(ladder(patient), "svo2_pct"), "svo2_pct");
    }
  });
});

describe("aortic regurgitation", () => {
  const LEAKS = [0, 0.15, 0.3, 0.45, 0.6];
  const leaking = (support: string): Bed[] =>
    LEAKS.map((f) => bed(support, { "aortic_valve.regurgitation_fraction": f }));
  /** Blood that runs back, mL a beat. */
  const back = (b: Bed): number => index(b, "lv_sv_mL") - (1000 * index(b, OUTPUT)) / index(b, "hr_per_min");

  test("fills the ventricle from behind: end-diastolic pressure up, diastolic pressure and output down", () => {
    const beds = leaking("none");
    rises(series(beds, "lv_edp_mmHg"), "lv_edp_mmHg", 0.02);
    rises(series(beds, "lv_edv_mL"), "lv_edv_mL", 0.005);
    falls(series(beds, "aortic_end_diastolic_mmHg"), "aortic_end_diastolic_mmHg", 0.03);
    falls(series(beds, OUTPUT), OUTPUT, 0.01);
  });

  test("ECMO drives it: the ventricle distends with the leak, and more than without ECMO", () => {
    const beds = leaking("va-ecmo");
    rises(series(beds, "lv_edp_mmHg"), "lv_edp_mmHg", 0.02);
    rises(series(beds, "pcwp_mmHg"), "pcwp_mmHg", 0.01);
    const rise = (list: Bed[]): number => index(list[3], "lv_edp_mmHg") - index(list[0], "lv_edp_mmHg");
    expect(index(beds[3], "lv_edp_mmHg") - index(bed("none"), "lv_edp_mmHg")).toBeGreaterThan(15);
    expect(rise(beds)).toBeGreaterThan(5);
  });

  test("the balloon drives blood back, and the more it leaks the less it unloads", () => {
    const [off, on] = [leaking("none"), leaking("iabp")];
    for (let i = 1; i < LEAKS.length; i++) expect(back(on[i]) / back(off[i])).toBeGreaterThan(1.15);
    const unloading = off.map((b, i) => index(b, "lv_edv_mL") - index(on[i], "lv_edv_mL"));
    falls(unloading, "fall of lv_edv_mL", 0.1);
    expect(unloading[4] / unloading[0]).toBeLessThan(0.2);
    const augmented = off.map((b, i) => change([b, on[i]], "aortic_augmented_diastolic_mmHg"));
    falls(augmented, "augmentation", 0.08);
  });

  test("in a healthy heart it then does harm: more demand for no more output", () => {
    const leak = { "aortic_valve.regurgitation_fraction": 0.6 };
    const beds: Bed[] = ["none", "iabp"].map((support) => ({ patient: "healthy-adult", support, settings: leak }));
    rises(series(beds, "lv_edv_mL"), "lv_edv_mL");
    rises(series(beds, "lv_edp_mmHg"), "lv_edp_mmHg");
    expect(change(beds, OUTPUT)).toBeLessThan(0.1);
  });

  test("in shock with a severe leak it does harm as well", () => {
    const beds = both("none", "iabp", { "aortic_valve.regurgitation_fraction": 0.6 });
    expect(change(beds, "lv_edp_mmHg")).toBeGreaterThan(0);
  });

  test("where ECMO and a left atrial pump keep a leaking ventricle shut, it does not reach 100 mmHg", () => {
    const settings = { "aortic_valve.regurgitation_fraction": 0.3 };
    expect(index(bed("va-ecmo+tandemheart", settings), "lv_edp_mmHg")).toBeLessThan(100);
  });
});

describe("mitral regurgitation", () => {
  const LEAKS = [0, 0.15, 0.3, 0.45, 0.6];
  const leaking = (support: string): Bed[] =>
    LEAKS.map((f) => bed(support, { "mitral_valve.regurgitation_fraction": f }));

  test("wedge pressure up, output and pressure down, ejection fraction up: half of it goes back", () => {
    const beds = leaking("none");
    rises(series(beds, "pcwp_mmHg"), "pcwp_mmHg", 0.02);
    falls(series(beds, OUTPUT), OUTPUT, 0.02);
    falls(series(beds, "aortic_mean_mmHg"), "aortic_mean_mmHg", 0.01);
    rises(series(beds, "lvef_pct"), "lvef_pct");
  });

  test("balloon and Impella help: less wedge pressure, more flow, and the balloon more than without a leak (A107)", () => {
    for (const support of ["iabp", "impella"]) {
      LEAKS.forEach((f, i) => {
        const beds = both("none", support, { "mitral_valve.regurgitation_fraction": f });
        expect(change(beds, "pcwp_mmHg"), `${support} ${f}`).toBeLessThan(-2);
        if (i > 0) expect(change(beds, TOTAL), `${support} ${f}`).toBeGreaterThan(0.2);
      });
    }
    const gains = LEAKS.map((f) => change(both("none", "iabp", { "mitral_valve.regurgitation_fraction": f }), OUTPUT));
    expect(gains[4]).toBeGreaterThan(1.05 * gains[0]);
  });

  test("ECMO's afterload drives it back: wedge pressure rises further", () => {
    const rise = (f: number): number =>
      change(both("none", "va-ecmo", { "mitral_valve.regurgitation_fraction": f }), "pcwp_mmHg");
    expect(rise(0.6)).toBeGreaterThan(rise(0));
  });
});
