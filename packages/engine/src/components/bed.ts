import { input, parameter, resistive } from "../language/component.ts";

/** A microvascular bed: arterioles and capillaries as a resistance times the vascular tone. */
export const bed = resistive("microvascular bed", {
  doc: "Microvascular resistance.",
  parameters: {
    R: parameter(5, "mmHg*s/mL", [0.004, 400], "Resistance", "heldt2004"),
  },
  inputs: {
    tone: input("1", "Factor on the resistance", "1"),
  },
  law: `
    q = (p_from - p_to)/(R*tone)
  `,
});
