import { input, parameter, signal } from "../language/component.ts";

/**
 * The interventricular septum as a third elastic wall between the free walls (smith2004, chung1997). Its displacement
 * into the right ventricle balances the pressures across it; with the free walls linearised about the ventricles' own
 * volumes that balance has a closed form, so no iteration is needed:
 *
 *   shift = (p_left - p_right) / (slope_left + slope_right + E_septum),  E_septum rises as the left ventricle contracts
 */
export const septum = signal("septum", {
  doc: "Interventricular septum: trans-septal pressure balance, linearised.",
  parameters: {
    E_passive: parameter(3, "mmHg/mL", [0.5, 10], "Septal elastance in diastole", "smith2004; linearised"),
    active_ratio: parameter(
      4,
      "1",
      [1, 10],
      "What contraction adds to septal elastance, over the left ventricle's own end-systolic elastance",
      "smith2004; linearised, tied to the left ventricle whose muscle it is",
    ),
  },
  inputs: {
    e: input("1", "Activation"),
    strength: input("mmHg/mL", "End-systolic elastance of the left ventricle in effect"),
    p_left: input("mmHg", "Free-wall pressure of the left ventricle at its own volume"),
    p_right: input("mmHg", "Free-wall pressure of the right ventricle at its own volume"),
    slope_left: input("mmHg/mL", "Elastance of the left free wall"),
    slope_right: input("mmHg/mL", "Elastance of the right free wall"),
  },
  law: `
    E = E_passive + e*active_ratio*strength
    shift = (p_left - p_right)/(slope_left + slope_right + E)
  `,
});
