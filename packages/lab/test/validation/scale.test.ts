import { describe, expect, test } from "vitest";
import { Laboratory } from "../../src/index.ts";
import { factorOf, modelSettings, toAnimal, toModel } from "../../src/validation/scale.ts";

const pig = { animal_kg: 45, model_kg: 75 };
const ratio = 75 / 45;

describe("similarity of mammals", () => {
  test.each([
    ["mmHg", 0],
    ["%", 0],
    ["mL", 1],
    ["mmHg mL", 1],
    ["1/min", -0.25],
    ["L/min", 0.75],
    ["dyn s cm-5", -0.75],
  ])("%s goes with the body mass to the power of %d", (unit, power) => {
    expect(factorOf(unit, pig)).toBeCloseTo(ratio ** power, 12);
    expect(factorOf(unit, undefined)).toBe(1);
  });

  test("what follows from pressures, volumes and times follows from their powers", () => {
    const of = (unit: string): number => factorOf(unit, pig);
    expect(of("L/min")).toBeCloseTo(of("mL") * of("/min"), 12);
    expect(of("mL/mmHg") * of("mmHg/mL")).toBeCloseTo(1, 12);
    expect(of("mmHg*s/mL")).toBeCloseTo(of("s") / of("mL"), 12);
    expect(of("W")).toBeCloseTo(of("L/min"), 12);
  });
});

test.each(["co_native_L_min", "lv_sv_mL", "hr_per_min", "cvp_mmHg", "lv_stroke_work_mmHg_mL", "root_return_mL"])(
  "%s: to the model and back",
  (id) => {
    expect(toAnimal(id, toModel(id, 7, pig), pig)).toBeCloseTo(7, 12);
    expect(toAnimal(id, 7, undefined)).toBe(7);
  },
);

test("what waveforms tell is scaled by the unit at the end of its id", () => {
  expect(toAnimal("root_return_mL", ratio, pig)).toBeCloseTo(1, 12);
  expect(toAnimal("sw_after_mmHg_mL", ratio, pig)).toBeCloseTo(1, 12);
  expect(toAnimal("diastolic_mean_mmHg", 80, pig)).toBe(80);
});

test("settings follow their parameters' units and the weight follows from the scale", () => {
  const { model } = new Laboratory();
  const settings = { "va-ecmo.flow_L_min": 4, "iabp.volume_mL": 24, "iabp.ratio": 2, "patient.hb_g_dL": 9.5 };
  const scaled = modelSettings(model, settings, pig);
  expect(scaled["patient.weight_kg"]).toBe(75);
  expect(scaled["va-ecmo.flow_L_min"]).toBeCloseTo(4 * ratio ** 0.75, 12);
  expect(scaled["iabp.volume_mL"]).toBeCloseTo(40, 12);
  expect(scaled).toMatchObject({ "iabp.ratio": 2, "patient.hb_g_dL": 9.5 });
  expect(modelSettings(model, settings, undefined)).toEqual(settings);
});
