import { above, below, type PatientDefinition, target } from "./patient.ts";

export const postArrestStunned: PatientDefinition = {
  id: "post-arrest-stunned",
  label: "After arrest, stunned",
  title: "After cardiac arrest, heart stunned, on VA-ECMO",
  description:
    "55 years, 80 kg, 176 cm, soon after refractory arrest: on 4 L/min of VA-ECMO the heart beats and does not open the aortic valve; it fills slowly, so there is no steady state. Cerebral autoregulation lost, vessels lax, lungs wet. Without a pump no circulation that could be lived with.",
  source:
    "contractility a twentieth of normal, so that the valve stays shut (assumption; rao2022 for the pulse); culprit LAD opened (A082); cerebral vessels passive and reflexes absent after arrest (assumptions); shunt 0.3, 60 % oxygen, rest ventilation, haemoglobin 10, 36 degrees (assumptions)",
  support: "va-ecmo",
  targets: [
    target("hr_per_min", 85, 1, "assumption"),
    target("device_flow_L_min", 4, 0.1, "assumption; usual flow"),
    target("aortic_mean_mmHg", 64, 3, "assumption; goal 65"),
    target("cvp_mmHg", 10, 1.5, "assumption"),
  ],
  criteria: [
    below("aortic_valve_open_fraction", 0.05, "assumption; the valve stays shut"),
    below("pulse_pressure_mmHg", 10, "rao2022"),
    above("pcwp_mmHg", 18, "E123 has above 15 for shock at large; filling"),
    above("lv_edv_mL", 150, "assumption; distending"),
  ],
  settings: {
    "patient.weight_kg": 80,
    "patient.height_cm": 176,
    "thorax.pressure_mmHg": 1,
    "lung.fio2": 0.6,
    "lung.dead_space_fraction": 0.4,
    "lung.ventilation_L_min": 5,
    "lung.shunt_fraction": 0.3,
    "patient.hb_g_dL": 10,
    "patient.temperature_C": 36,
    "lv.Ees": 0.6,
    "lv.contractility_scale": 0.1,
    "rv.contractility_scale": 0.15,
    "coronary.lad.stenosis_pct": 18,
    "cerebral.impaired": 1,
    "reflexes.on": 0,
  },
  hold: ["lv.V0", "lv.alpha", "lv.beta", "ventricular_activation.rise_time_ms", "vessels.arterial_compliance_scale"],
};
