/** What built-in populations share: how size is drawn, what goes with it, and how heart muscle is spread where nobody has measured it. */
import type { PopulationFile } from "./population-file.ts";

type Members = NonNullable<PopulationFile["groups"]>[string]["members"];
type Parameters = Members[string]["parameters"];

export const SPREAD = "spread assumed";

/** Height and weight within a sex. */
export function sizeOf(
  height: { readonly mean: number; readonly sd: number; readonly min: number; readonly max: number },
  weight: { readonly median: number; readonly cv: number; readonly min: number; readonly max: number },
  source: string,
): Parameters {
  return {
    "patient.height_cm": { label: "height, within sex", distribution: "normal", ...height, source },
    "patient.weight_kg": { label: "weight, within sex", distribution: "lognormal", ...weight, source },
  };
}

/** A multiple of the base patient's value. */
export const times = (label: string, median: number, cv: number, source = SPREAD): Parameters[string] => ({
  label,
  distribution: "lognormal",
  median,
  cv,
  relative: true,
  source,
});

export const BODY_SIZE: NonNullable<PopulationFile["body_size"]> = {
  source:
    "dewey2008 (recalled, unverified): volumes and flows go with body surface, pressures do not, so stiffness and resistance go with its inverse",
  exponents: {
    "lv.V0": 1,
    "rv.V0": 1,
    "left_atrium.V0": 1,
    "right_atrium.V0": 1,
    "lv.V_wall": 1,
    "rv.V_wall": 1,
    "lv.Ees": -1,
    "rv.Ees": -1,
    "lv.beta": -1,
    "rv.beta": -1,
    "left_atrium.E_passive": -1,
    "left_atrium.E_active": -1,
    "right_atrium.E_passive": -1,
    "right_atrium.E_active": -1,
    "pericardium.V_ref": 1,
    "pericardium.stiffness": -1,
    "mitral_valve.area": 1,
    "aortic_valve.area": 1,
    "tricuspid_valve.area": 1,
    "pulmonary_valve.area": 1,
    "vessels.systemic_resistance_scale": -1,
    "vessels.pulmonary_resistance_scale": -1,
    "vessels.arterial_compliance_scale": 1,
    "vessels.venous_volume_scale": 1,
    "patient.blood_volume_mL": 1,
  },
};

export const CORRELATIONS: NonNullable<PopulationFile["correlations"]> = [
  { between: ["patient.height_cm", "patient.weight_kg"], rank: 0.45, source: "assumption" },
  { between: ["lv.Ees", "rv.Ees"], rank: 0.3, source: "assumption: ischaemia and drugs reach both ventricles" },
];
