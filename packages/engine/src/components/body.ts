import { input, parameter, signal } from "../language/component.ts";

/** The person: size (body surface by mosteller1987) and blood volume. */
export const person = signal("person", {
  doc: "Size and blood volume.",
  parameters: {
    weight_kg: parameter(75, "kg", [30, 200], "Body weight", "model choice"),
    height_cm: parameter(175, "cm", [130, 220], "Body height", "model choice"),
    blood_volume_mL: parameter(5200, "mL", [3800, 8500], "Blood volume without the prime of a circuit", "heldt2004"),
  },
  law: `
    surface = sqrt(weight_kg/1[kg]*(height_cm/1[cm])/3600)
    blood_volume = blood_volume_mL
  `,
});

/** Tone of the vessels: factors on whole groups, which reflexes, drugs and fitting move. */
export const vascularTone = signal("vascular tone", {
  doc: "Factors on resistances, compliances and venous unstressed volume.",
  parameters: {
    systemic_resistance_scale: parameter(
      1,
      "1",
      [0.3, 3],
      "Factor on all systemic microvascular resistances",
      "model choice",
    ),
    pulmonary_resistance_scale: parameter(
      1,
      "1",
      [0.3, 5],
      "Factor on the pulmonary microvascular resistance",
      "model choice",
    ),
    arterial_compliance_scale: parameter(
      1,
      "1",
      [0.4, 2.5],
      "Factor on all systemic arterial compliances",
      "model choice",
    ),
    venous_volume_scale: parameter(
      1,
      "1",
      [0.7, 1.2],
      "Factor on the unstressed volume of the systemic veins",
      "model choice",
    ),
  },
  law: `
    systemic = systemic_resistance_scale
    pulmonary = pulmonary_resistance_scale
    arterial_compliance = arterial_compliance_scale
    venous_volume = venous_volume_scale
  `,
});

/**
 * Intrathoracic pressure: around the heart, the great vessels and the lungs. A breath takes a whole number of beats, so
 * that the circulation has a steady cycle: in its first part the pressure swings away from its mean at rest and back,
 * down when the patient breathes, up when a ventilator does.
 */
export const thorax = signal("thorax", {
  doc: "Intrathoracic pressure, with breathing.",
  parameters: {
    pressure_mmHg: parameter(-4, "mmHg", [-8, 20], "Intrathoracic pressure at the end of expiration", "heldt2004"),
    swing_mmHg: parameter(
      0,
      "mmHg",
      [-12, 20],
      "Its change in inspiration: negative when breathing, positive on a ventilator; 0 leaves breathing out",
      "model choice",
    ),
    breath_beats: parameter(5, "1", [2, 12], "Beats in a breath", "normal value; 14 breaths at 70 beats a minute", {
      whole: true,
    }),
  },
  inputs: { beat: input("1", "Number of this beat in the breath", "0") },
  law: `
    # Inspiration takes the first two fifths.
    part = clamp((beat + t/T)/breath_beats/0.4, 0, 1)
    hump = 4*part*(1 - part)
    p = pressure_mmHg + swing_mmHg*hump
  `,
});

/** The same without breathing, where only the mean circulation counts. */
export const stillThorax = signal("thorax at rest", {
  doc: "Constant intrathoracic pressure.",
  parameters: {
    pressure_mmHg: parameter(-4, "mmHg", [-8, 20], "Intrathoracic pressure", "heldt2004"),
  },
  law: `
    p = pressure_mmHg
  `,
});
