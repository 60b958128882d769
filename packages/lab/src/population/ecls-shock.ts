/**
 * Infarct shock as the ECLS-SHOCK trial enrolled it: lactate above 3 mmol/L before early revascularisation. What the trial
 * printed of its patients' circulations has not been read; the entry criterion has, and sicker patients follow from it.
 */
import {
  BODY_AND_NEED,
  bloodVolume,
  CORRELATIONS,
  heartRate,
  INFARCT_MITRAL,
  RIGHT_VENTRICLE,
  SPREAD,
  sexes,
  TONE,
  times,
  vessels,
} from "./common.ts";
import type { BuiltInPopulation } from "./populations.ts";

const RIGHT = "Weaker right ventricles, which bring these nearer, lower flow and raise lactate above what is published";

export const ECLS_SHOCK: BuiltInPopulation = {
  id: "ecls-shock",
  title: "Infarct shock with raised lactate, as in ECLS-SHOCK",
  description:
    "Adults in infarct shock with lactate above 3 mmol/L on the way to revascularisation, most of them men. Enrolled in the state without support; it needs the full physiology, since lactate is a criterion.",
  source:
    "Criterion of lactate thiele2023; pressures of such patients from udesen2019 and moller2024, a neighbouring trial; sex recalled, unverified; base patient infarct-shock-d. Bounds of output and mean pressure (those beyond are resuscitated, not randomised) and spreads are assumed, medians moved until those enrolled came near the published values",
  base: "infarct-shock-d",
  groups: {
    sex: sexes(
      "about 81 % men in ECLS-SHOCK: recalled, unverified",
      "sizes of elderly Europeans recalled, unverified",
      {
        share: 81,
        height: { mean: 175, sd: 7, min: 155, max: 195 },
        weight: { median: 82, cv: 0.15, min: 55, max: 120 },
      },
      {
        share: 19,
        height: { mean: 162, sd: 6.5, min: 145, max: 180 },
        weight: { median: 70, cv: 0.16, min: 45, max: 110 },
      },
    ),
  },
  parameters: {
    "heart.rate_per_min": heartRate(
      103,
      20,
      60,
      150,
      "assumption: those enrolled come near helgestad2020 (94, SD 24), since fast hearts leave more; above 60 by the SHOCK criteria (E123)",
    ),
    "lv.Ees": times("LV contractility", 1.35, 0.25),
    "lv.beta": times("LV diastolic stiffness", 0.9, 0.12, `${SPREAD}; dilatation`),
    "lv.V0": times("LV unstressed volume", 3.6, 0.25, `${SPREAD}; dilatation`),
    "rv.Ees": times("RV contractility", 1.2, 0.3),
    "pericardium.V_ref": times("room in the pericardium", 1, 0.15),
    ...vessels(1.3, 0.2, TONE),
    "patient.blood_volume_mL": bloodVolume(0.99, 0.07, "from depleted to congested"),
    "mitral_valve.regurgitation_fraction": INFARCT_MITRAL,
    "splanchnic_tissue.critical_extraction": {
      label: "oxygen that the gut can extract",
      distribution: "normal",
      mean: 1.22,
      sd: 0.08,
      relative: true,
      source: `${SPREAD}; median between that of other patients in infarct shock (0.55) and of healthy ones (0.7), moved until lactate came near the published one`,
    },
  },
  body_size: BODY_AND_NEED,
  correlations: CORRELATIONS,
  accept: {
    lactate_mmol_L: [3, null],
    ci_L_min_m2: [1, 2.2],
    pcwp_mmHg: [15, 40],
    aortic_mean_mmHg: [50, 85],
  },
  criteria: RIGHT_VENTRICLE.criteria,
  targets: {
    aortic_systolic_mmHg: {
      kind: "median",
      value: 83,
      iqr: [72, 91],
      source: "moller2024, infarct shock of the same severity",
    },
    lactate_mmol_L: { kind: "median", value: 5.5, iqr: [3.7, 8.8], source: "udesen2019, first 100 of DanGer" },
    lvef_pct: {
      kind: "median",
      value: 20,
      iqr: [10, 30],
      source: "udesen2019, first 100 of DanGer",
      note: "At this pressure and lactate so low an ejection fraction would take ventricles far larger than in a first infarct: seen by eye on arrival, and not with the pressures",
    },
    cvp_pcwp_ratio: { kind: "mean", value: 0.66, source: "jain2021, infarct shock, on therapy", note: RIGHT },
    right_ventricular_dysfunction: RIGHT_VENTRICLE.share,
  },
};
