/** Chronic heart failure that has decompensated into shock: dilated ventricles, congestion, resistance raised. */
import { BODY_AND_NEED, bloodVolume, CORRELATIONS, heartRate, SPREAD, sexes, times, vessels } from "./common.ts";
import type { BuiltInPopulation } from "./populations.ts";

const PULSE =
  "Pulse pressures of the pulmonary artery are narrower than published in all patients of the model (docs/patients.md); reaching it would take a central venous pressure far below the published share of the wedge pressure";

export const DECOMPENSATED_HEART_FAILURE: BuiltInPopulation = {
  id: "decompensated-heart-failure",
  title: "Decompensated heart failure with shock",
  description:
    "Adults with chronic systolic failure in shock without infarction: large weak ventricles, wedge pressure above 15 mmHg, leaking mitral valves. Enrolled by the SHOCK criteria in the state without support.",
  source:
    "Wedge pressure, power output and pulsatility index sinha2022 (shock of heart failure); criteria of the SHOCK trial (E123); base patient dilated-heart-failure. Spreads, sex and valves are assumed, medians moved until those enrolled came near the published values",
  base: "dilated-heart-failure",
  groups: {
    sex: sexes(
      "assumption: three in ten are women",
      "sizes of adults recalled, unverified",
      {
        share: 70,
        height: { mean: 176, sd: 7, min: 155, max: 195 },
        weight: { median: 83, cv: 0.18, min: 50, max: 130 },
      },
      {
        share: 30,
        height: { mean: 163, sd: 6.5, min: 145, max: 180 },
        weight: { median: 71, cv: 0.2, min: 42, max: 115 },
      },
    ),
  },
  parameters: {
    "heart.rate_per_min": heartRate(86, 18, 60, 140, "assumption; above 60 by the SHOCK criteria (E123)"),
    "lv.Ees": times(
      "LV contractility",
      1.25,
      0.3,
      `${SPREAD}; measured values reach from 0.4 to 8.4 mmHg/mL (chen2001)`,
    ),
    "lv.beta": times("LV diastolic stiffness", 1, 0.12),
    "lv.V0": times("LV unstressed volume", 1.25, 0.3, `${SPREAD}; dilatation`),
    "rv.Ees": times("RV contractility", 1.35, 0.35, `${SPREAD}; less weak than after infarction (jain2021)`),
    "pericardium.V_ref": times("room in the pericardium", 1, 0.12, `${SPREAD}; it has grown with the heart`),
    ...vessels(1, 0.25),
    "pulmonary_artery.C": times(
      "compliance of the pulmonary artery",
      0.55,
      0.2,
      `${SPREAD}; a high wedge pressure lowers compliance beyond what resistance says (tedford2012)`,
    ),
    "patient.blood_volume_mL": bloodVolume(0.985, 0.06, "congested"),
    "mitral_valve.regurgitation_fraction": {
      label: "mitral regurgitation",
      distribution: "histogram",
      edges: [0, 0.05, 0.3, 0.5, 0.6],
      weights: [15, 40, 30, 15],
      source:
        "assumption: secondary regurgitation is common; fractions of the grades zoghbi2017 (recalled, unverified)",
    },
  },
  body_size: BODY_AND_NEED,
  correlations: CORRELATIONS,
  accept: {
    ci_L_min_m2: [1, 2.2],
    pcwp_mmHg: [15, 40],
    aortic_mean_mmHg: [50, 95],
  },
  targets: {
    ci_L_min_m2: { kind: "median", value: 1.9, iqr: [1.6, 2.4], source: "E119, all causes of shock, on therapy" },
    pcwp_mmHg: { kind: "mean", value: 25.4, source: "sinha2022, shock of heart failure" },
    cpo_W: { kind: "mean", value: 0.64, source: "sinha2022, shock of heart failure, on therapy" },
    papi: { kind: "mean", value: 2.14, source: "sinha2022, shock of heart failure, on therapy", note: PULSE },
    cvp_pcwp_ratio: { kind: "mean", value: 0.58, source: "jain2021, shock of heart failure, on therapy", note: PULSE },
    aortic_mean_mmHg: { kind: "median", value: 74, iqr: [66, 86], source: "E120, all causes of shock, on therapy" },
  },
};
