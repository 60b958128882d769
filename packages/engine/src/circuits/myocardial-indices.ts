/** Indices of the heart muscle: oxygen, coronary reserve, stress at end-systole. */
import { TERRITORIES } from "./coronaries.ts";
import type { CycleView, Row } from "./indices.ts";

const ML_MIN = 60;
const KPA = 0.133322;

const scaled = (measure: string, factor: number) => (c: CycleView) => {
  const value = c.mean(measure);
  return value === null ? null : value * factor;
};

export const MYOCARDIUM: Row[] = [
  [
    "lv_mvo2_mL_min",
    "mL/min",
    "left ventricular oxygen consumption, from pressure-volume area and contractility, as far as it is met",
    scaled("lv_consumption", ML_MIN),
  ],
  [
    "lv_end_systolic_wall_stress_kPa",
    "kPa",
    "left ventricular fibre stress at end-systole, thick-walled",
    scaled("lv_stress_end_systolic", KPA),
  ],
  [
    "lv_potential_energy_mmHg_mL",
    "mmHg mL",
    "left ventricular potential energy: area under the end-systolic relation left of the end-systolic volume",
    scaled("lv_potential", 1),
  ],
  ["rv_stroke_work_mmHg_mL", "mmHg mL", "work of the right ventricle on the blood a beat", scaled("rv_work", 1)],
  [
    "rv_pva_mmHg_mL",
    "mmHg mL",
    "right ventricular pressure-volume area",
    (c) => {
      const [work, potential] = [c.mean("rv_work"), c.mean("rv_potential")];
      return work === null || potential === null ? null : work + potential;
    },
  ],
  [
    "rv_mvo2_mL_min",
    "mL/min",
    "right ventricular oxygen consumption, as far as it is met",
    scaled("rv_consumption", ML_MIN),
  ],
  [
    "rv_end_systolic_wall_stress_kPa",
    "kPa",
    "right ventricular fibre stress at end-systole, thick-walled",
    scaled("rv_stress_end_systolic", KPA),
  ],
  ["rv_peak_wall_stress_kPa", "kPa", "peak right ventricular fibre stress, thick-walled", scaled("rv_stress", KPA)],
  [
    "coronary_sinus_o2_extraction",
    "1",
    "part of the coronary oxygen that the muscle takes",
    (c) => {
      const [taken, flow, content] = [c.mean("heart_uptake"), c.mean("coronary_inflow"), c.mean("o2_coronary")];
      if (taken === null || flow === null || content === null || flow * content < 1e-4) return null;
      return taken / (flow * content);
    },
  ],
  ...TERRITORIES.flatMap(({ name }): Row[] => [
    [
      `coronary_${name}_supply_demand`,
      "1",
      `oxygen that the ${name.toUpperCase()} territory can take from its flow over what its muscle needs; ischaemia below 1`,
      scaled(`${name}_supply_demand`, 1),
    ],
    [
      `coronary_${name}_reserve`,
      "1",
      `dilator reserve left in the ${name.toUpperCase()} territory: 1 at resting tone, 0 fully dilated`,
      scaled(`${name}_reserve`, 1),
    ],
  ]),
];
