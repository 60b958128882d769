/** Gas exchange and heat exchange of the ECMO circuit: what the oxygenator does to the blood in it. */
import { MEMBRANE_LUNG_PARAMETERS, membraneLung } from "../components/membrane-lung.ts";
import type { CircuitBuilder } from "../language/circuit.ts";
import { input, parameter, signal } from "../language/component.ts";

/**
 * The membrane lung, worked out once a beat for the beat's mean flow and mean contents of what is drained: flow and
 * contents swing little there, and its law is long. Contents of the blood that leaves follow within a few beats.
 */
const membrane = signal("membrane lung", {
  doc: "Contents of the blood that leaves the oxygenator.",
  pace: "beat",
  parameters: {
    ...MEMBRANE_LUNG_PARAMETERS,
    sweep_L_min: parameter(2, "L/min", [0, 15], "Sweep gas flow", "console setting"),
    fdo2: parameter(1, "1", [0.21, 1], "Oxygen fraction of the sweep gas", "console setting"),
  },
  inputs: {
    flow: input("mL/s", "Mean blood flow of the beat"),
    o2_in: input("1", "Mean oxygen content of what is drained"),
    co2_in: input("1", "Mean carbon dioxide content of what is drained"),
    hb: input("g/dL", "Haemoglobin"),
    temperature: input("degC", "Blood temperature"),
    base_excess: input("mmol/L", "Base excess"),
    barometric: input("mmHg", "Barometric pressure"),
  },
  states: {
    o2_out: { unit: "1", initial: "0.19", scale: 0.01, settles: "2[s]" },
    co2_out: { unit: "1", initial: "0.45", scale: 0.01, settles: "2[s]" },
  },
  law: `
    ${membraneLung("lung", {
      cO2: "o2_in",
      cCO2: "co2_in",
      bloodFlow: "flow",
      sweep: "sweep_L_min",
      fdo2: "fdo2",
      hb: "hb",
      temperature: "temperature",
      baseExcess: "base_excess",
      barometric: "barometric",
      area: "membrane_area_m2",
      oxygen: "oxygen_conductance",
      carbonDioxide: "carbon_dioxide_conductance",
      exponent: "flow_exponent",
    })}
    der(o2_out) = (lung_cO2_out - o2_out)/2[s]
    der(co2_out) = (lung_cCO2_out - co2_out)/2[s]
  `,
});

/** What the blood that enters the oxygenator takes up and gives off there, tick by tick: so that amounts are kept. */
const transfer = signal("membrane transfer", {
  doc: "Oxygen that the blood takes up in the oxygenator, and carbon dioxide that it gives off.",
  pace: "tick",
  inputs: {
    flow: input("mL/s", "Blood flow into the oxygenator"),
    o2_in: input("1", "Oxygen content of what is drained"),
    co2_in: input("1", "Carbon dioxide content of what is drained"),
    o2_out: input("1", "Oxygen content of what leaves"),
    co2_out: input("1", "Carbon dioxide content of what leaves"),
  },
  law: `
    o2 = max(flow, 0[mL/s])*(o2_out - o2_in)
    co2 = max(flow, 0[mL/s])*(co2_in - co2_out)
  `,
});

/** Heat exchanger: warms or cools the blood by a share of its difference to the water (its performance factor). */
const heatExchanger = signal("heat exchanger", {
  doc: "Heat given to the blood per degree of difference to the water.",
  pace: "beat",
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
  inputs: { flow: input("mL/s", "Mean blood flow of the beat") },
  law: `
    # Blood: 1.06 g/mL and 3.6 J/g/K.
    heat = heat_performance*max(flow, 0[mL/s])*1.06[g/mL]*3.6[J/g/K]
  `,
});

/** @param drained content of a scalar in the blood that the line draws */
export function addEcmoGas(c: CircuitBuilder, drained: (scalar: string) => string): void {
  const group = "va-ecmo";
  c.tickMean("ecmo_o2_in", drained("o2"));
  c.tickMean("ecmo_co2_in", drained("co2"));
  c.add("ecmo_membrane", membrane, {
    group,
    inputs: {
      flow: "ecmo_flow",
      o2_in: "ecmo_o2_in",
      co2_in: "ecmo_co2_in",
      hb: "blood.hb",
      temperature: "temperature.blood",
      base_excess: "lactate.base_excess",
      barometric: "lung.barometric_mmHg",
    },
  });
  c.add("ecmo_transfer", transfer, {
    inputs: {
      flow: "ecmo_drainage.carried",
      o2_in: drained("o2"),
      co2_in: drained("co2"),
      o2_out: "ecmo_membrane.o2_out",
      co2_out: "ecmo_membrane.co2_out",
    },
  });
  c.add("ecmo_heat", heatExchanger, { group, inputs: { flow: "ecmo_flow" } });
}
