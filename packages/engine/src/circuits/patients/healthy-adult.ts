import { above, below, type PatientDefinition, target } from "./patient.ts";

const NORMAL = "rosenkranz2015, range in healthy subjects";
const TEXTBOOK = "E194, recalled, unverified";

export const healthyAdult: PatientDefinition = {
  id: "healthy-adult",
  label: "Healthy adult",
  title: "Healthy adult at rest",
  description: "Adult of 75 kg and 175 cm with normal resting values, breathing air spontaneously; reflexes act.",
  source: "rate and size model choice; lungs and metabolism the defaults of a resting adult",
  support: "none",
  targets: [
    target("hr_per_min", 70, 1, "model choice, a common resting rate"),
    target("aortic_systolic_mmHg", 114, 5, "assumption; a normal cuff pressure less the amplification to the arm"),
    target("aortic_end_diastolic_mmHg", 71, 4, "assumption; a normal cuff pressure"),
    target("aortic_mean_mmHg", 90, 4, "assumption; a normal cuff pressure"),
    target("cvp_mmHg", 4, 1.5, `${NORMAL} 1-6`),
    target("pa_systolic_mmHg", 20, 3, `${NORMAL} 15-25`),
    target("pa_diastolic_mmHg", 9, 2, `${NORMAL} 4-12`),
    target("pa_mean_mmHg", 14, 2, `${NORMAL} 14 +/- 3`),
    target("pcwp_mmHg", 8, 2, `${NORMAL} 4-12`),
    target("ci_L_min_m2", 3, 0.3, `${NORMAL} 2.4-4`),
    target("lvef_pct", 62, 4, `55-70: ${TEXTBOOK}`),
    target("lv_edv_mL", 130, 12, `100-160: ${TEXTBOOK}`),
    target("rvef_pct", 56, 6, "assumption; a little below the left ventricle's"),
    target("svo2_pct", 73, 3, `65-75: ${TEXTBOOK}`),
  ],
  criteria: [
    above("ci_L_min_m2", 2.4, NORMAL),
    below("pcwp_mmHg", 12, NORMAL),
    below("pa_mean_mmHg", 20, NORMAL),
    above("lvef_pct", 55, TEXTBOOK),
    above("sao2_right_radial_pct", 95, "textbook value, recalled, unverified"),
    below("lactate_mmol_L", 1.5, "textbook value, recalled, unverified"),
  ],
  settings: { "patient.weight_kg": 75, "patient.height_cm": 175, "thorax.pressure_mmHg": -4, "reflexes.gain": 1 },
};
