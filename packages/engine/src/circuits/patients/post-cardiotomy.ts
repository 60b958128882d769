import { SHOCK_CRITERIA } from "./infarct-shock.ts";
import { below, type PatientDefinition, target } from "./patient.ts";
import { LUNG_AND_GUT, MALDISTRIBUTED } from "./settings.ts";

const ASSUMED = "assumption; both ventricles stunned by bypass";

export const postCardiotomy: PatientDefinition = {
  id: "post-cardiotomy",
  label: "After heart surgery",
  title: "Low output after heart surgery",
  description:
    "69 years, 76 kg, 170 cm, hours after bypass grafting and a valve: both ventricles stunned, pericardium left open, atrial pacing, blood thin, vessels lax, ventilated.",
  source: `pericardium open: its constraint taken away (assumption); ventilated with PEEP, 50 % oxygen; haemoglobin 9, 36 degrees, grafts open (assumptions); ${MALDISTRIBUTED.source}; noradrenaline 0.15 ug/kg/min; reflexes at 0.4 of their gain under sedation (assumption)`,
  support: "none",
  targets: [
    target("hr_per_min", 92, 1, "assumption; paced"),
    target("aortic_systolic_mmHg", 84, 4, "below 90: E123"),
    target("aortic_mean_mmHg", 67, 3, ASSUMED),
    target("cvp_mmHg", 14, 1.5, ASSUMED),
    target("pa_mean_mmHg", 27, 2.5, ASSUMED),
    target("pcwp_mmHg", 19, 2, "above 15: E123"),
    target("ci_L_min_m2", 1.95, 0.12, "below 2.2: perezvela2012"),
    target("lvef_pct", 28, 3.5, ASSUMED),
    target("lv_edv_mL", 148, 14, ASSUMED),
    target("rvef_pct", 27, 5, ASSUMED),
    target("sao2_right_radial_pct", 96, 1, "assumption; ventilator set to it"),
    target("lactate_mmol_L", 5, 1.2, "assumption; as in severe infarct shock (moller2024)"),
  ],
  criteria: [...SHOCK_CRITERIA, below("aortic_systolic_mmHg", 92, "E123; on a vasopressor")],
  settings: {
    "patient.weight_kg": 76,
    "patient.height_cm": 170,
    "thorax.pressure_mmHg": 1,
    "lung.fio2": 0.5,
    "lung.dead_space_fraction": 0.4,
    "lung.ventilation_L_min": 7.4,
    "patient.hb_g_dL": 9,
    "patient.temperature_C": 36,
    ...MALDISTRIBUTED.settings,
    "pericardium.V_ref": 900,
    "pericardium.P0": 0.05,
    "left_atrium.V0": 22,
    "drugs.noradrenaline_ug_kg_min": 0.15,
    "reflexes.gain": 0.4,
  },
  free: LUNG_AND_GUT,
};
