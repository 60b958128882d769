import { above, below, type PatientDefinition, target } from "./patient.ts";

const REGISTRY = "sinha2022, shock of heart failure";

export const dilatedHeartFailure: PatientDefinition = {
  id: "dilated-heart-failure",
  label: "Dilated heart failure",
  title: "Chronic heart failure, decompensated, dilated",
  description:
    "58 years, 84 kg, 178 cm, awake: dilated cardiomyopathy of years, ejection fraction 20 %, large compliant ventricles in a pericardium that has grown, secondary mitral leak; low output, congested on both sides.",
  source:
    "large heart, grown pericardium and muscle (assumptions, LV about 7.2 cm wide), mitral and tricuspid leak a fifth (assumptions); lungs used to congestion: oedema from 26 mmHg (assumption); reflexes blunted to 0.4 (ferguson1992, recalled, unverified); haemoglobin 12.5",
  support: "none",
  targets: [
    target("hr_per_min", 88, 1, "assumption"),
    target("aortic_systolic_mmHg", 100, 4, "binanay2005, 106"),
    target("aortic_mean_mmHg", 80, 3, "assumption; systolic pressure and output of this patient"),
    target("cvp_mmHg", 13, 1.5, "assumption; half the wedge pressure, as in drazner2012's middle third"),
    target("pa_systolic_mmHg", 44, 4, `assumption; pulsatility index below 2.1 of ${REGISTRY}`),
    target("pa_mean_mmHg", 35, 2.5, "resistance 2.9 Wood units in drazner2012's middle third"),
    target("pcwp_mmHg", 25.5, 2, `${REGISTRY} 25.4`),
    target("ci_L_min_m2", 1.9, 0.12, `E119; power output ${REGISTRY} 0.64 W`),
    target("lvef_pct", 20, 2.5, "binanay2005, 19"),
    target("lv_edv_mL", 270, 22, "assumption; 7.2 cm by Teichholz's formula, recalled"),
    target("sao2_right_radial_pct", 95, 1, "assumption; some oxygen"),
  ],
  criteria: [
    below("lvef_pct", 25, "binanay2005"),
    above("pcwp_mmHg", 20, "binanay2005"),
    above("lv_edv_mL", 220, "assumption; dilated"),
    below("ci_L_min_m2", 2.2, "E123"),
  ],
  settings: {
    "patient.weight_kg": 84,
    "patient.height_cm": 178,
    "thorax.pressure_mmHg": -4,
    "lung.fio2": 0.35,
    "lung.ventilation_L_min": 7.5,
    "patient.hb_g_dL": 12.5,
    "lung.oedema_threshold_mmHg": 26,
    "pericardium.V_ref": 720,
    "lv.V_wall": 220,
    "rv.V_wall": 70,
    "left_atrium.V0": 35,
    "right_atrium.V0": 30,
    "mitral_valve.regurgitation_fraction": 0.2,
    "tricuspid_valve.regurgitation_fraction": 0.2,
    "reflexes.gain": 0.4,
  },
  free: ["lung.shunt_fraction"],
};
