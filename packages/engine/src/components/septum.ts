import { input, parameter, signal } from "../language/component.ts";

/**
 * The interventricular septum as a third elastic wall between the free walls (smith2004, chung1997). Its displacement
 * into the right ventricle balances the pressures across it; with the free walls linearised about the ventricles' own
 * volumes that balance has a closed form, so no iteration is needed:
 *
 *   shift = (p_left - p_right) / (slope_left + slope_right + E_septum),  E_septum between passive and active
 */
export const septum = signal("septum", {
  doc: "Interventricular septum: trans-septal pressure balance, linearised.",
  parameters: {
    E_passive: parameter(3, "mmHg/mL", [0.5, 10], "Septal elastance in diastole", "smith2004; linearised"),
    E_active: parameter(15, "mmHg/mL", [2, 60], "Septal elastance in systole", "smith2004; linearised"),
  },
  inputs: {
    e: input("1", "Activation"),
    p_left: input("mmHg", "Free-wall pressure of the left ventricle at its own volume"),
    p_right: input("mmHg", "Free-wall pressure of the right ventricle at its own volume"),
    slope_left: input("mmHg/mL", "Elastance of the left free wall"),
    slope_right: input("mmHg/mL", "Elastance of the right free wall"),
  },
  law: `
    E = E_passive + e*max(E_active - E_passive, 0[mmHg/mL])
    shift = (p_left - p_right)/(slope_left + slope_right + E)
  `,
});
