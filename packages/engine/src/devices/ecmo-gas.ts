/** Gas exchange and heat exchange of the ECMO circuit: what the oxygenator does to the blood in it. */

import { bloodGas } from "../components/blood-gas.ts";
import type { CircuitBuilder } from "../language/circuit.ts";
import { input, parameter, signal } from "../language/component.ts";

const membrane = signal("membrane lung", {
  doc: "Oxygen and carbon dioxide transfer.",
  pace: "tick",
  parameters: {
    sweep_L_min: parameter(4, "L/min", [0, 12], "Sweep gas flow", "console setting"),
    fdo2: parameter(0.8, "1", [0.21, 1], "Oxygen fraction of the sweep gas", "console setting"),
  },
  inputs: {
    flow: input("mL/s", "Blood flow"),
    o2_in: input("1", ""),
    co2_in: input("1", ""),
    hb: input("g/dL", "Haemoglobin"),
    temperature: input("degC", "Blood temperature"),
    base_excess: input("mmol/L", "Base excess"),
  },
  law: `
    ${bloodGas("end", { pO2: "fdo2*713[mmHg]", pCO2: "40[mmHg]", hb: "hb", temperature: "temperature", baseExcess: "base_excess" })}
    o2_transfer = max(flow, 0[mL/s])*(end_cO2 - o2_in)
    co2_transfer = max(flow, 0[mL/s])*(co2_in - end_cCO2)
  `,
});

/** Heat exchanger: warms or cools the blood by a share of its difference to the water (its performance factor). */
const heatExchanger = signal("heat exchanger", {
  doc: "Heat given to the blood per degree of difference to the water.",
  parameters: {
    water_C: parameter(37, "degC", [30, 42], "Temperature of the water", "console setting"),
    heat_performance: parameter(
      0.5,
      "1",
      [0, 1],
      "Performance factor: part of the difference that the blood takes up",
      "assumption; makers give 0.4-0.7 at 4 L/min",
    ),
  },
  inputs: { flow: input("mL/s", "Blood flow") },
  law: `
    # Blood: 1.06 g/mL and 3.6 J/g/K.
    heat = heat_performance*max(flow, 0[mL/s])*1.06[g/mL]*3.6[J/g/K]
  `,
});

export function addEcmoGas(c: CircuitBuilder, drained: (scalar: string) => string): void {
  const group = "va-ecmo";
  c.add("ecmo_membrane", membrane, {
    group,
    inputs: {
      flow: "ecmo_drainage.carried",
      o2_in: drained("o2"),
      co2_in: drained("co2"),
      hb: "blood.hb",
      temperature: "temperature.blood",
      base_excess: "lactate.base_excess",
    },
  });
  c.add("ecmo_heat", heatExchanger, { group, inputs: { flow: "ecmo_flow" } });
}
