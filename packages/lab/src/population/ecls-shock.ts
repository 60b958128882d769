/**
 * Infarct shock as the ECLS-SHOCK trial enrolled it: lactate above 3 mmol/L before early revascularisation. What the trial
 * printed of its patients' circulations has not been read; the entry criterion has, and sicker patients follow from it.
 */
import { BODY_SIZE, CORRELATIONS, SPREAD, sizeOf, times } from "./common.ts";
import type { BuiltInPopulation } from "./populations.ts";

const SIZE = "sizes of elderly Europeans recalled, unverified";

export const ECLS_SHOCK: BuiltInPopulation = {
  id: "ecls-shock",
  title: "Infarct shock with raised lactate, as in ECLS-SHOCK",
  description:
    "Adults in infarct shock with lactate above 3 mmol/L on the way to revascularisation, most of them men. Enrolled in the state without support; it needs the full physiology, since lactate is a criterion.",
  source:
    "Criterion of lactate thiele2023; pressures of such patients from udesen2019 and moller2024, a neighbouring trial; sex recalled, unverified; base patient infarct-shock-d. Spreads are assumed, medians moved until those enrolled came near the published values",
  base: "infarct-shock-d",
  groups: {
    sex: {
      label: "sex",
      source: "about 81 % men in ECLS-SHOCK: recalled, unverified",
      members: {
        man: {
          share: 81,
          parameters: sizeOf(
            { mean: 175, sd: 7, min: 155, max: 195 },
            { median: 82, cv: 0.15, min: 55, max: 120 },
            SIZE,
          ),
        },
        woman: {
          share: 19,
          parameters: sizeOf(
            { mean: 162, sd: 6.5, min: 145, max: 180 },
            { median: 70, cv: 0.16, min: 45, max: 110 },
            SIZE,
          ),
        },
      },
    },
  },
  parameters: {
    "heart.rate_per_min": {
      label: "heart rate",
      distribution: "normal",
      mean: 95,
      sd: 22,
      min: 60,
      max: 150,
      source: "near helgestad2020 (94, SD 24); above 60 by the SHOCK criteria (E123)",
    },
    "lv.Ees": times("LV contractility", 1.35, 0.35),
    "lv.beta": times("LV diastolic stiffness", 1, 0.12),
    "lv.V0": times("LV unstressed volume", 3, 0.4, `${SPREAD}; dilatation`),
    "rv.Ees": times("RV contractility", 1.4, 0.35),
    "pericardium.V_ref": times("room in the pericardium", 1, 0.15),
    "vessels.systemic_resistance_scale": times(
      "systemic resistance",
      1.2,
      0.25,
      `${SPREAD}; stands for vasopressors and inflammation too`,
    ),
    "vessels.pulmonary_resistance_scale": times("pulmonary resistance", 1, 0.4),
    "vessels.arterial_compliance_scale": times("arterial compliance", 1, 0.3),
    "patient.blood_volume_mL": {
      label: "blood volume",
      distribution: "normal",
      mean: 0.98,
      sd: 0.07,
      relative: true,
      source: `${SPREAD}; from depleted to congested`,
    },
    "mitral_valve.regurgitation_fraction": {
      label: "mitral regurgitation",
      distribution: "histogram",
      edges: [0, 0.05, 0.3, 0.5, 0.6],
      weights: [26, 62, 40, 19],
      source:
        "engstrom2010: none, mild, moderate, severe in 147 patients; regurgitant fractions of the grades zoghbi2017 (recalled, unverified)",
    },
  },
  body_size: BODY_SIZE,
  correlations: CORRELATIONS,
  accept: {
    lactate_mmol_L: [3, null],
    ci_L_min_m2: [0.8, 2.2],
    pcwp_mmHg: [15, 40],
    aortic_mean_mmHg: [40, 85],
  },
  targets: {
    aortic_systolic_mmHg: {
      kind: "median",
      value: 83,
      iqr: [72, 91],
      source: "moller2024, infarct shock of the same severity",
    },
    lactate_mmol_L: { kind: "median", value: 5.5, iqr: [3.7, 8.8], source: "udesen2019, first 100 of DanGer" },
    lvef_pct: { kind: "median", value: 20, iqr: [10, 30], source: "udesen2019, first 100 of DanGer" },
  },
};
