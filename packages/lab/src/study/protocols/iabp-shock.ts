/** The haemodynamic part of IABP-SHOCK. */
import type { BuiltInProtocol } from "../protocols.ts";
import { ARTERIAL_LINE, BLOOD_GAS, PA_CATHETER, THERMODILUTION, wanders } from "./instruments.ts";

const INSTRUMENTS = {
  "arterial-line": ARTERIAL_LINE,
  "pa-catheter": PA_CATHETER,
  thermodilution: THERMODILUTION,
  "blood-gas": BLOOD_GAS,
};
const SD = "spread between patients assumed";

export const IABP_SHOCK: BuiltInProtocol = {
  id: "iabp-shock",
  title: "IABP-SHOCK, haemodynamics",
  description:
    "Balloon or none after infarction with shock, by randomisation; haemodynamics over four days. Both arms improved with time, which stands here as a trend; no difference between them was reported.",
  source:
    "prondzinsky2012 (abstract): 40 patients in shock by acute infarction, opened within 12 hours, 19 with a balloon, serial measurements over four days, and the change of output, resistance and power in both arms (A054, A055, A187); that they are those of the population infarct-shock, instruments, missing data and the analysis as change from baseline are assumptions",
  design: "parallel",
  population: "infarct-shock",
  n: 40,
  arms: {
    none: { label: "No balloon", support: "none" },
    iabp: {
      label: "IABP",
      support: "iabp",
      set: { "iabp.volume_mL": 40, "iabp.ratio": 1 },
      source: "assumption: 40 mL, every beat",
    },
  },
  sequences: [{ order: ["none", "iabp"] }, { order: ["none", "none"] }],
  schedule: {
    first_min: 0,
    period_min: 2880,
    values: "steady",
    source: "prondzinsky2012: serial over four days; one measurement after two days stands for them: assumption",
  },
  instruments: INSTRUMENTS,
  fluctuation: wanders(INSTRUMENTS),
  trend: {
    total_flow_L_min: { per_h: 0.0125, sd_per_h: 0.01, source: `A054: 4.8 to 6.0 in 96 h; ${SD}` },
    svr_dyn_s_cm5: { per_h: -1.64, sd_per_h: 2, source: `A055: 926 to 769 in 96 h; ${SD}` },
    cpo_W: {
      per_h: 0.0024,
      sd_per_h: 0.002,
      source: `A187: 0.78 to 1.01 in 96 h, the end recalled, unverified; ${SD}`,
    },
    pcwp_mmHg: { per_h: -0.05, sd_per_h: 0.05, source: "assumption" },
    lactate_mmol_L: { per_h: -0.008, sd_per_h: 0.004, relative: true, source: "assumption" },
  },
  dropout: { per_period: 0.15, source: "assumption: about a third died in hospital, half of them in the first days" },
  endpoints: [
    { index: "cpo_W", role: "primary", analysis: "change", contrast: ["iabp", "none"] },
    { index: "total_flow_L_min", role: "secondary", analysis: "change", contrast: ["iabp", "none"] },
    { index: "svr_dyn_s_cm5", role: "secondary", analysis: "change", contrast: ["iabp", "none"] },
    { index: "aortic_mean_mmHg", role: "secondary", analysis: "change", contrast: ["iabp", "none"] },
    { index: "pcwp_mmHg", role: "secondary", analysis: "change", contrast: ["iabp", "none"] },
    { index: "lactate_mmol_L", role: "secondary", analysis: "change", contrast: ["iabp", "none"] },
  ],
};
