import { input, node, parameter, resistive } from "../language/component.ts";

/**
 * A peripheral vein: linear compliance when distended; below its unstressed volume it collapses under little suction,
 * `collapse_pressure` at complete emptying. Flow out of it stops before that (see venousReturn).
 */
export const vein = node("vein", {
  doc: "Peripheral vein with linear compliance and soft collapse.",
  initial: "V0*tone + C*p_start",
  parameters: {
    C: parameter(7, "mL/mmHg", [0.2, 150], "Compliance when distended", "heldt2004"),
    V0: parameter(600, "mL", [5, 3000], "Unstressed volume", "heldt2004"),
    collapse_pressure: parameter(5, "mmHg", [2, 15], "Suction that would empty it", "assumption"),
  },
  inputs: {
    tone: input("1", "Factor on the unstressed volume", "1"),
  },
  law: `
    V_unstressed = V0*tone
    x = V - V_unstressed
    p = max(x, 0[mL])/C + min(x, 0[mL])*(collapse_pressure/V_unstressed)
    # Flow out stops at this pressure, at half the unstressed volume.
    p_closing = -0.5*collapse_pressure
  `,
});

/**
 * Flow from a peripheral vein toward the heart: a Starling resistor. Downstream pressure below the closing pressure no
 * longer draws more flow (permutt1963); backward it is a plain resistance.
 */
export const venousReturn = resistive("venous return", {
  doc: "Venous resistance with a waterfall.",
  parameters: {
    R: parameter(0.1, "mmHg*s/mL", [0.002, 1], "Resistance", "heldt2004"),
  },
  inputs: {
    p_closing: input("mmHg", "Pressure at which the vein collapses"),
  },
  law: `
    q = (max(p_from - max(p_to, p_closing), 0[mmHg]) + min(p_from - p_to, 0[mmHg]))/R
  `,
});

/**
 * A great vein: linear compliance when distended. Below its unstressed volume it collapses: a few mmHg of suction empty
 * most of it (`collapse_pressure` sets the scale), then a steep wall, 40 y^8 with y the emptied fraction, keeps the
 * volume above zero.
 */
export const greatVein = node("great vein", {
  doc: "Caval or pulmonary vein with linear compliance and collapse.",
  initial: "max(V0 + C*(p_start - p_out), 0.7*V0)",
  parameters: {
    C: parameter(2, "mL/mmHg", [0.2, 50], "Compliance when distended", "heldt2004"),
    V0: parameter(100, "mL", [5, 1000], "Unstressed volume", "heldt2004"),
    collapse_pressure: parameter(4, "mmHg", [1, 15], "Scale of the pressure at which it collapses", "assumption"),
  },
  inputs: {
    p_out: input("mmHg", "Pressure outside", "0[mmHg]"),
  },
  law: `
    collapse = max(1 - V/V0, 0)
    p = max(V - V0, 0[mL])/C - collapse_pressure*(collapse + 40*collapse^8) + p_out
  `,
});

/** Flow between a collapsible vessel and the heart: a collapsed one conducts less, by the square of what is left of it. */
export const collapsibleInflow = resistive("collapsible inflow", {
  doc: "Resistance that rises as the upstream vessel collapses.",
  parameters: {
    R: parameter(0.02, "mmHg*s/mL", [0.002, 60], "Resistance, distended", "heldt2004"),
  },
  inputs: {
    collapse: input("1", "Emptied fraction of the upstream vessel"),
  },
  law: `
    open = 1 - collapse
    q = (p_from - p_to)*open*open/R
  `,
});
