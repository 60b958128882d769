/**
 * The causal model of the synthetic registry. Nothing of the patients at baseline was published in what could be read, so
 * distributions and coefficients are assumptions, chosen to be plausible for cardiogenic shock on VA-ECMO; what was
 * published of the results is met by calibration (calibrate.ts).
 *
 *   severity (latent) -> coma, ventilation, renal replacement, noradrenaline, age; -> death
 *   measured covariates -> balloon;  -> death
 *   hidden confounder (half of the patients, of no measured covariate) -> less balloon; -> death
 *   balloon -> death
 *
 * Severity itself moves death, but the balloon only through what the physicians saw and the registry holds. So without
 * the hidden confounder, matching on the covariates is enough; with it, nothing measured is.
 */

export interface CovariateModel {
  id: string;
  text: string;
  unit: string;
  /** Coefficients on the logit of treatment (before its scale is calibrated) and on the log hazard, per `per` units. */
  treatment: number;
  hazard: number;
  per: number;
  /** Subtracted before the coefficients apply. */
  center: number;
  source: string;
}

const assumed = (why: string): string => `assumption: ${why}`;

export const COVARIATES: readonly CovariateModel[] = [
  {
    id: "age_years",
    text: "Age, normal 65 (SD 14), a little older if severe, 18 to 100",
    unit: "years",
    ...{ treatment: -0.15, hazard: 0.3, per: 14, center: 65 },
    source: assumed("the old are ballooned less and die more"),
  },
  {
    id: "male",
    text: "Men, 74 %",
    unit: "0 or 1",
    ...{ treatment: 0.2, hazard: 0, per: 1, center: 0.74 },
    source: assumed("coronary patients are mostly men"),
  },
  {
    id: "acute_coronary",
    text: "Acute coronary syndrome, 55 %",
    unit: "0 or 1",
    ...{ treatment: 1, hazard: -0.15, per: 1, center: 0.55 },
    source: assumed("the balloon's classical indication"),
  },
  {
    id: "coma",
    text: "Coma at admission, 36 %, more if severe",
    unit: "0 or 1",
    ...{ treatment: 0.25, hazard: 0.5, per: 1, center: 0.36 },
    source: assumed("a marker of hypoperfusion"),
  },
  {
    id: "ventilation",
    text: "Mechanical ventilation on the day of admission, 80 %, more if severe",
    unit: "0 or 1",
    ...{ treatment: 0.4, hazard: 0.25, per: 1, center: 0.8 },
    source: assumed("goes with pulmonary oedema, for which the balloon is added"),
  },
  {
    id: "renal_replacement",
    text: "Renal replacement on the day of admission, 25 %, more if severe",
    unit: "0 or 1",
    ...{ treatment: 0.2, hazard: 0.4, per: 1, center: 0.25 },
    source: assumed("organ failure"),
  },
  {
    id: "log2_noradrenaline",
    text: "Noradrenaline, logarithm to base 2 of ug/kg/min, normal -2.3 (SD 1), more if severe",
    unit: "log2 ug/kg/min",
    ...{ treatment: 0.5, hazard: 0.3, per: 1, center: -2.3 },
    source: assumed("the sicker get more of everything: confounding by indication"),
  },
  {
    id: "log2_volume",
    text: "VA-ECMO patients of the hospital in a year, logarithm to base 2, normal 3.3 (SD 1)",
    unit: "log2 patients",
    ...{ treatment: 0.35, hazard: -0.05, per: 1, center: 3.3 },
    source: assumed("practice differs among hospitals, results hardly do"),
  },
];

/** Of severity on the log hazard, beside what the covariates carry; assumption. */
export const SEVERITY_HAZARD = 0.4;
/** Share of patients with the hidden confounder; assumption. A rare one must be stronger to do the same. */
export const HIDDEN_SHARE = 0.5;
/** Where hospital stay ends for survivors and observation with it; assumption. */
export const LAST_DAY = 90;
export const EARLY_DAY = 28;

/** Strength of the hidden confounder: factors on the odds of getting the balloon (inverted) and on the hazard of death. */
export interface Confounding {
  odds: number;
  hazard: number;
}
