import { input, parameter, signal } from "../language/component.ts";

/** The pericardium: exponential in the blood volume of the four chambers (smith2004 form, all chambers inside). */
export const pericardium = signal("pericardium", {
  doc: "Pericardial pressure from total heart volume.",
  parameters: {
    P0: parameter(0.5, "mmHg", [0.05, 3], "Pressure at the reference volume", "smith2004"),
    V_ref: parameter(
      450,
      "mL",
      [250, 900],
      "Reference volume of the four chambers",
      "assumption; grows in chronic dilatation",
    ),
    stiffness: parameter(
      0.012,
      "1/mL",
      [0.003, 0.02],
      "Exponent",
      "smith2004; rescaled from the ventricles to the whole heart",
    ),
  },
  inputs: {
    V_heart: input("mL", "Blood volume of the four chambers"),
    p_thorax: input("mmHg", "Intrathoracic pressure"),
  },
  law: `
    p = P0*exp(stiffness*(V_heart - V_ref)) + p_thorax
  `,
});
