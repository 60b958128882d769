/** Built-in patients: what differs from the model's defaults, in public units, with sources. */

export interface Patient {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
  /** Public parameter id -> value. */
  readonly parameters: Readonly<Record<string, number>>;
}

const healthyAdult: Patient = {
  id: "healthy-adult",
  title: "Healthy adult at rest",
  description: "Adult of 75 kg and 175 cm with normal resting values, breathing spontaneously; no reflexes.",
  source:
    "Parameters of heldt2004, burkhoff1993 and mynard2012; contractility, stiffness, resistance and blood volume set to normal adult values (E194, recalled, unverified; coronary flow E176)",
  parameters: {
    "lv.Ees": 3.3,
    "lv.alpha": 0.51,
    "lv.beta": 0.029,
    "rv.Ees": 0.41,
    "rv.beta": 0.0269,
    "patient.blood_volume_mL": 5250,
    "vessels.systemic_resistance_scale": 0.78,
    "vessels.pulmonary_resistance_scale": 0.87,
    "vessels.arterial_compliance_scale": 0.85,
  },
};

const cardiogenicShock: Patient = {
  id: "cardiogenic-shock",
  title: "Cardiogenic shock after infarction, both ventricles weak",
  description:
    "Ventilated adult of 75 kg and 175 cm with infarct shock by the SHOCK criteria (cardiac index below 2.2, wedge pressure above 15, systolic pressure 80-90) and a congested right heart; reflexes are not modelled, drugs neither.",
  source:
    "Targets: SHOCK definition (E123), CCCTN registry (cardiac index 1.9, E119; mean pressure 74, E120), SHOCK trial and IABP-SHOCK II (wedge pressure 24, ejection fraction 30, rate 92-100; E192, E193, recalled, unverified). Starting values of contractility, stiffness and pulmonary resistance from the project's own design study; stiffer arteries of an older patient",
  parameters: {
    "heart.rate_per_min": 97,
    "thorax.pressure_mmHg": 0,
    "lv.Ees": 0.84,
    "lv.alpha": 0.78,
    "lv.beta": 0.0268,
    "rv.Ees": 0.3,
    "rv.beta": 0.0272,
    "left_atrium.V0": 20,
    "patient.blood_volume_mL": 5790,
    "vessels.venous_volume_scale": 0.85,
    "vessels.systemic_resistance_scale": 0.83,
    "vessels.pulmonary_resistance_scale": 1.6,
    "reflexes.set_point_mmHg": 73,
    "reflexes.cardiopulmonary_set_point_mmHg": 13.3,
    "vessels.arterial_compliance_scale": 0.7,
  },
};

export const PATIENTS: readonly Patient[] = [healthyAdult, cardiogenicShock];
