import { above, below, type PatientDefinition, target } from "./patient.ts";

export const hypoxicLungEcmo: PatientDefinition = {
  id: "hypoxic-lung-ecmo",
  label: "Failed lungs on ECMO",
  title: "Recovering heart, failed lungs, on VA-ECMO",
  description:
    "52 years, 78 kg, 178 cm, day 4 of femoral VA-ECMO: the heart ejects again, the lungs do not exchange; heart, brain and right arm get blood from the lungs, the lower body that of the oxygenator (differential hypoxia).",
  source:
    "severe shunt at 60 % oxygen (fitted to the right radial saturation), dead space 0.5, haemoglobin 10 (assumptions); reflexes at 0.5 of their gain under sedation and reset to the pressures of days on the pump (assumptions)",
  support: "va-ecmo",
  targets: [
    target("hr_per_min", 95, 1, "assumption"),
    target("device_flow_L_min", 3.6, 0.1, "assumption; usual flow"),
    target("aortic_mean_mmHg", 78, 3, "assumption"),
    target("pulse_pressure_mmHg", 27, 4, "assumption; ejecting again, well above rao2022's 10"),
    target("cvp_mmHg", 8, 1.5, "assumption"),
    target("pa_mean_mmHg", 25, 2.5, "assumption; injured lungs"),
    target("pcwp_mmHg", 12, 2, "assumption"),
    target("lvef_pct", 35, 4, "assumption; recovering"),
    target("co_native_L_min", 2.6, 0.25, "assumption; less than the pump, so that the watershed lies in the aorta"),
    target("sao2_right_radial_pct", 73, 2.5, "avgerinos2013, severe lung dysfunction: 73 %"),
  ],
  criteria: [
    below("sao2_right_radial_pct", 80, "avgerinos2013"),
    above("sao2_femoral_pct", 90, "avgerinos2013: the lower body gets the oxygenator's blood"),
    above("aortic_valve_open_fraction", 0.15, "assumption; it ejects in every beat"),
  ],
  settings: {
    "patient.weight_kg": 78,
    "patient.height_cm": 178,
    "thorax.pressure_mmHg": 3,
    "lung.fio2": 0.6,
    "lung.dead_space_fraction": 0.5,
    "lung.ventilation_L_min": 6,
    "patient.hb_g_dL": 10,
    "reflexes.gain": 0.5,
    "reflexes.set_point_mmHg": 78,
    "reflexes.cardiopulmonary_set_point_mmHg": 5,
  },
  free: ["lung.shunt_fraction"],
};
