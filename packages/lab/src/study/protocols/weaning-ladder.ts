/** A weaning trial: flow is taken back step by step in one patient. */
import type { BuiltInProtocol } from "../protocols.ts";
import { ARTERIAL_LINE, ECHO, LV_CATHETER, PA_CATHETER, wanders } from "./instruments.ts";

const INSTRUMENTS = {
  echo: { ...ECHO, missing: 0, source: "repeated until it can be read" },
  "lv-catheter": LV_CATHETER,
  "arterial-line": { ...ARTERIAL_LINE, missing: 0 },
  "pa-catheter": { ...PA_CATHETER, missing: 0, source: "repeated until it can be read" },
};
const FLOWS = [4, 3, 2, 1.5, 1];
const armOf = (flow: number): string => `flow-${flow}`;
const LAST = armOf(FLOWS[FLOWS.length - 1]);
const CRITERIA = "aissaoui2011, at no more than 1.5 L/min";
const slope = (index: string) => ({ index, role: "secondary", analysis: "slope" }) as const;

export const WEANING_LADDER: BuiltInProtocol = {
  id: "weaning-ladder",
  title: "Weaning trial: flow down to 1 L/min",
  description:
    "One patient on VA-ECMO, flow taken back in steps, ejection and filling measured at each; weaned if all criteria hold at the lowest. The built-in patient in shock, some days later: contractility recovered in part and fluid taken off, both assumed so that the decision is a close one.",
  source:
    "aissaoui2011: outflow integral of 10 cm or more and an ejection fraction above 20 to 25 % at minimal flow. Its third criterion, the velocity of the mitral annulus, is not in the model. Steps, times, errors and the limits of pressures are assumptions",
  design: "ladder",
  patient: "cardiogenic-shock",
  set: { "lv.contractility_scale": 1.9, "rv.contractility_scale": 1.4, "patient.blood_volume_mL": 4850 },
  n: 1,
  arms: Object.fromEntries(
    FLOWS.map((flow) => [
      armOf(flow),
      { label: `${flow} L/min`, support: "va-ecmo", set: { "va-ecmo.flow_L_min": flow }, source: "assumption" },
    ]),
  ),
  sequences: [{ order: FLOWS.map(armOf) }],
  schedule: {
    first_min: 30,
    period_min: 15,
    values: "end-of-period",
    source: "steps of 10 to 15 minutes, recalled, unverified",
  },
  instruments: INSTRUMENTS,
  fluctuation: wanders(INSTRUMENTS),
  endpoints: [slope("lvot_vti_cm"), slope("lv_edp_mmHg"), slope("lv_edv_mL"), slope("aortic_mean_mmHg")],
  criteria: [
    { index: "lvot_vti_cm", at: LAST, at_least: 10, source: CRITERIA },
    { index: "lvef_pct", at: LAST, at_least: 20, source: `${CRITERIA}; the lower end of 20 to 25 %` },
    { index: "lv_edp_mmHg", at: LAST, at_most: 18, source: "assumption; the usual limit of congestion" },
    { index: "aortic_mean_mmHg", at: LAST, at_least: 60, source: "assumption" },
  ],
};
