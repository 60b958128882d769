/** Coronary autoregulation and its reserve, stenoses, ischaemia, and what the balloon does to each. */
import { describe, expect, test } from "vitest";
import { type Bed, falls, index, rises, series } from "../bedside.ts";
import { beatAt, timeConstant, Ward } from "../course.ts";

const HEALTHY = "healthy-adult";
const LAD = "coronary_lad_flow_mL_min";
const ALL = ["lad", "lcx", "rca"];

/** Everything dilated: what reperfusion leaves, or adenosine would do. */
const DILATED = Object.fromEntries(ALL.map((name) => [`coronary.${name}.reperfusion`, 1]));
const NO_ISCHAEMIA = Object.fromEntries(ALL.map((name) => [`coronary.${name}.ischaemia`, 0]));
const lad = (pct: number, more: Record<string, number> = {}) => ({ "coronary.lad.stenosis_pct": pct, ...more });

/** Aortic pressure moved from about 50 to 155 mmHg by the systemic resistance, without reflexes. */
const pressures = (more: Record<string, number> = {}): Bed[] =>
  [0.3, 0.5, 0.78, 1.2, 1.7].map((s) => ({
    patient: HEALTHY,
    settings: { "vessels.systemic_resistance_scale": s, "reflexes.on": 0, ...more },
  }));
const perPressure = (bed: Bed, id: string): number => index(bed, id) / index(bed, "aortic_mean_mmHg");
const change = (before: Bed, after: Bed, id: string): number => index(after, id) / index(before, id) - 1;

describe("autoregulation", () => {
  test("pressure is moved threefold, over the range of E177 and beyond", () => {
    const p = series(pressures(), "aortic_mean_mmHg");
    rises(p, "aortic_mean_mmHg");
    expect(p[0]).toBeLessThan(60);
    expect(p.at(-1)!).toBeGreaterThan(150);
  });

  test("flow follows the muscle's demand, and the pressure hardly: strong, not perfect", () => {
    const perDemand = pressures().map((bed) => index(bed, LAD) / index(bed, "lv_mvo2_mL_min"));
    rises(perDemand, "LAD flow over oxygen consumption");
    expect(perDemand.at(-1)! / perDemand[0], `${perDemand}`).toBeLessThan(1.45);
  });

  test("fully dilated it is lost: flow follows pressure", () => {
    const conductance = pressures(DILATED).map((bed) => perPressure(bed, LAD));
    expect(conductance.at(-1)! / conductance[0]).toBeGreaterThan(0.9);
    expect(conductance.at(-1)! / conductance[0]).toBeLessThan(1.25);
    for (const bed of pressures(DILATED)) expect(index(bed, "coronary_lad_reserve")).toBeLessThan(1e-3);
  });

  test("normal flow reserve is 3.5 to 5 (F200)", () => {
    const [rest, dilated] = [{ patient: HEALTHY }, { patient: HEALTHY, settings: DILATED }];
    const reserve = index(dilated, "coronary_flow_mL_min") / index(rest, "coronary_flow_mL_min");
    expect(reserve).toBeGreaterThan(3.45);
    expect(reserve).toBeLessThan(5);
  });

  test("in shock less is left than in health", () => {
    const reserve = (patient: string): number =>
      index({ patient, settings: DILATED }, "coronary_flow_mL_min") / index({ patient }, "coronary_flow_mL_min");
    expect(reserve("cardiogenic-shock")).toBeLessThan(0.85 * reserve(HEALTHY));
  });

  test("an anaemic, a hypoxic and a harder working heart draw on it", () => {
    const strains: Record<string, number>[] = [
      { "patient.hb_g_dL": 8 },
      { "lung.shunt_fraction": 0.5 },
      { "heart.rate_per_min": 110 },
    ];
    for (const settings of strains)
      expect(change({ patient: HEALTHY }, { patient: HEALTHY, settings }, LAD)).toBeGreaterThan(0.2);
  });
});

describe("demand", () => {
  test("rises in proportion to pressure-volume area, above a part that no work needs (suga1990)", () => {
    const area = series(pressures(), "lv_pva_mmHg_mL");
    const demand = series(pressures(), "lv_mvo2_mL_min");
    const slopes = demand.slice(1).map((d, i) => (d - demand[i]) / (area[i + 1] - area[i]));
    for (const slope of slopes) expect(slope / (2.2e-5 * 70)).toBeCloseTo(1, 1);
    const without = demand[0] - slopes[0] * area[0];
    expect(without / demand[2]).toBeGreaterThan(0.15);
    expect(without / demand[2]).toBeLessThan(0.5);
  });

  test("rises with rate and with contractility at unchanged area", () => {
    const beds = [60, 80, 100, 120].map((rate) => ({ patient: HEALTHY, settings: { "heart.rate_per_min": rate } }));
    rises(series(beds, "lv_mvo2_mL_min"), "lv_mvo2_mL_min");
  });

  test("two thirds of the oxygen is taken at rest (E177), more of it in shock", () => {
    const [health, shock] = [HEALTHY, "cardiogenic-shock"].map((patient) =>
      index({ patient }, "coronary_sinus_o2_extraction"),
    );
    expect(health).toBeGreaterThan(0.62);
    expect(health).toBeLessThan(0.7);
    expect(shock).toBeGreaterThan(health);
  });
});

describe("a stenosis", () => {
  const flows = (pcts: readonly number[], more: Record<string, number>): number[] => {
    const at = (pct: number): number => index({ patient: HEALTHY, settings: lad(pct, more) }, LAD);
    return pcts.map((pct) => at(pct) / at(0));
  };

  test("resting flow falls by a sixth at most up to 75 % and steeply beyond 80 % (gould1974, F200)", () => {
    const [f60, f70, f75, f80, f85, f90, f95] = flows([60, 70, 75, 80, 85, 90, 95], {});
    expect(f60).toBeGreaterThan(0.96);
    expect(f70).toBeGreaterThan(0.9);
    expect(f75).toBeGreaterThan(0.84);
    expect(f80).toBeGreaterThan(0.7);
    falls([f80, f85, f90, f95], "resting flow at 80 to 95 %", 0.1);
    expect(f90).toBeLessThan(0.5);
  });

  test("dilated flow falls from 45 to 50 % on (F200)", () => {
    const [f30, f40, f50, f60, f70, f80] = flows([30, 40, 50, 60, 70, 80], DILATED);
    expect(f30).toBeGreaterThan(0.93);
    expect(f40).toBeGreaterThan(0.87);
    expect(f50).toBeLessThan(0.87);
    falls([f50, f60, f70, f80], "dilated flow at 50 to 80 %", 0.1);
  });

  test("60 % takes 37 % of the reserve (F178)", () => {
    const [dilated] = flows([60], DILATED);
    const [resting] = flows([60], {});
    expect(1 - dilated / resting).toBeGreaterThan(0.3);
    expect(1 - dilated / resting).toBeLessThan(0.44);
  });

  test("the reserve left falls with every step, and with it what is left for exercise or hypotension", () => {
    const beds = [50, 60, 70, 75, 80].map((pct) => ({ settings: lad(pct) }));
    falls(series(beds, "coronary_lad_reserve").slice(1), "coronary_lad_reserve");
    expect(index(beds[4], "coronary_lad_reserve")).toBeLessThan(0.1);
  });

  test("it leaves the other territories alone while the heart pumps as before", () => {
    const [open, narrow] = [{ settings: lad(0) }, { settings: lad(75) }];
    for (const id of ["coronary_lcx_flow_mL_min", "coronary_rca_flow_mL_min"])
      expect(Math.abs(change(open, narrow, id))).toBeLessThan(0.01);
  });
});

describe("ischaemia", () => {
  const ward = new Ward(["coronary_lad.contraction", "coronary_lad.tone"]);
  const [open, shut]: Bed[] = [{ patient: HEALTHY }, { patient: HEALTHY, settings: lad(95) }];
  const left = (b: { waves: Readonly<Record<string, readonly number[]>> }): number =>
    b.waves["coronary_lad.contraction"].at(-1)!;

  test("an occluded artery costs contraction, output and filling pressure; muscle that is stunned uses less", () => {
    falls(series([open, shut], "lvef_pct"), "lvef_pct", 0.1);
    falls(series([open, shut], "co_native_L_min"), "co_native_L_min", 0.05);
    rises(series([open, shut], "pcwp_mmHg"), "pcwp_mmHg", 0.1);
    falls(series([open, shut], "lv_mvo2_mL_min"), "lv_mvo2_mL_min", 0.2);
    expect(index(shut, "coronary_lad_supply_demand")).toBeLessThan(0.1);
  });

  test("switched off, nothing is lost", () => {
    const off: Bed = { patient: HEALTHY, settings: lad(95, NO_ISCHAEMIA) };
    expect(Math.abs(change(open, off, "co_native_L_min"))).toBeLessThan(0.01);
    expect(Math.abs(change(open, off, "lvef_pct"))).toBeLessThan(0.01);
  });

  test("it fails within half a minute and comes back over minutes", () => {
    const failing = ward.course(open, shut, 60);
    const failed = timeConstant(failing, left, 1, left(beatAt(failing, 59)));
    expect(failed).toBeGreaterThan(10);
    expect(failed).toBeLessThan(40);
    const recovering = ward.course(shut, open, 200);
    expect(left(beatAt(recovering, 30))).toBeLessThan(0.4);
    const recovered = timeConstant(recovering, left, left(recovering[0]), 1);
    expect(recovered).toBeGreaterThan(80);
    expect(recovered).toBeLessThan(180);
  });

  test("released, the artery first gives more than it needs: reactive hyperaemia", () => {
    const flows = ward.course(shut, open, 60).map((b) => b.indices[LAD]!);
    expect(Math.max(...flows) / index(open, LAD)).toBeGreaterThan(2);
    expect(flows.at(-1)! / index(open, LAD)).toBeLessThan(1.1);
  });

  test("autoregulation follows a step of pressure within 10 to 30 s (E177)", () => {
    const flows = ward.course({}, { support: "iabp" }, 60);
    const [first, last] = [beatAt(flows, 2), beatAt(flows, 59)].map((b) => b.indices[LAD]!);
    expect(first, "flow rises at first").toBeGreaterThan(1.15 * index({}, LAD));
    const time = timeConstant(flows.slice(3), (b) => b.indices[LAD]!, first, last);
    expect(time).toBeGreaterThan(4);
    expect(time).toBeLessThan(30);
  });

  test("the spiral of shock: the weaker the perfused heart, the less perfused", () => {
    const narrow = { "coronary.lad.stenosis_pct": 85, "coronary.lcx.stenosis_pct": 85 };
    for (const scale of [1, 0.6]) {
      const settings = { ...narrow, "lv.contractility_scale": scale };
      const [without, with_]: Bed[] = [{ settings: { ...settings, ...NO_ISCHAEMIA } }, { settings }];
      for (const id of ["co_native_L_min", "aortic_mean_mmHg", LAD]) falls(series([without, with_], id), id, 0.05);
    }
  });
});

describe("what the balloon does to flow", () => {
  const pair = (settings: Record<string, number>): [Bed, Bed] => [{ settings }, { settings, support: "iabp" }];
  const gain = (settings: Record<string, number>, id = LAD): number => change(...pair(settings), id);

  test("it raises the flow of a dilated bed (I4), from all to a 75 % residual stenosis (I8)", () => {
    expect(gain(DILATED)).toBeGreaterThan(0.05);
    expect(gain(lad(75, { "coronary.lad.reperfusion": 1 }))).toBeGreaterThan(0.02);
  });

  test("with the patient's own autoregulation it does not; flow follows the lower demand (A090)", () => {
    expect(gain({})).toBeLessThan(0.02);
    const perDemand = pair({}).map((bed) => index(bed, LAD) / index(bed, "lv_mvo2_mL_min"));
    expect(Math.abs(perDemand[1] / perDemand[0] - 1)).toBeLessThan(0.1);
  });

  test("beyond a critical stenosis it adds less than 2 % of a normal flow, though pressure rises (I5)", () => {
    for (const pct of [90, 95, 99]) {
      const [off, on] = series(pair(lad(pct)), LAD);
      expect(Math.abs(on - off) / index({}, LAD), `${pct} %: ${off} -> ${on} mL/min`).toBeLessThan(0.02);
      rises(series(pair(lad(pct)), "aortic_augmented_diastolic_mmHg"), "aortic_augmented_diastolic_mmHg", 0.2);
    }
  });

  test("it moves the inflow into diastole", () => {
    const share = pair({}).map(
      (bed) => index(bed, "coronary_diastolic_flow_mL_min") / index(bed, "coronary_flow_mL_min"),
    );
    rises(share, "diastolic share", 0.2);
  });

  test("it protects an ischaemic territory: more supply, less demand", () => {
    const beds = pair(lad(85));
    rises(series(beds, "coronary_lad_supply_demand"), "coronary_lad_supply_demand", 0.1);
    rises(series(beds, LAD), LAD);
    rises(series(beds, "co_native_L_min"), "co_native_L_min", 0.1);
  });

  test("so do ECMO and Impella", () => {
    for (const support of ["va-ecmo", "impella"]) {
      const beds: Bed[] = [{ settings: lad(85) }, { settings: lad(85), support }];
      rises(series(beds, "coronary_lad_supply_demand"), `coronary_lad_supply_demand, ${support}`, 0.1);
    }
  });

  test("autoregulated flow stays within 10 % (A086: 98 to 103 %), as demand falls and pressure rises", () => {
    expect(Math.abs(gain({}))).toBeLessThan(0.1);
  });

  // Open ends: what the model does not yet do. Each says what is expected and what stands against it.

  test.fails("dilated flow rises by 26 +- 10 % (A083, two standard errors)", () => {
    expect(gain({ "coronary.lad.reperfusion": 1 })).toBeGreaterThan(0.16);
  });

  test.fails("on ECMO by 17 % (C069, grafts), at least by half of it", () => {
    const bed: Bed = { settings: DILATED, support: "va-ecmo" };
    expect(change(bed, { ...bed, support: "va-ecmo+iabp" }, "coronary_flow_mL_min")).toBeGreaterThan(0.085);
  });
});

describe("perfusion pressure, open ends", () => {
  test.fails("a ventricle that is full holds back the flow of a dilated bed (zero-flow pressure, F179)", () => {
    // Volume raises the end-diastolic pressure from 17 to 48 mmHg; over aortic minus atrial pressure nothing changes.
    const conductance = [4800, 8500].map((volume) => {
      const bed: Bed = { settings: { ...DILATED, "patient.blood_volume_mL": volume, "reflexes.on": 0 } };
      return index(bed, LAD) / (index(bed, "aortic_mean_mmHg") - index(bed, "cvp_mmHg"));
    });
    expect(conductance[1] / conductance[0]).toBeLessThan(0.95);
  });

  test.fails("at a mean pressure of 35 and an end-diastolic one of 29 mmHg muscle is ischaemic (E177)", () => {
    const scale = 0.15;
    const settings = { "lv.contractility_scale": scale, "rv.contractility_scale": scale };
    expect(index({ settings }, "aortic_mean_mmHg")).toBeLessThan(40);
    expect(index({ settings }, "coronary_lad_supply_demand")).toBeLessThan(1);
  });

  test.fails("at the ostium the diastolic peak of the left coronary flow is the higher one", () => {
    const ward = new Ward(["lad_ostium.q", "ventricular_activation.e"]);
    const [, beat] = ward.course({ patient: HEALTHY }, { patient: HEALTHY }, 2, 4);
    const peak = (contracting: boolean): number =>
      Math.max(
        ...beat.waves["lad_ostium.q"].filter((_, i) => beat.waves["ventricular_activation.e"][i] > 0.1 === contracting),
      );
    expect(peak(false)).toBeGreaterThan(peak(true));
  });

  test.fails("a heart that gets no oxygen stops", () => {
    const bed: Bed = { patient: HEALTHY, settings: { "lung.ventilation_L_min": 0 } };
    expect(index(bed, "sao2_right_radial_pct")).toBeLessThan(1);
    expect(index(bed, "co_native_L_min")).toBeLessThan(0.5);
  });

  test.fails("occlusion of the anterior artery costs a healthy heart 15 points of ejection fraction or more", () => {
    const [before, after] = series([{ patient: HEALTHY }, { patient: HEALTHY, settings: lad(99) }], "lvef_pct");
    expect(before - after).toBeGreaterThan(15);
  });
});
