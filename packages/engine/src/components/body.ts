import { parameter, signal } from "../language/component.ts";

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

/** Intrathoracic pressure: around the heart, the great vessels and the lungs. */
export const thorax = signal("thorax", {
  doc: "Intrathoracic pressure.",
  parameters: {
    pressure_mmHg: parameter(-4, "mmHg", [-8, 20], "Mean intrathoracic pressure", "heldt2004"),
  },
  law: `
    p = pressure_mmHg
  `,
});
