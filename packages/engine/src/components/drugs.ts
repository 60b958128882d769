import { parameter, signal } from "../language/component.ts";

/**
 * Vasoactive drugs at a steady infusion: each moves named parameters by a saturating dose-response,
 *
 *   factor = 1 + Emax dose/(dose + ED50)
 *
 * and several together by their product. Effects on the heart rate act only where the rate is not clamped.
 */
export const drugs = signal("drugs", {
  doc: "Noradrenaline, adrenaline, dobutamine, milrinone by dose-response curves.",
  parameters: {
    noradrenaline_ug_kg_min: parameter(0, "1", [0, 3], "Noradrenaline, ug/kg/min", "model choice"),
  },
  law: `
    n = noradrenaline_ug_kg_min/(noradrenaline_ug_kg_min + 0.3)
    resistance = 1 + 1.2*n
    venous = 1 - 0.15*n
    pulmonary = 1 + 0.3*n
    contractility = 1 + 0.4*n
    rate = 1
  `,
});
