/** What built-in populations share: how size is drawn, what goes with it, and how heart muscle is spread where nobody has measured it. */
import type { PopulationFile } from "./population-file.ts";

type Group = NonNullable<PopulationFile["groups"]>[string];
type Parameters = Group["members"][string]["parameters"];
type Distribution = Parameters[string];
type Target = Extract<NonNullable<PopulationFile["targets"]>[string], { kind: string }>;

export const SPREAD = "spread assumed";

interface Size {
  readonly share: number;
  readonly height: { readonly mean: number; readonly sd: number; readonly min: number; readonly max: number };
  readonly weight: { readonly median: number; readonly cv: number; readonly min: number; readonly max: number };
  /** What else differs by sex. */
  readonly others?: Parameters;
}

/** Men and women with their sizes. */
export function sexes(source: string, sizeSource: string, man: Size, woman: Size): Group {
  return { label: "sex", source, members: { man: member(man, sizeSource), woman: member(woman, sizeSource) } };
}

function member({ share, height, weight, others }: Size, source: string): Group["members"][string] {
  return {
    share,
    parameters: {
      "patient.height_cm": { label: "height, within sex", distribution: "normal", ...height, source },
      "patient.weight_kg": { label: "weight, within sex", distribution: "lognormal", ...weight, source },
      ...others,
    },
  };
}

/** A multiple of the base patient's value. */
export const times = (label: string, median: number, cv: number, source = SPREAD): Distribution => ({
  label,
  distribution: "lognormal",
  median,
  cv,
  relative: true,
  source,
});

export const heartRate = (mean: number, sd: number, min: number, max: number, source: string): Distribution => ({
  label: "heart rate",
  distribution: "normal",
  ...{ mean, sd, min, max, source },
});

/** Vessels, over the base patient's: systemic resistance as given, the others about it. */
export function vessels(resistance: number, cv: number, source = SPREAD): Parameters {
  return {
    "vessels.systemic_resistance_scale": times("systemic resistance", resistance, cv, source),
    "vessels.pulmonary_resistance_scale": times("pulmonary resistance", 1, 0.4),
    "vessels.arterial_compliance_scale": times("arterial compliance", 1, 0.3),
  };
}

/** What a resistance drawn in shock stands for. */
export const TONE = `${SPREAD}; stands for vasopressors and inflammation too`;

export const bloodVolume = (mean: number, sd: number, what: string): Distribution => ({
  label: "blood volume",
  distribution: "normal",
  ...{ mean, sd },
  relative: true,
  source: `${SPREAD}; ${what}`,
});

/** Mitral regurgitation after infarction, as echocardiography finds it. */
export const INFARCT_MITRAL: Distribution = {
  label: "mitral regurgitation",
  distribution: "histogram",
  edges: [0, 0.05, 0.3, 0.5, 0.6],
  weights: [26, 62, 40, 19],
  source:
    "engstrom2010: none, mild, moderate, severe in 147 patients; regurgitant fractions of the grades zoghbi2017 (recalled, unverified)",
};

export const AORTIC_LEAK: Distribution = {
  label: "aortic regurgitation",
  distribution: "histogram",
  edges: [0, 0.05, 0.2, 0.3],
  weights: [87, 12, 1],
  source: "singh1999 (recalled, unverified): trace or more in 13 % of men; moderate bars the balloon",
};

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

type BodySize = NonNullable<PopulationFile["body_size"]>;

/** The same, and what the body needs: oxygen, the liver's flow, the lactate that is made and cleared at rest. */
export const BODY_AND_NEED: BodySize = {
  source: `${BODY_SIZE.source}; oxygen need and the liver's share of it likewise (assumption)`,
  exponents: {
    ...BODY_SIZE.exponents,
    "metabolism.vo2_mL_min": 1,
    "patient.hepatic_flow_mL_min": 1,
    "patient.lactate_basal_mmol_min": 1,
  },
};

/** Right ventricular dysfunction by pressures, and how often infarct shock has it. */
export const RIGHT_VENTRICLE: Pick<PopulationFile, "criteria"> & { readonly share: Target } = {
  criteria: {
    right_ventricular_dysfunction: {
      label: "RV dysfunction",
      source:
        "lala2018: raised central venous pressure and ratio to the wedge pressure, low pulsatility index (stroke work left out); bounds recalled, unverified",
      when: { cvp_mmHg: [10, null], cvp_pcwp_ratio: [0.63, null], papi: [null, 2] },
    },
  },
  share: {
    kind: "share",
    value: 0.37,
    source: "lala2018: 37 % of 258 in the SHOCK registry, 38 % of 139 in the trial",
  },
};
