/**
 * Infarct shock as registries describe it, on its way to mechanical support. Where no spread of a parameter is published
 * the one here was assumed, and enrolment by the criteria of the SHOCK trial does the rest; how near those enrolled come
 * to the registries is reported beside every result.
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
const SAME_SEX =
  "Only size differs by sex here, and power over body surface does not go with size; age, which does, is not drawn, and published patients are partly on drugs and support";
const RIGHT =
  "Weaker right ventricles and more volume bring this near, and take the pulsatility index further below what is published: pulse pressures of the pulmonary artery are too narrow in the model (docs/patients.md)";

export const INFARCT_SHOCK: BuiltInPopulation = {
  id: "infarct-shock",
  title: "Infarct shock",
  description:
    "Adults in cardiogenic shock after infarction: weak ventricles, congestion, valves that leak as often as echocardiography finds. Enrolled by the SHOCK criteria in the state without support; drugs and reflexes are not drawn.",
  source:
    "Criteria: SHOCK trial (E123) with the registry's pressures (E120); rate and size helgestad2020, sex thompson2000, mitral regurgitation engstrom2010; base patient cardiogenic-shock. Spreads of contractility, stiffness, resistance, compliance and blood volume are assumed, their medians moved until those enrolled came near the registries' pressures and ejection fraction",
  base: "cardiogenic-shock",
  groups: {
    sex: sexes(
      "thompson2000: 37 % women among 879 with left ventricular failure",
      SURVEY,
      {
        share: 63,
        height: { mean: 175, sd: 7, min: 155, max: 195 },
        weight: { median: 80, cv: 0.15, min: 55, max: 120 },
      },
      {
        share: 37,
        height: { mean: 162, sd: 6.5, min: 145, max: 180 },
        weight: { median: 68, cv: 0.16, min: 45, max: 110 },
      },
    ),
  },
  parameters: {
    "heart.rate_per_min": heartRate(
      94,
      24,
      60,
      150,
      "helgestad2020: 94, SD 24 (40 patients before a balloon); above 60 by the SHOCK criteria (E123)",
    ),
    "lv.Ees": times(
      "LV contractility",
      1.2,
      0.35,
      `${SPREAD}; measured values reach from 0.4 to 8.4 mmHg/mL (chen2001)`,
    ),
    "lv.beta": times("LV diastolic stiffness", 1, 0.12),
    "lv.V0": times("LV unstressed volume", 1.6, 0.5, `${SPREAD}; dilatation`),
    "rv.Ees": times("RV contractility", 1.35, 0.35),
    "pericardium.V_ref": times("room in the pericardium", 1, 0.15),
    "ventricular_activation.rise_time_ms": {
      label: "duration of systole",
      distribution: "normal",
      mean: 1,
      sd: 0.06,
      relative: true,
      source: `${SPREAD}; weissler1968`,
    },
    ...vessels(1.2, 0.3, TONE),
    "patient.blood_volume_mL": bloodVolume(0.955, 0.07, "from depleted to congested"),
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
    ci_L_min_m2: [1, 2.2],
    pcwp_mmHg: [15, 40],
    aortic_mean_mmHg: [45, 95],
  },
  criteria: RIGHT_VENTRICLE.criteria,
  targets: {
    ci_L_min_m2: { kind: "median", value: 1.9, iqr: [1.6, 2.4], source: "E119, all causes of shock, on therapy" },
    aortic_mean_mmHg: { kind: "median", value: 74, iqr: [66, 86], source: "E120, on therapy" },
    pcwp_mmHg: { kind: "mean", value: 24, sd: 7, source: "E193, recalled, unverified" },
    lvef_pct: { kind: "mean", value: 31, source: "picard2003" },
    hr_per_min: { kind: "mean", value: 94, sd: 24, source: "helgestad2020" },
    cpo_W: { kind: "mean", value: 0.77, source: "sinha2022, infarct shock, on therapy" },
    papi: { kind: "mean", value: 1.51, source: "sinha2022, infarct shock, on therapy" },
    cpi_W_m2: [
      { group: { sex: "woman" }, kind: "mean", value: 0.29, sd: 0.11, source: POWER, note: SAME_SEX },
      { group: { sex: "man" }, kind: "mean", value: 0.35, sd: 0.15, source: POWER, note: SAME_SEX },
    ],
    cvp_pcwp_ratio: { kind: "mean", value: 0.66, source: "jain2021, infarct shock, on therapy", note: RIGHT },
    right_ventricular_dysfunction: { ...RIGHT_VENTRICLE.share, note: RIGHT },
  },
};
