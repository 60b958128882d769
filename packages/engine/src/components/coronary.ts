import { input, node, parameter, resistive } from "../language/component.ts";

/**
 * Intramyocardial vessels of one coronary territory: a compliance inside contracting muscle. The tissue pressure is a
 * share of the ventricle's pressure (downey1975) and squeezes the vessels in systole: inflow stops or reverses, outflow to
 * the veins is pushed (the intramyocardial pump of spaan1981). Blood is conserved: it all comes back in diastole.
 */
export const intramyocardialVessels = node("intramyocardial vessels", {
  doc: "Coronary vessels squeezed by the muscle around them.",
  initial: "V0 + C*p_start",
  parameters: {
    C: parameter(0.03, "mL/mmHg", [0.005, 0.15], "Compliance", "spaan1981"),
    V0: parameter(5, "mL", [2, 30], "Unstressed volume", "spaan1981"),
    squeeze: parameter(
      0.5,
      "1",
      [0.1, 1],
      "Mean tissue pressure over ventricular pressure, across the wall",
      "downey1975",
    ),
  },
  inputs: {
    p_ventricle: input("mmHg", "Pressure of the ventricle whose wall holds the vessels"),
  },
  law: `
    tissue = squeeze*max(p_ventricle, 0[mmHg])
    collapse = max(1 - V/V0, 0)
    p = (V - V0)/C + tissue*(1 - collapse)
  `,
});

/** Venules and coronary veins: as they are emptied they conduct less, and their valves let nothing back. */
export const coronaryVenules = resistive("coronary venules", {
  doc: "Outflow of squeezed vessels, forward only.",
  parameters: {
    R: parameter(10, "mmHg*s/mL", [0.5, 80], "Resistance, distended", "E176; split of resting resistance"),
  },
  inputs: {
    collapse: input("1", "Emptied fraction of the upstream vessels"),
    tone: input("1", "Factor on the resistance", "1"),
  },
  law: `
    open = 1 - collapse
    q = max(p_from - p_to, 0[mmHg])*open*open/(R*tone)
  `,
});
