import { SHOCK_CRITERIA } from "./infarct-shock.ts";
import { above, below, type PatientDefinition, target } from "./patient.ts";
import { LAD_OPENED, LUNG_AND_GUT, MALDISTRIBUTED, VENTILATED } from "./settings.ts";

const REGISTRY = "E193, recalled, unverified";

export const cardiogenicShock: PatientDefinition = {
  id: "cardiogenic-shock",
  label: "Cardiogenic shock",
  title: "Cardiogenic shock after infarction, both ventricles weak",
  description:
    "Ventilated adult of 75 kg and 175 cm in shock by the SHOCK criteria after a large anterior infarct whose artery has been opened; right heart congested too. No vasoactive drug.",
  source: `${LAD_OPENED.source}; ${VENTILATED.source}; ${MALDISTRIBUTED.source}; reflexes at half gain (ferguson1992, recalled, unverified)`,
  support: "none",
  targets: [
    target("hr_per_min", 97, 1, `92-100: E192, ${REGISTRY}`),
    target("aortic_systolic_mmHg", 85, 3, "80-90: E123"),
    target("aortic_mean_mmHg", 73, 3, "E120"),
    target("cvp_mmHg", 13, 1.5, "assumption; a congested right heart"),
    target("pa_systolic_mmHg", 37, 4, "assumption; wedge pressure and output of this patient"),
    target("pa_mean_mmHg", 31, 2.5, "assumption; wedge pressure and output of this patient"),
    target("pcwp_mmHg", 24, 2, REGISTRY),
    target("ci_L_min_m2", 1.9, 0.1, "E119"),
    target("lvef_pct", 27, 3, `25-30: ${REGISTRY}`),
    target("lv_edv_mL", 148, 12, "assumption; hardly dilated in the first days"),
    target("sao2_right_radial_pct", 96, 1, "assumption; ventilator set to it"),
    target("lactate_mmol_L", 3, 1, "assumption; above 2 (E121), below moller2024's 4.6"),
  ],
  criteria: [
    ...SHOCK_CRITERIA,
    above("aortic_systolic_mmHg", 80, "E123; not below what a bridge to a device is given at"),
    below("aortic_systolic_mmHg", 90, "E123"),
  ],
  settings: {
    "patient.weight_kg": 75,
    "patient.height_cm": 175,
    "left_atrium.V0": 20,
    ...VENTILATED.settings,
    ...MALDISTRIBUTED.settings,
    ...LAD_OPENED.settings,
    "reflexes.gain": 0.5,
  },
  free: LUNG_AND_GUT,
};
