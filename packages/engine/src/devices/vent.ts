/**
 * Atrial septostomy: a hole in the atrial septum, which lets the left atrium run off into the right. It needs no pump, and
 * works with any support or none. (Vents into the drainage limb of VA-ECMO stand with that device.)
 */
import type { CircuitBuilder } from "../language/circuit.ts";
import { parameter, resistive } from "../language/component.ts";

/**
 * A hole in a thin wall, quasi-steady by Bernoulli, both ways: q = Cd A sqrt(2/rho) (sqrt(|dp| + d) - sqrt(d)) sign(dp), with
 * d = 0.04 mmHg, which makes the law linear where the pressure difference is tiny.
 */
const septostomy = resistive("septostomy", {
  doc: "Hole in the atrial septum.",
  parameters: {
    septostomy_diameter_mm: parameter(0, "mm", [0, 20], "Diameter of the hole (0: none)", "model choice"),
    discharge_coefficient: parameter(
      0.7,
      "1",
      [0.5, 1],
      "Cross-section of the jet over that of the hole",
      "assumption; a sharp-edged hole has about 0.6, a rounded one nearly 1",
    ),
  },
  law: `
    area = 0.7853982*septostomy_diameter_mm*septostomy_diameter_mm
    drop = p_from - p_to
    size = discharge_coefficient*area*sqrt(2/1.06[g/mL])
    q = if(drop > 0[mmHg], size, -size)*(sqrt(abs(drop) + 0.04[mmHg]) - sqrt(0.04[mmHg]))
  `,
});

export interface SeptostomySites {
  readonly leftAtrium: string;
  readonly rightAtrium: string;
}

export function addSeptostomy(circuit: CircuitBuilder, sites: SeptostomySites): void {
  circuit.add("septostomy", septostomy, { group: "vent", from: sites.leftAtrium, to: sites.rightAtrium });
}
