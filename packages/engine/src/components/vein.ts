import { input, node, parameter, resistive } from "../language/component.ts";

/**
 * A vein: linear compliance when distended. Below its unstressed volume it collapses: a few mmHg of suction empty most of
 * it (`collapse_pressure` sets the scale), then a steep wall, 40 y^8 with y the emptied fraction, keeps the volume above
 * zero.
 */
export const vein = node("vein", {
  doc: "Vein with linear compliance and collapse.",
  initial: "V0*tone + C*(p_start - p_out)",
  parameters: {
    C: parameter(7, "mL/mmHg", [0.2, 150], "Compliance when distended", "heldt2004"),
    V0: parameter(600, "mL", [5, 3000], "Unstressed volume", "heldt2004"),
    collapse_pressure: parameter(4, "mmHg", [1, 15], "Scale of the pressure at which it collapses", "assumption"),
  },
  inputs: {
    tone: input("1", "Factor on the unstressed volume", "1"),
    p_out: input("mmHg", "Pressure outside", "0[mmHg]"),
  },
  law: `
    V_unstressed = V0*tone
    collapse = max(1 - V/V_unstressed, 0)
    p = max(V - V_unstressed, 0[mL])/C - collapse_pressure*(collapse + 40*collapse^8) + p_out
  `,
});

/** Flow from a vein toward the heart. A collapsed vein conducts less: by the square of what is left of it. */
export const venousReturn = resistive("venous return", {
  doc: "Venous resistance that rises as the vein collapses.",
  parameters: {
    R: parameter(0.1, "mmHg*s/mL", [0.002, 1], "Resistance, distended", "heldt2004"),
  },
  inputs: {
    collapse: input("1", "Emptied fraction of the upstream vein"),
  },
  law: `
    open = 1 - collapse
    q = (p_from - p_to)*open*open/R
  `,
});
