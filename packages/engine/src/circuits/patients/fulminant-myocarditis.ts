import { SHOCK_CRITERIA } from "./infarct-shock.ts";
import { below, type PatientDefinition, target } from "./patient.ts";
import { LUNG_AND_GUT, MALDISTRIBUTED, VENTILATED } from "./settings.ts";

const ASSUMED = "assumption; both ventricles inflamed";

export const fulminantMyocarditis: PatientDefinition = {
  id: "fulminant-myocarditis",
  label: "Fulminant myocarditis",
  title: "Fulminant myocarditis",
  description:
    "31 years, 62 kg, 168 cm, ventilated: both ventricles stunned by inflammation, the left one thick-walled, stiff and not dilated; young compliant arteries, open coronaries, tachycardia.",
  source: `thick oedematous wall (felker2000: septum 1.2 cm); ${VENTILATED.source}; ${MALDISTRIBUTED.source}; noradrenaline 0.1 ug/kg/min; reflexes at 0.6 of their gain in the young (assumption)`,
  support: "none",
  targets: [
    target("hr_per_min", 122, 1, ASSUMED),
    target("aortic_systolic_mmHg", 79, 4, "below 90: E123"),
    target("aortic_mean_mmHg", 66, 3, "assumption; between E120 and E121"),
    target("cvp_mmHg", 15, 1.5, ASSUMED),
    target("pa_mean_mmHg", 28, 2.5, ASSUMED),
    target("pcwp_mmHg", 22, 2, "assumption; above 15 (E123)"),
    target("ci_L_min_m2", 1.8, 0.1, "E119, between lower quartile and median"),
    target("lvef_pct", 21, 3, "asaumi2005, fractional shortening 10 +/- 4 % at its worst"),
    target("lv_edv_mL", 112, 10, "felker2000, 5.3 +/- 0.9 cm: nearly normal; smaller patient"),
    target("rvef_pct", 19, 5, ASSUMED),
    target("sao2_right_radial_pct", 96, 1, "assumption; ventilator set to it"),
    target("lactate_mmol_L", 5.5, 1.2, "assumption; as in severe infarct shock (moller2024)"),
  ],
  criteria: [
    ...SHOCK_CRITERIA,
    below("aortic_systolic_mmHg", 90, "E123"),
    below("lv_edv_mL", 130, "felker2000: not dilated"),
    below("papi", 1, "assumption; the right ventricle fails too"),
  ],
  settings: {
    "patient.weight_kg": 62,
    "patient.height_cm": 168,
    ...VENTILATED.settings,
    ...MALDISTRIBUTED.settings,
    "patient.hb_g_dL": 12,
    "lv.V_wall": 185,
    "rv.V_wall": 60,
    "drugs.noradrenaline_ug_kg_min": 0.1,
    "reflexes.gain": 0.6,
  },
  free: LUNG_AND_GUT,
};
