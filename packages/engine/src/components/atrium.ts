import { input, node, parameter } from "../language/component.ts";

/**
 * An atrium: time-varying linear elastance; below its unstressed volume it collapses, softly at first and against a
 * wall near empty (see vein.ts), so that suction cannot draw more blood than there is.
 */
export const atrium = node("atrium", {
  doc: "Atrium with time-varying elastance that collapses when emptied.",
  initial: "V0 + p_start/E_passive",
  parameters: {
    E_passive: parameter(0.12, "mmHg/mL", [0.04, 0.6], "Elastance at rest", "mynard2012"),
    E_active: parameter(0.25, "mmHg/mL", [0.06, 1.2], "Elastance at the height of contraction", "burkhoff1993"),
    V0: parameter(10, "mL", [5, 40], "Unstressed volume", "burkhoff1993"),
    collapse_pressure: parameter(
      4,
      "mmHg",
      [3, 15],
      "Scale of the pressure below which the chamber collapses",
      "assumption",
    ),
  },
  inputs: {
    e: input("1", "Activation, 0 to 1"),
    p_out: input("mmHg", "Pressure around the atrium: pericardium and thorax"),
  },
  law: `
    E = E_passive + e*max(E_active - E_passive, 0[mmHg/mL])
    collapse = max(1 - V/V0, 0)
    p = E*max(V - V0, 0[mL]) - collapse_pressure*(collapse + 100*collapse^8) + p_out
  `,
});
