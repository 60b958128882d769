/**
 * What the blood carries: oxygen and carbon dioxide (mL per mL) and the share that has come from the oxygenator. Lungs,
 * tissues and membrane exchange with the nodes they lie in.
 */
import { lung, pulmonaryOedema } from "../components/lung.ts";
import { microcirculation } from "../components/microcirculation.ts";
import { blood, bodyTemperature, lactate, metabolism, tissue } from "../components/tissue.ts";
import { addEcmoGas } from "../devices/ecmo-gas.ts";
import { VA_ECMO } from "../devices/va-ecmo.ts";
import type { CircuitBuilder } from "../language/circuit.ts";
import { heartDemand, TERRITORIES } from "./coronaries.ts";
import { by } from "./values.ts";

/** Bed, artery before it, vein behind it, share of the body's oxygen need. */
const BEDS = [
  ["brain", "brain_arteries", "upper_body_veins", 0.24],
  ["left_arm", "left_arm_arteries", "upper_body_veins", 0.05],
  ["right_arm", "right_arm_arteries", "upper_body_veins", 0.05],
  ["renal", "renal_arteries", "renal_veins", 0.08],
  ["splanchnic", "splanchnic_arteries", "splanchnic_veins", 0.32],
  ["left_leg", "left_leg_arteries", "leg_veins", 0.13],
  ["right_leg", "right_leg_arteries", "leg_veins", 0.13],
] as const;

/** Branches through which blood leaves systemic capillaries: the oxygenator's mark ends there. */
const CAPILLARIES = [
  ...BEDS.map(([name]) => `${name}_bed`),
  "bronchial_bed",
  ...TERRITORIES.map(({ name }) => `${name}_venules`),
];

/** @param drained content of a scalar in the blood that the ECMO drains */
export function addGasExchange(c: CircuitBuilder, drained: (scalar: string) => string): void {
  c.add("blood", blood, { group: "patient" });
  c.add("metabolism", metabolism, { inputs: { temperature: "temperature.blood" } });
  addTissues(c);
  addLungs(c);
  addEcmoGas(c, drained);
  addWholeBody(c);
  addScalars(c);
}

function addTissues(c: CircuitBuilder): void {
  for (const [name, artery, vein, share] of BEDS) {
    c.add(`${name}_tissue`, tissue, {
      inputs: {
        flow: `${name}_bed.carried`,
        o2_in: `o2.${artery}`,
        o2_held: `o2.${vein}`,
        need: "metabolism.need",
        quotient: "metabolism.quotient",
      },
      set: {
        share: by(share, "textbook distribution of oxygen consumption, recalled, unverified", [0.2 * share, 3 * share]),
      },
    });
  }
  for (const { name, left, right } of TERRITORIES) {
    c.add(`${name}_tissue`, tissue, {
      group: `coronary.${name}`,
      inputs: {
        flow: `${name}_arterioles.carried`,
        o2_in: `o2.${name}_epicardial`,
        o2_held: `o2.${name}_muscle`,
        need: heartDemand(left, right),
        quotient: "metabolism.quotient",
      },
      set: {
        share: {
          ...by(1, "model choice; the need wired here is this territory's own", [0.5, 2]),
          description: "Factor on the oxygen need of this territory's muscle",
        },
        critical_extraction: by(0.85, "assumption; as the ischaemic muscle's", [0.7, 0.95]),
      },
    });
  }
}

function addLungs(c: CircuitBuilder): void {
  const sample = { hb: "blood.hb", temperature: "temperature.blood", base_excess: "lactate.base_excess" };
  c.add("lung", lung, {
    inputs: {
      ...sample,
      flow: "pulmonary_arterioles.carried",
      o2_in: "o2.pulmonary_artery",
      co2_in: "co2.pulmonary_artery",
      flooded: "oedema.flooded",
    },
  });
  c.measure("capillary_pressure", "mean", "pulmonary_capillaries.p");
  c.add("oedema", pulmonaryOedema, { group: "lung", inputs: { pressure: "capillary_pressure - thorax.p" } });
}

function addWholeBody(c: CircuitBuilder): void {
  const sum = (what: string, names: readonly string[]): string => names.map((n) => `${n}_tissue.${what}`).join(" + ");
  const beds = BEDS.map(([name]) => name);
  const heart = TERRITORIES.map(({ name }) => name);
  c.tickMean("body_uptake", sum("o2_uptake", [...beds, ...heart]));
  c.tickMean("body_need", sum("demand", [...beds, ...heart]));
  c.tickMean("heart_uptake", sum("o2_uptake", heart));
  c.tickMean("body_delivery", sum("delivery", [...beds, ...heart]));
  c.tickMean("lung_uptake", "lung.o2_uptake");
  c.tickMean("lung_output", "lung.co2_output");
  c.measure("splanchnic_flow", "mean", "splanchnic_bed.q");
  c.add("lactate", lactate, {
    group: "patient",
    inputs: { missing: "body_need - body_uptake", splanchnic_flow: "splanchnic_flow", weight: "patient.weight_kg" },
  });
  c.add("temperature", bodyTemperature, {
    group: "patient",
    inputs: { weight: "patient.weight_kg", heat: VA_ECMO.heat, water: VA_ECMO.water },
  });
  c.beatValue("lactate_value", "lactate.concentration");
  c.beatValue("base_excess_value", "lactate.base_excess");
  c.beatValue("temperature_value", "temperature.blood");
  c.tickMean("shunt_value", "lung.shunt");
  c.tickMean("ecmo_o2_transfer", VA_ECMO.o2Transfer);
  c.tickMean("ecmo_co2_transfer", VA_ECMO.co2Transfer);
  addMicrocirculation(c);
}

/** Where the index is looked at: the head, whose skin and mouth are the sublingual field, gut and kidney. */
function addMicrocirculation(c: CircuitBuilder): void {
  c.tickMean(
    "delivery_over_need",
    "(left_arm_tissue.delivery + right_arm_tissue.delivery)/(left_arm_tissue.demand + right_arm_tissue.demand)*0.3",
  );
  c.add("microcirculation", microcirculation, {
    inputs: {
      supply: "delivery_over_need",
      pressure: "root_mean - cvp_mean",
      pulse: "root_max - root_min",
    },
  });
  c.beatValue("microvascular_index", "microcirculation.index");
}

/** Nodes whose content an index reads: name of the measure and node. */
export const SAMPLES = [
  ["right_radial", "right_arm_arteries"],
  ["left_radial", "left_arm_arteries"],
  ["femoral", "left_iliac_artery"],
  ["cerebral", "brain_arteries"],
  ["coronary", "aortic_root"],
  ["renal", "renal_arteries"],
  // Where no blood is ejected, that of the pulmonary artery stands still and takes up what comes back from the lungs.
  ["mixed_venous", "right_atrium"],
  ["pulmonary_venous", "pulmonary_veins"],
] as const;

/** The aorta from the root to the groin, along which the share of blood from the oxygenator crosses one half. */
export const AORTA = [
  "aortic_root",
  "aortic_arch",
  "upper_thoracic_aorta",
  "lower_thoracic_aorta",
  "abdominal_aorta",
  "right_iliac_artery",
] as const;

function addScalars(c: CircuitBuilder): void {
  const taken = (what: string, sign: string): Record<string, string> => {
    const terms = new Map<string, string[]>();
    const add = (node: string, term: string): void => void terms.set(node, [...(terms.get(node) ?? []), term]);
    for (const [name, , vein] of BEDS) add(vein, `${name}_tissue.${what}`);
    for (const { name } of TERRITORIES) add(`${name}_muscle`, `${name}_tissue.${what}`);
    return Object.fromEntries([...terms].map(([node, list]) => [node, `${sign}(${list.join(" + ")})`]));
  };
  c.scalar({
    name: "o2",
    initial: "0.0134*blood.hb/1[g/dL]*0.9",
    inflow: "0.0134*blood.hb/1[g/dL]*0.97",
    exchange: {
      ...taken("o2_uptake", "-"),
      pulmonary_capillaries: "lung.o2_uptake",
      ecmo_oxygenator: VA_ECMO.o2Transfer,
    },
  });
  c.scalar({
    name: "co2",
    initial: "0.5",
    inflow: "0.48",
    exchange: {
      ...taken("co2_output", ""),
      pulmonary_capillaries: "-lung.co2_output",
      ecmo_oxygenator: `-${VA_ECMO.co2Transfer}`,
    },
  });
  c.scalar({
    name: "ecmo",
    initial: "0",
    through: { ecmo_return: "1", ecmo_distal: "1", ...Object.fromEntries(CAPILLARIES.map((name) => [name, "0"])) },
  });
  for (const [name, node] of SAMPLES) {
    c.tickMean(`o2_${name}`, `o2.${node}`);
    c.tickMean(`co2_${name}`, `co2.${node}`);
  }
  for (const node of new Set([
    ...AORTA,
    "brain_arteries",
    "left_arm_arteries",
    "right_arm_arteries",
    "renal_arteries",
    "left_iliac_artery",
  ]))
    c.tickMean(`ecmo_${node}`, `ecmo.${node}`);
}
