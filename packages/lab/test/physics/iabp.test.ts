/** What the balloon does to a heart in shock, to weaker and to stronger ones, by displacing volume and by nothing else. */
import { describe, expect, test } from "vitest";
import { type Bed, falls, index, rises, series } from "../bedside.ts";

const WEAK = { "lv.contractility_scale": 0.6 };
const STRONG = { "lv.contractility_scale": 1.6 };
const HEARTS: [string, Record<string, number>][] = [
  ["in shock", {}],
  ["weaker", WEAK],
  ["stronger", STRONG],
];

const pair = (settings: Record<string, number>): [Bed, Bed] => [{ settings }, { support: "iabp", settings }];
const gain = (settings: Record<string, number>): number => {
  const [before, after] = series(pair(settings), "co_native_L_min");
  return after - before;
};

describe.each(HEARTS)("a heart %s", (_, settings) => {
  const beds = pair(settings);

  test("end-diastolic aortic pressure falls: the root is emptier when the valve opens", () => {
    falls(series(beds, "aortic_end_diastolic_mmHg"), "aortic_end_diastolic_mmHg", 0.05);
  });

  test("assisted systolic pressure falls", () => {
    falls(series(beds, "aortic_systolic_mmHg"), "aortic_systolic_mmHg", 0.02);
  });

  test("augmented diastolic pressure rises above the unassisted, and above systolic", () => {
    rises(series(beds, "aortic_augmented_diastolic_mmHg"), "aortic_augmented_diastolic_mmHg", 0.2);
    const [systolic, augmented] = ["aortic_systolic_mmHg", "aortic_augmented_diastolic_mmHg"].map((id) =>
      index(beds[1], id),
    );
    expect(augmented - systolic, `diastolic ${augmented} above systolic ${systolic}`).toBeGreaterThan(10);
  });

  test("mean pressure rises", () => rises(series(beds, "aortic_mean_mmHg"), "aortic_mean_mmHg"));

  test("stroke volume and output rise", () => {
    rises(series(beds, "lv_sv_mL"), "lv_sv_mL", 0.02);
    rises(series(beds, "co_native_L_min"), "co_native_L_min", 0.02);
  });

  test("left ventricular end-diastolic pressure, volume and wedge pressure fall", () => {
    for (const id of ["lv_edp_mmHg", "lv_edv_mL", "pcwp_mmHg"]) falls(series(beds, id), id, 0.01);
  });

  test("stroke work per output falls", () => {
    const work = beds.map((bed) => index(bed, "lv_stroke_work_mmHg_mL") / index(bed, "lv_sv_mL"));
    falls(work, "stroke work per mL", 0.02);
  });

  test("wall stress and pressure-volume area fall", () => {
    for (const id of ["lv_peak_wall_stress_kPa", "lv_pva_mmHg_mL"]) falls(series(beds, id), id, 0.01);
  });

  test("the pulse is wider: the support is pulsatile", () => {
    rises(series(beds, "pressure_swing_mmHg"), "pressure_swing_mmHg", 0.5);
  });
});

describe("how much it gives", () => {
  test("0.3 to 1 L/min in shock", () => {
    expect(gain({}), "L/min").toBeGreaterThan(0.3);
    expect(gain({}), "L/min").toBeLessThan(1);
  });

  test("the gain falls with contractility, from 0.4 to 3 times that of the patient", () => {
    const gains = [0.4, 0.7, 1, 1.3, 1.6, 2, 2.5, 3].map((s) => gain({ "lv.contractility_scale": s }));
    // The weakest hearts hardly open the valve: there it is level.
    falls(gains.slice(1), "gain of output (L/min)");
    expect(gains[0]).toBeGreaterThan(gains[2]);
    expect(gains[0] / gains.at(-1)!, `weakest over strongest: ${gains}`).toBeGreaterThan(2);
  });

  test("a healthy heart gains little", () => {
    const [before, after] = series(
      [{ patient: "healthy-adult" }, { patient: "healthy-adult", support: "iabp" }],
      "co_native_L_min",
    );
    expect(after - before).toBeGreaterThan(-0.05);
    expect(after - before).toBeLessThan(gain({}) / 2);
  });

  test("stiffer arteries gain more", () => {
    const gains = [1.5, 1, 0.7, 0.5].map((s) => gain({ "vessels.arterial_compliance_scale": s }));
    rises(gains, "gain of output (L/min) as compliance falls");
  });

  test("a larger balloon gives more", () => {
    const beds = [25, 30, 40, 50].map((v) => ({ support: "iabp", settings: { "iabp.volume_mL": v } }));
    rises(series(beds, "co_native_L_min"), "co_native_L_min with 25 to 50 mL");
    rises(series(beds, "balloon_volume_swing_mL"), "balloon_volume_swing_mL", 0.1);
  });

  test("1:2 does less than 1:1, 1:3 less still, 1:4 least", () => {
    const beds: Bed[] = [{}, ...[4, 3, 2, 1].map((n) => ({ support: "iabp", settings: { "iabp.ratio": n } }))];
    for (const id of ["co_native_L_min", "aortic_mean_mmHg", "aortic_augmented_diastolic_mmHg"])
      rises(series(beds, id), id);
    for (const id of ["lv_edp_mmHg", "pcwp_mmHg"]) falls(series(beds, id), id);
    // A third of the beats assisted is about a third of the effect.
    const [off, , third, , full] = series(beds, "co_native_L_min");
    expect((third - off) / (full - off)).toBeGreaterThan(0.2);
    expect((third - off) / (full - off)).toBeLessThan(0.5);
  });
});

describe("wrong timing hurts", () => {
  const timed = (id: string, offsets: readonly number[]): Bed[] =>
    offsets.map((ms) => ({ support: "iabp", settings: { [`iabp.${id}_offset_ms`]: ms } }));

  test("the earlier the inflation, the smaller the stroke volume; far too early it undoes the benefit", () => {
    const volumes = series(timed("inflation", [0, -80, -120, -160, -200]), "lv_sv_mL");
    falls(volumes, "lv_sv_mL at 0 to -200 ms");
    const off = index({}, "lv_sv_mL");
    expect((volumes[4] - off) / (volumes[0] - off), `left of the benefit: ${volumes}, off ${off}`).toBeLessThan(0.3);
  });

  test("early inflation raises systolic pressure: the heart ejects against it", () => {
    rises(series(timed("inflation", [0, -80, -160]), "aortic_systolic_mmHg"), "aortic_systolic_mmHg");
  });

  test("late inflation loses benefit", () => {
    const beds = timed("inflation", [0, 50, 100, 150, 200]);
    falls(series(beds, "co_native_L_min"), "co_native_L_min");
    falls(series(beds, "coronary_diastolic_flow_mL_min"), "coronary_diastolic_flow_mL_min");
    rises(series(beds, "lv_edp_mmHg"), "lv_edp_mmHg");
  });

  test("early deflation loses benefit", () => {
    const beds = timed("deflation", [0, -50, -100, -150, -200, -250]);
    falls(series(beds, "co_native_L_min"), "co_native_L_min");
    rises(series(beds, "pcwp_mmHg"), "pcwp_mmHg");
  });

  test("late deflation leaves the root fuller when the valve opens, and the wall more stressed", () => {
    const beds = timed("deflation", [0, 50, 100, 150, 200]);
    rises(series(beds, "aortic_end_diastolic_mmHg"), "aortic_end_diastolic_mmHg");
    const [correct, late] = series([beds[0], beds[4]], "lv_peak_wall_stress_kPa");
    expect(late, `wall stress ${correct} -> ${late}`).toBeGreaterThan(1.1 * correct);
  });
});

describe("arrest", () => {
  test("the balloon goes on by its internal trigger; on ECMO nothing is ejected", () => {
    const bed = { support: "va-ecmo+iabp", settings: { "heart.arrested": 1 } };
    expect(index(bed, "balloon_volume_swing_mL")).toBeGreaterThan(35);
    expect(index(bed, "hr_per_min")).toBe(80);
    expect(index(bed, "aortic_valve_open_fraction")).toBeLessThan(0.01);
    expect(Math.abs(index(bed, "co_native_L_min"))).toBeLessThan(0.01);
    expect(index(bed, "pressure_swing_mmHg")).toBeGreaterThan(30);
  });

  test("without any support nothing moves, and all pressures are the mean filling pressure", () => {
    const bed = { settings: { "heart.arrested": 1 } };
    expect(index(bed, "pressure_swing_mmHg")).toBeLessThan(0.1);
    expect(index(bed, "aortic_mean_mmHg") / index(bed, "cvp_mmHg")).toBeCloseTo(1, 2);
    expect(index(bed, "cvp_mmHg")).toBeGreaterThan(7);
    expect(index(bed, "cvp_mmHg")).toBeLessThan(30);
  });
});
