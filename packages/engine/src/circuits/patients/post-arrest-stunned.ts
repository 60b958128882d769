import { below, type PatientDefinition, target } from "./patient.ts";

export const postArrestStunned: PatientDefinition = {
  id: "post-arrest-stunned",
  title: "After cardiac arrest, heart stunned, on VA-ECMO",
  description:
    "55 years, 80 kg, 176 cm, hours after refractory arrest: on 4 L/min of VA-ECMO the heart beats and hardly opens the aortic valve; cerebral autoregulation lost, vessels lax, lungs wet. Without the pump there is no circulation.",
  source:
    "culprit LAD opened with 20 % left (A082); cerebral vessels passive and reflexes absent after arrest (assumptions); lung 60 % oxygen, rest ventilation, haemoglobin 10, 36 degrees (assumptions)",
  support: "va-ecmo",
  targets: [
    target("hr_per_min", 85, 1, "assumption"),
    target("device_flow_L_min", 4, 0.1, "assumption; usual flow"),
    target("aortic_mean_mmHg", 64, 3, "assumption; goal 65"),
    target("pulse_pressure_mmHg", 6, 2, "rao2022: below 10 is low"),
    target("cvp_mmHg", 10, 1.5, "assumption"),
    target("pcwp_mmHg", 24, 3, "assumption; lungs wet"),
    target("lvef_pct", 6, 2, "assumption; hardly moving"),
    target("lv_edv_mL", 165, 15, "assumption; distended"),
    target("rvef_pct", 10, 4, "assumption; hardly moving"),
    target("sao2_right_radial_pct", 97, 1.5, "assumption"),
  ],
  criteria: [below("pulse_pressure_mmHg", 10, "rao2022"), below("lvef_pct", 10, "assumption; stunned")],
  settings: {
    "patient.weight_kg": 80,
    "patient.height_cm": 176,
    "thorax.pressure_mmHg": 1,
    "lung.fio2": 0.6,
    "lung.dead_space_fraction": 0.4,
    "lung.ventilation_L_min": 5,
    "patient.hb_g_dL": 10,
    "patient.temperature_C": 36,
    "coronary.lad.stenosis_pct": 20,
    "cerebral.impaired": 1,
    "reflexes.on": 0,
  },
  free: ["lung.shunt_fraction"],
};
