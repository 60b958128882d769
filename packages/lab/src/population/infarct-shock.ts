/**
 * Infarct shock as registries describe it, on its way to mechanical support. Where no spread of a parameter is published
 * the one here was assumed, and enrolment by the criteria of the SHOCK trial does the rest; how near those enrolled come
 * to the registries is reported beside every result.
 */
import { BODY_SIZE, CORRELATIONS, SPREAD } from "./common.ts";
import type { BuiltInPopulation } from "./populations.ts";

const SURVEY =
  "heights of elderly Europeans recalled, unverified; weights from the BMI of helgestad2020 (about 26, SD 4)";

export const INFARCT_SHOCK: BuiltInPopulation = {
  id: "infarct-shock",
  title: "Infarct shock",
  description:
    "Adults in cardiogenic shock after infarction: weak ventricles, congestion, valves that leak as often as echocardiography finds. Enrolled by the SHOCK criteria in the state without support; drugs and reflexes are not drawn.",
  source:
    "Criteria: SHOCK trial (E123) with the registry's pressures (E120); rate and size helgestad2020, sex thompson2000, mitral regurgitation engstrom2010; base patient cardiogenic-shock. Spreads of contractility, stiffness, resistance, compliance and blood volume are assumed, their medians moved until those enrolled came near the registries' pressures and ejection fraction",
  base: "cardiogenic-shock",
  groups: {
    sex: {
      label: "sex",
      source: "thompson2000: 37 % women among 879 with left ventricular failure",
      members: {
        man: {
          share: 63,
          parameters: {
            "patient.height_cm": {
              label: "height, within sex",
              distribution: "normal",
              mean: 175,
              sd: 7,
              min: 155,
              max: 195,
              source: SURVEY,
            },
            "patient.weight_kg": {
              label: "weight, within sex",
              distribution: "lognormal",
              median: 80,
              cv: 0.15,
              min: 55,
              max: 120,
              source: SURVEY,
            },
          },
        },
        woman: {
          share: 37,
          parameters: {
            "patient.height_cm": {
              label: "height, within sex",
              distribution: "normal",
              mean: 162,
              sd: 6.5,
              min: 145,
              max: 180,
              source: SURVEY,
            },
            "patient.weight_kg": {
              label: "weight, within sex",
              distribution: "lognormal",
              median: 68,
              cv: 0.16,
              min: 45,
              max: 110,
              source: SURVEY,
            },
          },
        },
      },
    },
  },
  parameters: {
    "heart.rate_per_min": {
      label: "heart rate",
      distribution: "normal",
      mean: 94,
      sd: 24,
      min: 60,
      max: 150,
      source: "helgestad2020: 94, SD 24 (40 patients before a balloon); above 60 by the SHOCK criteria (E123)",
    },
    "lv.Ees": {
      label: "LV contractility",
      distribution: "lognormal",
      median: 1.2,
      cv: 0.35,
      relative: true,
      source: `${SPREAD}; measured values reach from 0.4 to 8.4 mmHg/mL (chen2001)`,
    },
    "lv.beta": {
      label: "LV diastolic stiffness",
      distribution: "lognormal",
      median: 1,
      cv: 0.12,
      relative: true,
      source: SPREAD,
    },
    "lv.V0": {
      label: "LV unstressed volume",
      distribution: "lognormal",
      median: 1.6,
      cv: 0.5,
      relative: true,
      source: `${SPREAD}; dilatation`,
    },
    "rv.Ees": {
      label: "RV contractility",
      distribution: "lognormal",
      median: 1.35,
      cv: 0.35,
      relative: true,
      source: SPREAD,
    },
    "pericardium.V_ref": {
      label: "room in the pericardium",
      distribution: "lognormal",
      median: 1,
      cv: 0.15,
      relative: true,
      source: SPREAD,
    },
    "ventricular_activation.rise_time_ms": {
      label: "duration of systole",
      distribution: "normal",
      mean: 1,
      sd: 0.06,
      relative: true,
      source: `${SPREAD}; weissler1968`,
    },
    "vessels.systemic_resistance_scale": {
      label: "systemic resistance",
      distribution: "lognormal",
      median: 1.2,
      cv: 0.3,
      relative: true,
      source: `${SPREAD}; stands for vasopressors and inflammation too`,
    },
    "vessels.pulmonary_resistance_scale": {
      label: "pulmonary resistance",
      distribution: "lognormal",
      median: 1,
      cv: 0.4,
      relative: true,
      source: SPREAD,
    },
    "vessels.arterial_compliance_scale": {
      label: "arterial compliance",
      distribution: "lognormal",
      median: 1,
      cv: 0.3,
      relative: true,
      source: SPREAD,
    },
    "patient.blood_volume_mL": {
      label: "blood volume",
      distribution: "normal",
      mean: 0.955,
      sd: 0.07,
      relative: true,
      source: `${SPREAD}; from depleted to congested`,
    },
    "thorax.pressure_mmHg": {
      label: "intrathoracic pressure",
      distribution: "triangular",
      min: -4,
      mode: 0,
      max: 6,
      source: "assumption: from spontaneous breathing to ventilation with end-expiratory pressure",
    },
    "mitral_valve.regurgitation_fraction": {
      label: "mitral regurgitation",
      distribution: "histogram",
      edges: [0, 0.05, 0.3, 0.5, 0.6],
      weights: [26, 62, 40, 19],
      source:
        "engstrom2010: none, mild, moderate, severe in 147 patients; regurgitant fractions of the grades zoghbi2017 (recalled, unverified)",
    },
    "aortic_valve.regurgitation_fraction": {
      label: "aortic regurgitation",
      distribution: "histogram",
      edges: [0, 0.05, 0.2, 0.3],
      weights: [87, 12, 1],
      source: "singh1999 (recalled, unverified): trace or more in 13 % of men; moderate bars the balloon",
    },
  },
  body_size: BODY_SIZE,
  correlations: CORRELATIONS,
  accept: {
    ci_L_min_m2: [1, 2.2],
    pcwp_mmHg: [15, 40],
    aortic_mean_mmHg: [45, 95],
  },
  targets: {
    ci_L_min_m2: { kind: "median", value: 1.9, iqr: [1.6, 2.4], source: "E119, all causes of shock, on therapy" },
    aortic_mean_mmHg: { kind: "median", value: 74, iqr: [66, 86], source: "E120, on therapy" },
    pcwp_mmHg: { kind: "mean", value: 24, sd: 7, source: "E193, recalled, unverified" },
    lvef_pct: { kind: "mean", value: 31, source: "picard2003" },
    hr_per_min: { kind: "mean", value: 94, sd: 24, source: "helgestad2020" },
    cpo_W: { kind: "mean", value: 0.77, source: "sinha2022, infarct shock, on therapy" },
    papi: { kind: "mean", value: 1.51, source: "sinha2022, infarct shock, on therapy" },
  },
};
