/** What the TandemHeart does: it drains the left atrium, and so fills the arteries and loads the ventricle it empties. */
import { Laboratory, requirePatient } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";
import { type Bed, falls, index, rises, series } from "../bedside.ts";

const FLOWS = [1, 2, 3, 4];
const HEARTS: [string, Bed][] = [
  ["in shock", {}],
  ["weaker", { settings: { "lv.contractility_scale": 0.6 } }],
  ["healthy", { patient: "healthy-adult" }],
];

const on = (bed: Bed, settings: Record<string, number> = {}): Bed => ({
  ...bed,
  support: "tandemheart",
  settings: { ...bed.settings, ...settings },
});

describe.each(HEARTS)("a heart %s, from 0 to 4 L/min", (_, bare) => {
  const beds = [bare, ...FLOWS.map((flow) => on(bare, { "tandemheart.flow_L_min": flow }))];

  test.each(["pcwp_mmHg", "la_mean_mmHg", "lv_edp_mmHg", "lv_edv_mL", "co_native_L_min", "lv_stroke_work_mmHg_mL"])(
    "%s falls with every litre",
    (id) => falls(series(beds, id), id),
  );

  test.each(["aortic_mean_mmHg", "total_flow_L_min"])("%s rises with every litre", (id) =>
    rises(series(beds, id), id, 0.01),
  );

  test("the ventricle ejects against more: its end-systolic volume rises, as with ECMO and not as with the Impella", () => {
    rises(series([bare, beds[3]], "lv_esv_mL"), "lv_esv_mL", 0.01);
  });
});

test("the default flow is reached below the highest speed, with no suction", () => {
  expect(index(on({}), "tandemheart_flow_L_min")).toBeCloseTo(3.5, 2);
  expect(index(on({}), "device_flow_L_min")).toBeCloseTo(3.5, 2);
  expect(index(on({}), "tandemheart_speed_rpm")).toBeLessThan(7500);
  expect(index(on({}), "left_atrium_collapse_fraction")).toBe(0);
});

test("against the balloon: cardiac index, mean and wedge pressure differ as in the trials (D116, D117, D118)", () => {
  const gain = (id: string): number => index(on({}), id) - index({ support: "iabp" }, id);
  const within = (id: string, low: number, high: number): void => {
    expect(gain(id), id).toBeGreaterThan(low);
    expect(gain(id), id).toBeLessThan(high);
  };
  // The published 95 % confidence intervals.
  within("ci_L_min_m2", 0.09, 0.61);
  within("aortic_mean_mmHg", 3.6, 22.0);
  within("pcwp_mmHg", -9.4, -1.2);
});

describe("limits", () => {
  const fast = { "tandemheart.speed_rpm": 7500 };

  test("a patient short of blood: the atrium empties, the flow falls short, and more speed does not help", () => {
    const dry = { "patient.blood_volume_mL": 3300 };
    const found = [6500, 7000, 7500].map((rpm) => on({}, { ...dry, "tandemheart.speed_rpm": rpm }));
    expect(index(found[2], "left_atrium_collapse_fraction")).toBeGreaterThan(0.1);
    const [, slow, quick] = series(found, "tandemheart_flow_L_min");
    expect(quick - slow).toBeLessThan(0.1);
    expect(quick).toBeLessThan(0.8 * index(on({}, fast), "tandemheart_flow_L_min"));
  });

  test("too slow a pump lets blood run back from the artery into the atrium, and the body loses by it", () => {
    const bed = on({}, { "tandemheart.speed_rpm": 1500 });
    expect(index(bed, "tandemheart_flow_L_min")).toBeLessThan(-0.3);
    falls(series([{}, bed], "total_flow_L_min"), "total_flow_L_min", 0.01);
    rises(series([{}, bed], "pcwp_mmHg"), "pcwp_mmHg", 0.01);
  });

  test("a smaller arterial cannula gives less flow at the same speed", () => {
    const beds = [19, 17, 15].map((Fr) => on({}, { ...fast, "tandemheart.return_cannula_Fr": Fr }));
    falls(series(beds, "tandemheart_flow_L_min"), "tandemheart_flow_L_min", 0.05);
  });

  test("the cannulated leg, here the left, gets less than it would without the cannula", () => {
    // What it would get: the flow before, in proportion to the mean pressure.
    const free =
      (index({}, "leg_cannulated_flow_mL_min") * index(on({}), "aortic_mean_mmHg")) / index({}, "aortic_mean_mmHg");
    expect(index(on({}), "leg_cannulated_flow_mL_min")).toBeLessThan(0.85 * free);
  });

  test("speed and flow cannot both be held", () => {
    const settings = { "tandemheart.speed_rpm": 6000, "tandemheart.flow_L_min": 3 };
    const solve = () =>
      new Laboratory().solve([
        { patient: requirePatient("cardiogenic-shock"), settings, support: new Set(["tandemheart"] as const) },
      ]);
    expect(solve).toThrow("tandemheart.speed_rpm and tandemheart.flow_L_min cannot both be held");
  });
});
