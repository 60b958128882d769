/** The screening mode: four patients a vector in single precision. */
import { assemble, circulation, compile, evaluateIndices, type Kernel, type Model } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { BOTH, haemodynamicModel, patient, startLanes } from "../circuits.ts";

const single = assemble(circulation("haemodynamics"), { precision: "f32" });
const cases = [
  ["cardiogenic-shock", {}],
  ["cardiogenic-shock", { "iabp.on": 1 }],
  ["cardiogenic-shock", { "va-ecmo.on": 1 }],
  ["cardiogenic-shock", BOTH],
] as const;
const STEPS = 416;
const BEATS = 40;

/** Mean indices of a few beats after some, in each lane. */
function indices(model: Model, kernel: Kernel, count: number): Record<string, number | null>[] {
  return Array.from({ length: cases.length / count }, (_, k) => {
    const mine = cases.slice(k * count, (k + 1) * count).map(([id, settings]) => patient(model, id, settings));
    const group = startLanes(kernel, mine, STEPS);
    const beats = mine.map((): Map<string, number>[] => []);
    for (let beat = 0; beat < BEATS; beat++) {
      group.beat();
      if (beat >= BEATS - 4) beats.forEach((list, lane) => list.push(group.readMeasures(lane)));
    }
    return beats.map((list, lane) => {
      const read = (id: string): number => {
        const p = model.parameters.find((q) => q.id === id);
        return mine[lane].get(id) === undefined ? p!.spec.value : mine[lane].get(id)! / p!.unit.scale;
      };
      return evaluateIndices(list, group.period(lane), read);
    });
  }).flat();
}

describe("f32x4 against f64x2", () => {
  const double = indices(haemodynamicModel(), compile(haemodynamicModel()), 2);
  const found = indices(single, compile(single, { target: "f32x4" }), 4);

  test.each([
    "aortic_mean_mmHg",
    "aortic_systolic_mmHg",
    "aortic_end_diastolic_mmHg",
    "pa_mean_mmHg",
    "pcwp_mmHg",
    "cvp_mmHg",
    "lv_edp_mmHg",
    "lv_edv_mL",
    "lv_esv_mL",
    "lv_sv_mL",
    "lv_stroke_work_mmHg_mL",
    "total_flow_L_min",
    "coronary_flow_mL_min",
  ])("%s within 0.2 %%", (id) => {
    for (const [i, exact] of double.entries()) {
      expect(Math.abs((found[i][id] as number) / (exact[id] as number) - 1), JSON.stringify(cases[i])).toBeLessThan(
        0.002,
      );
    }
  });
});
