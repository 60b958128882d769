/** The registered physiology trial of the balloon under VA-ECMO. */
import type { BuiltInProtocol } from "../protocols.ts";
import { ARTERIAL_LINE, BLOOD_GAS, ECHO, PA_CATHETER, wanders } from "./instruments.ts";

const INSTRUMENTS = {
  "arterial-line": ARTERIAL_LINE,
  "pa-catheter": PA_CATHETER,
  echo: ECHO,
  "blood-gas": BLOOD_GAS,
};
/** The registry names no shares; those of American centres stand for them. */
const CAUSES =
  "E110: 35 % infarction and 50 % heart failure among 1,414 in shock in the CSWG registry, other causes left out; that the trial enrols by these shares is an assumption";
const CONTRAST: [string, string] = ["both", "va-ecmo"];
const secondary = (index: string) => ({ index, role: "secondary", analysis: "change", contrast: CONTRAST }) as const;

export const NCT06336655: BuiltInProtocol = {
  id: "nct06336655",
  title: "Physiology of Unloading VA ECMO (NCT06336655)",
  description:
    "VA-ECMO with or without the balloon, by randomisation: cardiopulmonary congestion by pulmonary artery catheter and echocardiography. A first measurement on VA-ECMO alone, one a day later.",
  source:
    "nct06336655 (registry page): 104 adults in acute shock of any cause but surgery, of stage C or beyond or failing drugs, balloon or none by randomisation, laboratory, echocardiography and pulmonary artery catheter, congestion first. Which of its measures stand for congestion, when they are taken, how they are analysed, and the share of each cause are assumptions; causes other than infarction and heart failure are not drawn",
  design: "parallel",
  population: [
    { of: "infarct-shock", share: 35, source: CAUSES },
    { of: "decompensated-heart-failure", share: 50, source: CAUSES },
  ],
  n: 104,
  arms: {
    "va-ecmo": { label: "VA-ECMO", support: "va-ecmo", set: { "va-ecmo.flow_L_min": 4 }, source: "flow assumed" },
    both: {
      label: "VA-ECMO + IABP",
      support: "va-ecmo+iabp",
      set: { "va-ecmo.flow_L_min": 4, "iabp.volume_mL": 40, "iabp.ratio": 1 },
      source: "assumption",
    },
  },
  sequences: [{ order: ["va-ecmo", "both"] }, { order: ["va-ecmo", "va-ecmo"] }],
  schedule: { first_min: 60, period_min: 1440, values: "steady", source: "assumption" },
  instruments: INSTRUMENTS,
  fluctuation: {
    ...wanders(INSTRUMENTS),
    pcwp_mmHg: { sd: 3, source: "assumption: fluids and drugs of a day" },
    pa_diastolic_mmHg: { sd: 3, source: "assumption: fluids and drugs of a day" },
  },
  trend: {
    pcwp_mmHg: { per_h: -0.05, sd_per_h: 0.1, source: "assumption" },
    pa_diastolic_mmHg: { per_h: -0.05, sd_per_h: 0.1, source: "assumption" },
    lvef_pct: { per_h: 0.1, sd_per_h: 0.15, source: "assumption: stunned muscle recovers" },
    lactate_mmol_L: { per_h: -0.02, sd_per_h: 0.01, relative: true, source: "assumption" },
  },
  dropout: { per_period: 0.15, source: "assumption: death, another device or weaning within a day" },
  endpoints: [
    { index: "pcwp_mmHg", role: "primary", analysis: "change", contrast: CONTRAST },
    secondary("pa_diastolic_mmHg"),
    secondary("lv_edv_mL"),
    secondary("lvot_vti_cm"),
    secondary("lvef_pct"),
    secondary("cvp_mmHg"),
    secondary("lactate_mmol_L"),
  ],
};
