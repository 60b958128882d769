import { above, below, type PatientDefinition, target } from "./patient.ts";

const GOLDBERGER = "goldberger1991";

export const rvInfarct: PatientDefinition = {
  id: "rv-infarct",
  label: "Right ventricular infarct",
  title: "Right ventricular infarct with shock",
  description:
    "64 years, 78 kg, 172 cm, awake: inferior infarct with the right ventricle, RCA opened; veins full, lungs not, left ventricle hardly touched and underfilled.",
  source:
    "RCA after angioplasty with 30 % left (assumption); mild tricuspid leak (assumption); spontaneous breathing with 40 % oxygen; haemoglobin 13.5; reflexes at 0.6 of their gain (assumption)",
  support: "none",
  targets: [
    target("hr_per_min", 78, 1, "assumption; slow for the pressure, as inferior infarcts are"),
    target("aortic_systolic_mmHg", 91, 4, `${GOLDBERGER}, 93 +/- 23`),
    target("aortic_mean_mmHg", 71, 3, "assumption; systolic pressure and output of this patient"),
    target("cvp_mmHg", 16, 1.5, `${GOLDBERGER}, above 13 where it matters`),
    target("pa_systolic_mmHg", 25, 3, "assumption; little pulsatility"),
    target("pa_mean_mmHg", 21, 2, "assumption; wedge pressure and output of this patient"),
    target("pcwp_mmHg", 15, 1.5, `${GOLDBERGER}, right atrial over wedge pressure 1.1 +/- 0.6`),
    target("ci_L_min_m2", 1.85, 0.12, "E119"),
    target("lvef_pct", 48, 4, "assumption; inferior wall alone"),
    target("lv_edv_mL", 105, 10, "assumption; underfilled"),
    target("rvef_pct", 23, 5, "assumption; below 40 where it matters"),
  ],
  criteria: [
    below("ci_L_min_m2", 2.2, "E123"),
    above("cvp_mmHg", 13, GOLDBERGER),
    below("papi", 1, "assumption; E121 has below 1.85 for shock at large"),
  ],
  settings: {
    "patient.weight_kg": 78,
    "patient.height_cm": 172,
    "thorax.pressure_mmHg": -3,
    "lung.fio2": 0.4,
    "lung.ventilation_L_min": 6.5,
    "patient.hb_g_dL": 13.5,
    "right_atrium.V0": 25,
    "tricuspid_valve.regurgitation_fraction": 0.15,
    "coronary.rca.stenosis_pct": 30,
    "reflexes.gain": 0.6,
  },
};
