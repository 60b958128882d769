/**
 * Shock of all causes on its way to VA-ECMO, as the Japanese national database describes it. Its abstracts tell numbers,
 * weaning and death, and nothing of circulations: causes are recalled, and what each does to a heart is assumed.
 */
import { BODY_SIZE, CORRELATIONS, SPREAD, sizeOf, times } from "./common.ts";
import type { BuiltInPopulation } from "./populations.ts";

const SIZE = "sizes of elderly Japanese recalled, unverified";
const SHARES =
  "aso2016: of 4,658 in shock 42 % ischaemic, 35 and 3 % failure and cardiomyopathy, 14 % valvular, 4 % myocarditis; shares recalled, unverified";

/** Multiples of the base patient's heart, by cause. */
function heart(ees: number, v0: number, rv: number, leak: readonly [number, number, number]) {
  return {
    "lv.Ees": times("LV contractility, within cause", ees, 0.35),
    "lv.V0": times("LV unstressed volume, within cause", v0, 0.35, `${SPREAD}; dilatation`),
    "rv.Ees": times("RV contractility, within cause", rv, 0.35),
    "mitral_valve.regurgitation_fraction": {
      label: "mitral regurgitation, within cause",
      distribution: "histogram" as const,
      edges: [0, 0.1, 0.4, 0.6],
      weights: [...leak],
      source: "assumption",
    },
  };
}

export const JAPAN_VA_ECMO: BuiltInPopulation = {
  id: "japan-va-ecmo",
  title: "Shock of all causes before VA-ECMO, Japan",
  description:
    "Adults in deep cardiogenic shock of any cause, small of body, as they are put on VA-ECMO; those whom the database took after arrest are not among them. Enrolled in the state without support.",
  source:
    "aso2016 (national database, 5,263 on VA-ECMO, 4,658 in cardiogenic shock); causes, sex and size recalled, unverified; what each cause does to the heart, and how deep shock is when ECMO begins, assumed; base patient cardiogenic-shock",
  base: "cardiogenic-shock",
  groups: {
    sex: {
      label: "sex",
      source: "aso2016: about 73 % men; recalled, unverified",
      members: {
        man: {
          share: 73,
          parameters: sizeOf(
            { mean: 166, sd: 6.5, min: 148, max: 185 },
            { median: 63, cv: 0.17, min: 40, max: 105 },
            SIZE,
          ),
        },
        woman: {
          share: 27,
          parameters: sizeOf(
            { mean: 153, sd: 6, min: 140, max: 170 },
            { median: 52, cv: 0.18, min: 40, max: 90 },
            SIZE,
          ),
        },
      },
    },
    cause: {
      label: "cause of shock",
      source: SHARES,
      members: {
        ischaemic: { share: 42, parameters: heart(1.15, 1.8, 1.3, [50, 35, 15]) },
        failure: { share: 38, parameters: heart(0.95, 3.5, 1.2, [30, 45, 25]) },
        valvular: { share: 14, parameters: heart(1.4, 2.2, 1.2, [10, 30, 60]) },
        myocarditis: { share: 6, parameters: heart(1, 1.2, 0.9, [60, 30, 10]) },
      },
    },
  },
  parameters: {
    "heart.rate_per_min": {
      label: "heart rate",
      distribution: "normal",
      mean: 98,
      sd: 24,
      min: 50,
      max: 150,
      source: "assumption; near helgestad2020",
    },
    "lv.beta": times("LV diastolic stiffness", 1, 0.12),
    "pericardium.V_ref": times("room in the pericardium", 1.1, 0.15),
    "vessels.systemic_resistance_scale": times(
      "systemic resistance",
      1.2,
      0.3,
      `${SPREAD}; stands for vasopressors and inflammation too`,
    ),
    "vessels.pulmonary_resistance_scale": times("pulmonary resistance", 1, 0.4),
    "vessels.arterial_compliance_scale": times("arterial compliance", 1, 0.3),
    "patient.blood_volume_mL": {
      label: "blood volume",
      distribution: "normal",
      mean: 0.97,
      sd: 0.07,
      relative: true,
      source: `${SPREAD}; from depleted to congested`,
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
    ci_L_min_m2: [0.6, 2.2],
    pcwp_mmHg: [12, 45],
    aortic_mean_mmHg: [35, 80],
  },
  targets: {
    ci_L_min_m2: {
      kind: "median",
      value: 1.9,
      iqr: [1.6, 2.4],
      source: "E119, all causes of shock, on therapy; those who are put on ECMO lie below it",
    },
    aortic_mean_mmHg: {
      kind: "median",
      value: 74,
      iqr: [66, 86],
      source: "E120, all causes of shock, on therapy; those who are put on ECMO lie below it",
    },
  },
};
