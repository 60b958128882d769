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
    E_passive: parameter(
      3,
      "mmHg/mL",
      [0.5, 10],
      "Septal elastance in diastole",
      "assumption; linearised from the exponential law of smith2004",
    ),
    active_ratio: parameter(
      4,
      "1",
      [1, 10],
      "What contraction adds to septal elastance, over the left ventricle's own end-systolic elastance",
      "assumption; smith2004 has a stiffer septum without linearisation",
    ),
  },
  inputs: {
    e: input("1", "Activation"),
    strength: input("mmHg/mL", "End-systolic elastance of the left ventricle in effect"),
    p_left: input("mmHg", "Free-wall pressure of the left ventricle at its own volume"),
    p_right: input("mmHg", "Free-wall pressure of the right ventricle at its own volume"),
    slope_left: input("mmHg/mL", "Elastance of the left free wall"),
    slope_right: input("mmHg/mL", "Elastance of the right free wall"),
    V_left: input("mL", "Volume of the left ventricle"),
    V_right: input("mL", "Volume of the right ventricle"),
  },
  law: `
    E = E_passive + e*active_ratio*strength
    balance = (p_left - p_right)/(slope_left + slope_right + E)
    # It cannot bulge further than there is room.
    shift = clamp(balance, -0.3*V_left, 0.3*V_right)
  `,
});
