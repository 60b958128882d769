/** The study that the editorial asks for, in its order; and the same question with orders by randomisation. */
import type { BuiltInProtocol } from "../protocols.ts";
import {
  ARTERIAL_LINE,
  BLOOD_GAS,
  CORONARY_SINUS,
  ECHO,
  NIRS,
  PA_CATHETER,
  SUBLINGUAL_VIDEO,
  THERMODILUTION_ON_ECMO,
  wanders,
} from "./instruments.ts";

const INSTRUMENTS = {
  "arterial-line": ARTERIAL_LINE,
  "pa-catheter": PA_CATHETER,
  thermodilution: THERMODILUTION_ON_ECMO,
  echo: ECHO,
  "coronary-sinus": CORONARY_SINUS,
  "sublingual-video": SUBLINGUAL_VIDEO,
  "blood-gas": BLOOD_GAS,
  nirs: NIRS,
};

const ARMS = {
  "va-ecmo": { label: "VA-ECMO", support: "va-ecmo", set: { "va-ecmo.flow_L_min": 4 }, source: "flow assumed" },
  both: {
    label: "VA-ECMO + IABP",
    support: "va-ecmo+iabp",
    set: { "va-ecmo.flow_L_min": 4, "iabp.volume_mL": 40, "iabp.ratio": 1 },
    source: "the editorial: 40 mL, every beat; correct timing and the same flow assumed",
  },
};

const OUTCOMES = [
  "pcwp_mmHg",
  "aortic_mean_mmHg",
  "aortic_systolic_mmHg",
  "lv_edv_mL",
  "lvot_vti_cm",
  "lvef_pct",
  "co_native_L_min",
  "coronary_flow_mL_min",
  "lv_mvo2_mL_min",
  "svo2_pct",
  "cerebral_tissue_o2_pct",
  "lactate_mmol_L",
  "microvascular_flow_index",
];

const RECOVERY = "A054: 4.8 to 6.0 L/min in four days in both arms of IABP-SHOCK; spread between patients assumed";
const TREND = {
  co_native_L_min: { per_h: 0.0125, sd_per_h: 0.05, source: RECOVERY },
  pcwp_mmHg: { per_h: -0.05, sd_per_h: 0.3, source: "assumption: filling falls by about 5 mmHg in four days" },
  lactate_mmol_L: { per_h: -0.03, sd_per_h: 0.03, relative: true, source: "assumption: clearance of 3 % an hour" },
} as const;

const endpoints = (analysis: "paired-t" | "hills-armitage") =>
  OUTCOMES.map((index, i) => ({
    index,
    role: i === 0 ? ("primary" as const) : ("secondary" as const),
    analysis,
    contrast: ["both", "va-ecmo"] as [string, string],
  }));

export const EDITORIAL: BuiltInProtocol = {
  id: "editorial",
  title: "VA-ECMO alone, then with the balloon",
  description:
    "The controlled study that the editorial asks for: VA-ECMO alone first and VA-ECMO with IABP next in the same patients, macro- and microcirculation. Everybody has the arms in one order, so what changes with time cannot be told from what the balloon does.",
  source:
    "The editorial gives the order, what is to be compared and the size (40, as IABP-SHOCK); instruments, times, the primary endpoint and all errors are assumptions unless a source stands by them",
  design: "sequential",
  population: "infarct-shock",
  n: 40,
  arms: ARMS,
  sequences: [{ order: ["va-ecmo", "both"] }],
  schedule: { period_min: 60, values: "steady", source: "assumption" },
  instruments: INSTRUMENTS,
  fluctuation: wanders(INSTRUMENTS),
  trend: TREND,
  dropout: { per_period: 0.05, source: "assumption" },
  endpoints: endpoints("paired-t"),
};

export const ON_OFF_CROSSOVER: BuiltInProtocol = {
  ...EDITORIAL,
  id: "on-off-crossover",
  title: "Balloon on and off under VA-ECMO, order by randomisation",
  description:
    "The editorial's question as a two-period crossover: half of the patients begin with the balloon on. What changes with time is balanced between the arms and estimated.",
  source:
    "Balloon stopped and restarted under VA-ECMO as in petroni2014, there without randomisation; all else as in the protocol `editorial`",
  design: "crossover",
  sequences: [{ order: ["va-ecmo", "both"] }, { order: ["both", "va-ecmo"] }],
  schedule: {
    period_min: 30,
    washout_min: 15,
    washout_arm: "va-ecmo",
    values: "steady",
    source: "assumption: half an hour an arm; a quarter of an hour with the balloon off between",
  },
  endpoints: endpoints("hills-armitage"),
};
