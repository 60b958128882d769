/**
 * Shock of all causes on its way to VA-ECMO, as the Japanese national database describes it. Its abstracts tell numbers,
 * weaning and death, and nothing of circulations: causes are recalled, and what each does to a heart is assumed.
 */
import {
  AORTIC_LEAK,
  BODY_AND_NEED,
  bloodVolume,
  CORRELATIONS,
  heartRate,
  SPREAD,
  sexes,
  TONE,
  times,
  vessels,
} from "./common.ts";
import type { BuiltInPopulation } from "./populations.ts";

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
    sex: sexes(
      "aso2016: about 73 % men; recalled, unverified",
      "sizes of elderly Japanese recalled, unverified",
      {
        share: 73,
        height: { mean: 166, sd: 6.5, min: 148, max: 185 },
        weight: { median: 63, cv: 0.17, min: 40, max: 105 },
      },
      {
        share: 27,
        height: { mean: 153, sd: 6, min: 140, max: 170 },
        weight: { median: 52, cv: 0.18, min: 40, max: 90 },
      },
    ),
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
    "heart.rate_per_min": heartRate(98, 24, 50, 150, "assumption; near helgestad2020"),
    "lv.beta": times("LV diastolic stiffness", 1, 0.12),
    "pericardium.V_ref": times("room in the pericardium", 1.1, 0.15),
    ...vessels(1.2, 0.3, TONE),
    "patient.blood_volume_mL": bloodVolume(0.97, 0.07, "from depleted to congested"),
    "aortic_valve.regurgitation_fraction": AORTIC_LEAK,
  },
  body_size: BODY_AND_NEED,
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
      compare: true,
      source: "E119, all causes of shock, on therapy; those who are put on ECMO lie below it",
    },
    aortic_mean_mmHg: {
      kind: "median",
      value: 74,
      iqr: [66, 86],
      compare: true,
      source: "E120, all causes of shock, on therapy; those who are put on ECMO lie below it",
    },
    lactate_mmol_L: {
      kind: "median",
      value: 8,
      source: "recalled, unverified: medians of 6 to 10 before VA-ECMO; no Japanese figure was read",
    },
  },
};
