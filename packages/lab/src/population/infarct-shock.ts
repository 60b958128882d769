/**
 * Infarct shock as registries describe it, on its way to mechanical support. Registries measure on drugs, and so does
 * the state without support here: what drugs do is in the muscle and the vessels that are drawn. Where no spread of a
 * parameter is published the one here was assumed, and medians were moved until those enrolled came near the registries;
 * how near is reported beside every result.
 */
import {
  AORTIC_LEAK,
  BODY_SIZE,
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

const SURVEY =
  "heights of elderly Europeans recalled, unverified; weights from the BMI of helgestad2020 (about 26, SD 4)";

const POWER = "fincke2004 (E102), SHOCK registry, partly on support";
const BY_SEX = "median by sex moved until cardiac power index was as published (E102); why it differs is not known";
const contractility = (median: number) =>
  times("LV contractility", median, 0.45, `${BY_SEX}; measured values reach from 0.4 to 8.4 mmHg/mL (chen2001)`);
const CONGESTED_PULSE =
  "The pulmonary artery is drawn at two fifths of the base patient's compliance; still stiffer ones lie outside of the model's range";
const DILATED =
  "Lower ejection fractions at this output and wedge pressure would take ventricles larger than after a first infarct";

export const INFARCT_SHOCK: BuiltInPopulation = {
  id: "infarct-shock",
  title: "Infarct shock",
  description:
    "Adults in cardiogenic shock after infarction: weak ventricles, congestion, valves that leak as often as echocardiography finds. Enrolled, in the state without support, within what registries describe; drugs are part of what is drawn.",
  source:
    "Criteria: about two SD around the registries' cardiac index, mean pressure (E119, E120) and wedge pressure (E193); like IABP-SHOCK II they ask for no cardiac index below 2.2. Rate and size helgestad2020, sex thompson2000, mitral regurgitation engstrom2010; base patient cardiogenic-shock. Spreads of contractility, stiffness, resistance, compliance and blood volume are assumed, their medians moved until those enrolled came near the registries' margins",
  base: "cardiogenic-shock",
  groups: {
    sex: sexes(
      "thompson2000: 37 % women among 879 with left ventricular failure",
      SURVEY,
      {
        share: 63,
        height: { mean: 175, sd: 7, min: 155, max: 195 },
        weight: { median: 80, cv: 0.15, min: 55, max: 120 },
        others: { "lv.Ees": contractility(1.36) },
      },
      {
        share: 37,
        height: { mean: 162, sd: 6.5, min: 145, max: 180 },
        weight: { median: 68, cv: 0.16, min: 45, max: 110 },
        others: { "lv.Ees": contractility(1.05) },
      },
    ),
  },
  parameters: {
    "heart.rate_per_min": heartRate(
      90,
      26,
      60,
      150,
      "helgestad2020: 94, SD 24 (40 patients before a balloon), which cut off at 60 by the SHOCK criteria (E123) come to about that",
    ),
    "lv.beta": times("LV diastolic stiffness", 0.93, 0.12),
    "lv.V0": times("LV unstressed volume", 3, 0.5, `${SPREAD}; dilatation`),
    "rv.Ees": times("RV contractility", 1.07, 0.35),
    "pulmonary_artery.C": times(
      "pulmonary arterial compliance",
      0.4,
      0.15,
      `${SPREAD}; stiffer the higher the wedge pressure (tedford2012)`,
    ),
    "pericardium.V_ref": times("room in the pericardium", 1, 0.15),
    "ventricular_activation.rise_time_ms": {
      label: "duration of systole",
      distribution: "normal",
      mean: 1,
      sd: 0.06,
      relative: true,
      source: `${SPREAD}; weissler1968`,
    },
    ...vessels(1.07, 0.3, TONE),
    "patient.blood_volume_mL": bloodVolume(1, 0.07, "from depleted to congested"),
    "thorax.pressure_mmHg": {
      label: "intrathoracic pressure",
      distribution: "triangular",
      min: -4,
      mode: 0,
      max: 6,
      source: "assumption: from spontaneous breathing to ventilation with end-expiratory pressure",
    },
    "mitral_valve.regurgitation_fraction": INFARCT_MITRAL,
    "aortic_valve.regurgitation_fraction": AORTIC_LEAK,
  },
  body_size: BODY_SIZE,
  correlations: CORRELATIONS,
  accept: {
    ci_L_min_m2: [1, 3.2],
    pcwp_mmHg: [12, 40],
    aortic_mean_mmHg: [45, 110],
  },
  criteria: RIGHT_VENTRICLE.criteria,
  targets: {
    ci_L_min_m2: { kind: "median", value: 1.9, iqr: [1.6, 2.4], source: "E119, all causes of shock, on therapy" },
    aortic_mean_mmHg: { kind: "median", value: 74, iqr: [66, 86], source: "E120, on therapy" },
    pcwp_mmHg: { kind: "mean", value: 24, sd: 7, source: "E193, recalled, unverified" },
    lvef_pct: { kind: "mean", value: 31, source: "picard2003", note: DILATED },
    hr_per_min: { kind: "mean", value: 94, sd: 24, source: "helgestad2020" },
    cpo_W: {
      kind: "mean",
      value: 0.77,
      compare: true,
      source:
        "sinha2022, infarct shock, on therapy; over a body surface of 1.9 m2 it is 0.41 W/m2, which contradicts the index by sex (E102)",
    },
    papi: { kind: "mean", value: 1.51, source: "sinha2022, infarct shock, on therapy", note: CONGESTED_PULSE },
    cpi_W_m2: [
      { group: { sex: "woman" }, kind: "mean", value: 0.29, sd: 0.11, source: POWER },
      { group: { sex: "man" }, kind: "mean", value: 0.35, sd: 0.15, source: POWER },
    ],
    cvp_pcwp_ratio: { kind: "mean", value: 0.66, source: "jain2021, infarct shock, on therapy" },
    right_ventricular_dysfunction: RIGHT_VENTRICLE.share,
  },
};
