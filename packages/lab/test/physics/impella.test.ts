/** What the Impella does: it takes blood out of the ventricle, which then fills at lower pressure and works less. */
import { Laboratory, parseSupport, record, requirePatient } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";
import { type Bed, falls, index, rises, series, solve } from "../bedside.ts";

const WEAK = { "lv.contractility_scale": 0.5 };
const HEARTS: [string, Bed][] = [
  ["in shock", {}],
  ["weaker", { settings: WEAK }],
  ["healthy", { patient: "healthy-adult" }],
];

const on = (bed: Bed, settings: Record<string, number> = {}): Bed => ({
  ...bed,
  support: "impella",
  settings: { ...bed.settings, ...settings },
});

describe.each(HEARTS)("a heart %s", (_, bare) => {
  const beds = [bare, on(bare, { "impella.model": 0 }), on(bare)];

  test.each(["pcwp_mmHg", "lv_edp_mmHg", "lv_edv_mL", "lv_pva_mmHg_mL"])(
    "%s falls with the 2.5, and further with the CP",
    (id) => falls(series(beds, id), id, 0.005),
  );

  test("stroke work falls with either pump", () => {
    // The CP's need not be the smaller: it also raises the pressure against which is worked.
    for (const bed of beds.slice(1)) falls(series([bare, bed], "lv_stroke_work_mmHg_mL"), "stroke work", 0.1);
  });

  test.each(["aortic_mean_mmHg", "total_flow_L_min"])("%s rises with the 2.5, and further with the CP", (id) =>
    rises(series(beds, id), id, 0.005),
  );

  test("the heart's own output falls, and the whole is what heart and pump give", () => {
    falls(series(beds, "co_native_L_min"), "co_native_L_min", 0.1);
    for (const bed of beds.slice(1)) {
      expect(index(bed, "device_flow_L_min")).toBe(index(bed, "impella_flow_L_min"));
      expect(index(bed, "total_flow_L_min")).toBeCloseTo(
        index(bed, "co_native_L_min") + index(bed, "impella_flow_L_min"),
        9,
      );
    }
  });

  test("the pulse narrows", () => falls(series(beds, "pulse_pressure_mmHg"), "pulse_pressure_mmHg", 0.05));

  test("every level from P-2 on does more than the one before", () => {
    const ladder = [2, 3, 4, 5, 6, 7, 8, 9].map((level) => on(bare, { "impella.level": level }));
    rises(series(ladder, "impella_flow_L_min"), "impella_flow_L_min");
    rises(series(ladder, "total_flow_L_min"), "total_flow_L_min");
    falls(series(ladder, "pcwp_mmHg"), "pcwp_mmHg");
    falls(series(ladder, "lv_pva_mmHg_mL"), "lv_pva_mmHg_mL");
  });

  test("standing across the valve it leaks: the ventricle fills more and the body gets less", () => {
    const pair = [bare, on(bare, { "impella.level": 0 })];
    expect(index(pair[1], "impella_flow_L_min")).toBeLessThan(-0.1);
    expect(index(pair[1], "device_flow_L_min")).toBeLessThan(-0.1);
    falls(series(pair, "total_flow_L_min"), "total_flow_L_min", 0.002);
    rises(series(pair, "lv_edv_mL"), "lv_edv_mL", 0.002);
    rises(series(pair, "co_native_L_min"), "co_native_L_min", 0.02);
  });
});

test("mean flow in shock at P-2 to P-9 lies in the maker's range widened by a tenth", () => {
  const ranges = [
    [1.1, 2.1],
    [1.6, 2.3],
    [2.0, 2.5],
    [2.3, 2.7],
    [2.5, 2.9],
    [2.9, 3.3],
    [3.1, 3.4],
    [3.3, 3.7],
  ];
  ranges.forEach(([low, high], i) => {
    const flow = index(on({}, { "impella.level": i + 2 }), "impella_flow_L_min");
    expect(flow, `P-${i + 2}: ${flow.toFixed(2)}`).toBeGreaterThan(0.9 * low);
    expect(flow, `P-${i + 2}: ${flow.toFixed(2)}`).toBeLessThan(1.1 * high);
  });
});

test("stroke work is the area of the pressure-volume loop, pump and all", () => {
  const names = ["lv.p", "lv.V"];
  const laboratory = new Laboratory(names);
  for (const support of ["none", "impella"]) {
    const [solved] = laboratory.solve([
      { patient: requirePatient("cardiogenic-shock"), settings: {}, support: parseSupport(support) },
    ]);
    const signals = names.map((of) => ({ name: of, of, scale: 1 }));
    const period = 60 / solved.indices.hr_per_min!;
    const waves = record(laboratory, solved, signals, period, 4000 / period);
    const [p, V] = names.map((n) => waves[n]);
    let area = 0;
    for (let i = 1; i < p.length; i++) area -= 0.5 * (p[i] + p[i - 1]) * (V[i] - V[i - 1]);
    expect(area / solved.indices.lv_stroke_work_mmHg_mL!, support).toBeCloseTo(1, 2);
  }
});

describe("against the balloon", () => {
  test("in a weak heart it gives more flow and pressure and a lower wedge (direction of D116, D117, D118)", () => {
    const beds: Bed[] = [{ support: "iabp", settings: WEAK }, on({ settings: WEAK })];
    rises(series(beds, "ci_L_min_m2"), "ci_L_min_m2", 0.02);
    rises(series(beds, "aortic_mean_mmHg"), "aortic_mean_mmHg", 0.01);
    falls(series(beds, "pcwp_mmHg"), "pcwp_mmHg", 0.02);
  });

  test("the 2.5 at 47,000 rpm raises output by 5 to 20 %, as on the bench (D175: about 10 %)", () => {
    const [before, after] = series([{}, on({}, { "impella.model": 0, "impella.level": 7 })], "total_flow_L_min");
    expect(after / before - 1).toBeGreaterThan(0.05);
    expect(after / before - 1).toBeLessThan(0.2);
  });

  test("it unloads the ventricle more, and makes the pulse smaller where the balloon makes it larger (D175)", () => {
    const beds: Bed[] = [{ support: "iabp" }, on({}, { "impella.model": 0, "impella.level": 7 })];
    falls(series(beds, "lv_stroke_work_mmHg_mL"), "lv_stroke_work_mmHg_mL", 0.05);
    const [bare, balloon, pump] = series([{}, ...beds], "pressure_swing_mmHg");
    expect(balloon).toBeGreaterThan(bare);
    expect(pump).toBeLessThan(bare);
  });
});

describe("on VA-ECMO", () => {
  const pair = (settings: Record<string, number>): Bed[] => [
    { support: "va-ecmo", settings },
    { support: "va-ecmo+impella", settings },
  ];

  test.each([0.4, 1])("contractility %d: it vents the ventricle that ECMO loads", (scale) => {
    const beds = pair({ "lv.contractility_scale": scale });
    for (const id of ["pcwp_mmHg", "lv_edp_mmHg", "lv_edv_mL", "lv_pva_mmHg_mL", "lv_peak_wall_stress_kPa"])
      falls(series(beds, id), id, 0.05);
    rises(series(beds, "total_flow_L_min"), "total_flow_L_min", 0.05);
  });

  test("a heart that does not beat no longer fills without end", () => {
    const [alone, vented] = pair({ "heart.arrested": 1 }).map(solve);
    expect(vented.converged).toBe(true);
    expect(vented.indices.lv_edv_mL!).toBeLessThan(0.8 * alone.indices.lv_edv_mL!);
    expect(vented.indices.impella_flow_L_min!).toBeGreaterThan(1);
  });
});

test("without the device its figures do not exist", () => {
  for (const id of ["impella_flow_L_min", "tandemheart_flow_L_min", "tandemheart_speed_rpm", "vent_flow_L_min"])
    expect(solve({ support: "va-ecmo" }).indices[id], id).toBeNull();
});
