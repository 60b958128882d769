/** Infarct shock by stage: moderate (SCAI C), severe (D) and in extremis (E). */
import { above, below, type Criterion, type PatientDefinition, target } from "./patient.ts";
import { LAD_OPENED, LUNG_AND_GUT, MALDISTRIBUTED, VENTILATED } from "./settings.ts";

export const SHOCK_CRITERIA: readonly Criterion[] = [
  below("ci_L_min_m2", 2.2, "E123"),
  above("pcwp_mmHg", 15, "E123"),
  above("hr_per_min", 60, "E123"),
];

const GAIN = "reflexes blunted by failure and sedation (ferguson1992, recalled, unverified)";
const VENTILATOR = "assumption; ventilator set to it";
const ECHO = "assumption; hardly dilated in the first days";
const LUNG = "assumption; wedge pressure and output of this patient";

export const infarctShockC: PatientDefinition = {
  id: "infarct-shock-c",
  label: "Infarct shock, SCAI C",
  title: "Infarct shock, moderate (SCAI C)",
  description:
    "68 years, 80 kg, 174 cm, ventilated on day 1 after an anterior infarct with the LAD opened: classic shock, output low, left heart congested, a little noradrenaline.",
  source: `${LAD_OPENED.source}; ${VENTILATED.source}; ${MALDISTRIBUTED.source}; noradrenaline 0.05 ug/kg/min; ${GAIN}`,
  support: "none",
  targets: [
    target("hr_per_min", 92, 1, "E192, recalled, unverified"),
    target("aortic_systolic_mmHg", 89, 4, "E192, recalled, unverified"),
    target("aortic_mean_mmHg", 74, 3, "E120"),
    target("cvp_mmHg", 12, 1.5, "assumption; wedge pressure and pulsatility index of this patient"),
    target("pa_mean_mmHg", 29, 2.5, LUNG),
    target("pcwp_mmHg", 22, 2, "sinha2022, infarct shock 22.2"),
    target("ci_L_min_m2", 1.9, 0.1, "E119"),
    target("lvef_pct", 30, 4, "35: E192, recalled, unverified"),
    target("lv_edv_mL", 145, 12, ECHO),
    target("sao2_right_radial_pct", 96, 1, VENTILATOR),
    target("lactate_mmol_L", 2.5, 0.4, "assumption; above 2 (E121), below moller2024's 4.6"),
  ],
  criteria: [
    ...SHOCK_CRITERIA,
    below("aortic_systolic_mmHg", 92, "E121; on a vasopressor"),
    above("lactate_mmol_L", 2, "E121"),
  ],
  settings: {
    "patient.weight_kg": 80,
    "patient.height_cm": 174,
    "left_atrium.V0": 18,
    ...VENTILATED.settings,
    ...MALDISTRIBUTED.settings,
    ...LAD_OPENED.settings,
    "drugs.noradrenaline_ug_kg_min": 0.05,
    "reflexes.gain": 0.5,
  },
  free: LUNG_AND_GUT,
};

export const infarctShockD: PatientDefinition = {
  id: "infarct-shock-d",
  label: "Infarct shock, SCAI D",
  title: "Infarct shock, severe (SCAI D)",
  description:
    "70 years, 78 kg, 172 cm, ventilated: deteriorating on noradrenaline after a large anterior infarct with the LAD opened and disease of the circumflex; lactate rising.",
  source: `${LAD_OPENED.source}, circumflex 60 % (assumption); ${VENTILATED.source}; ${MALDISTRIBUTED.source}; noradrenaline 0.2 ug/kg/min; ${GAIN}`,
  support: "none",
  targets: [
    target("hr_per_min", 108, 1, "assumption; above E193"),
    target("aortic_systolic_mmHg", 78, 4, "udesen2019 76 (70-88), moller2024 83 (72-91)"),
    target("aortic_mean_mmHg", 64, 3, "assumption; below E120"),
    target("cvp_mmHg", 15, 1.5, "assumption; right ventricle failing too"),
    target("pa_mean_mmHg", 33, 2.5, LUNG),
    target("pcwp_mmHg", 26, 2, "E193, recalled, unverified; above its mean"),
    target("ci_L_min_m2", 1.6, 0.1, "E119, lower quartile"),
    target("lvef_pct", 20, 3, "udesen2019 20 (10-30)"),
    target("lv_edv_mL", 155, 12, ECHO),
    target("sao2_right_radial_pct", 95, 1, VENTILATOR),
    target("lactate_mmol_L", 5.5, 1.2, "udesen2019 5.5 (3.7-8.8), moller2024 4.6 (3.3-7.0)"),
  ],
  criteria: [
    ...SHOCK_CRITERIA,
    below("aortic_systolic_mmHg", 90, "E123"),
    below("cpo_W", 0.6, "E121"),
    above("lactate_mmol_L", 2, "E121"),
  ],
  settings: {
    "patient.weight_kg": 78,
    "patient.height_cm": 172,
    "left_atrium.V0": 20,
    ...VENTILATED.settings,
    ...MALDISTRIBUTED.settings,
    "lung.fio2": 0.6,
    ...LAD_OPENED.settings,
    "coronary.lcx.stenosis_pct": 60,
    "drugs.noradrenaline_ug_kg_min": 0.2,
    "reflexes.gain": 0.4,
  },
  free: LUNG_AND_GUT,
};

export const infarctShockE: PatientDefinition = {
  id: "infarct-shock-e",
  label: "Infarct shock, SCAI E",
  title: "Infarct shock, in extremis (SCAI E)",
  description:
    "66 years, 82 kg, 176 cm, ventilated, shortly before arrest: left main infarct, hardly any output on high doses of noradrenaline.",
  source: `left main infarct opened, LAD and circumflex 30 % residual (assumption); ${VENTILATED.source}; ${MALDISTRIBUTED.source}; noradrenaline 0.6 ug/kg/min; ${GAIN}`,
  support: "none",
  targets: [
    target("hr_per_min", 118, 1, "assumption"),
    target("aortic_systolic_mmHg", 64, 4, "assumption; collapse is near"),
    target("aortic_mean_mmHg", 55, 3, "below 60: E121"),
    target("cvp_mmHg", 17, 2, "assumption; both sides fail"),
    target("pa_mean_mmHg", 35, 3, LUNG),
    target("pcwp_mmHg", 28, 2.5, "assumption; above E193"),
    target("ci_L_min_m2", 1.25, 0.1, "1.8 +/- 0.6 less one: E193, recalled, unverified"),
    target("lvef_pct", 14, 3, "udesen2019, lower quartile 10"),
    target("lv_edv_mL", 160, 14, ECHO),
    target("sao2_right_radial_pct", 94, 1.5, VENTILATOR),
    target("lactate_mmol_L", 10, 2, "udesen2019, upper quartile 8.8"),
  ],
  criteria: [
    ...SHOCK_CRITERIA,
    below("aortic_mean_mmHg", 60, "E121"),
    below("cpo_W", 0.6, "E121"),
    above("lactate_mmol_L", 5, "assumption; stage E by the classification, recalled, unverified"),
  ],
  settings: {
    "patient.weight_kg": 82,
    "patient.height_cm": 176,
    "left_atrium.V0": 20,
    ...VENTILATED.settings,
    ...MALDISTRIBUTED.settings,
    "lung.fio2": 0.8,
    "coronary.lad.stenosis_pct": 30,
    "coronary.lcx.stenosis_pct": 30,
    "drugs.noradrenaline_ug_kg_min": 0.6,
    "reflexes.gain": 0.3,
  },
  free: LUNG_AND_GUT,
};
