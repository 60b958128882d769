/** Indices of what the blood carries: saturations and tensions at named places, delivery and use, the oxygenator's share. */
import { type BloodSample, bloodFromContents } from "./blood.ts";
import { AORTA } from "./gas-exchange.ts";
import type { CycleView, Row } from "./indices.ts";

const ML_MIN = 60;

/** Several indices are read off one sample of blood. */
const drawn = new WeakMap<CycleView, Map<string, BloodSample | null>>();

/** Blood at a place, from the mean contents of the cycle; null in a circuit that carries no gases. */
function sample(c: CycleView, place: string): BloodSample | null {
  const samples = drawn.get(c) ?? new Map<string, BloodSample | null>();
  drawn.set(c, samples);
  if (!samples.has(place)) samples.set(place, drawFrom(c, place));
  return samples.get(place)!;
}

function drawFrom(c: CycleView, place: string): BloodSample | null {
  const cO2 = c.mean(`o2_${place}`);
  const cCO2 = c.mean(`co2_${place}`);
  const temperature = c.mean("temperature_value");
  const baseExcess = c.mean("base_excess_value");
  if (cO2 === null || cCO2 === null || temperature === null || baseExcess === null) return null;
  return bloodFromContents({
    cO2,
    cCO2,
    temperature,
    baseExcess: baseExcess * 1000,
    hb: c.parameter("patient.hb_g_dL"),
  });
}

const at =
  (place: string, value: (s: BloodSample) => number) =>
  (c: CycleView): number | null => {
    const found = sample(c, place);
    return found === null ? null : value(found);
  };

const saturation = (id: string, place: string, where: string): Row => [
  id,
  "%",
  `oxygen saturation, ${where}`,
  at(place, (s) => 100 * s.saturation),
];

/** Arterial and venous part of the blood that near-infrared light sees in the brain (benni2018). */
const ARTERIAL_PART = 0.3;

/**
 * Oxygen saturation of brain tissue: arterial blood beside the venous blood that the bed's law of oxygen use
 * (components/tissue.ts), applied to the means of the cycle, leaves.
 */
function cerebralTissue(c: CycleView): number | null {
  const arterial = sample(c, "cerebral");
  const [flow, cO2, cCO2] = [c.mean("brain_flow"), c.mean("o2_cerebral"), c.mean("co2_cerebral")];
  const [temperature, baseExcess] = [c.mean("temperature_value"), c.mean("base_excess_value")];
  if (arterial === null || flow === null || cO2 === null || cCO2 === null) return null;
  if (temperature === null || baseExcess === null || flow < 0.1) return null;
  const need = (c.parameter("metabolism.vo2_mL_min") / 60) * c.parameter("metabolism.q10") ** ((temperature - 37) / 10);
  const demand = c.parameter("brain_tissue.share") * need;
  const taken = Math.min(demand / flow, c.parameter("brain_tissue.critical_extraction") * cO2);
  const venous = bloodFromContents({
    cO2: cO2 - taken,
    cCO2: cCO2 + c.parameter("metabolism.respiratory_quotient") * taken,
    temperature,
    baseExcess: baseExcess * 1000,
    hb: c.parameter("patient.hb_g_dL"),
  });
  return 100 * (ARTERIAL_PART * arterial.saturation + (1 - ARTERIAL_PART) * venous.saturation);
}

const scaled = (measure: string, factor: number) => (c: CycleView) => {
  const value = c.mean(measure);
  return value === null ? null : value * factor;
};

const onEcmo =
  (node: string) =>
  (c: CycleView): number | null =>
    c.parameter("va-ecmo.on") > 0.5 ? c.mean(`ecmo_${node}`) : null;

/**
 * Place in AORTA of the first segment from the heart in which most blood comes from the oxygenator; null where none or,
 * from the root on, all of it does.
 */
function watershed(c: CycleView): number | null {
  const shares = AORTA.map((node) => onEcmo(node)(c));
  const first = shares.findIndex((s) => s !== null && s >= 0.5);
  return first <= 0 ? null : first;
}

/** The name that stands for an index's number where the number is a place: the watershed. */
export function indexName(id: string, value: number | null): string | number | null {
  return id === "watershed" && value !== null ? AORTA[value] : value;
}

export const GASES: Row[] = [
  saturation("sao2_right_radial_pct", "right_radial", "right radial artery"),
  saturation("sao2_left_radial_pct", "left_radial", "left radial artery"),
  saturation("sao2_femoral_pct", "femoral", "femoral artery of the side without the return cannula"),
  saturation("sao2_cerebral_pct", "cerebral", "arteries of the brain"),
  [
    "cerebral_tissue_o2_pct",
    "%",
    "oxygen saturation of brain tissue as near-infrared light sees it: 0.3 arterial, 0.7 venous",
    cerebralTissue,
  ],
  saturation("sao2_coronary_pct", "coronary", "aortic root, which feeds the coronaries"),
  saturation("svo2_pct", "mixed_venous", "mixed venous blood (right atrium)"),
  ["pao2_right_radial_mmHg", "mmHg", "oxygen tension, right radial artery", at("right_radial", (s) => s.pO2)],
  ["paco2_right_radial_mmHg", "mmHg", "carbon dioxide tension, right radial artery", at("right_radial", (s) => s.pCO2)],
  ["ph_right_radial", "1", "pH of plasma, right radial artery", at("right_radial", (s) => s.pH)],
  ["ecmo_fraction_coronary", "1", "share of blood from the oxygenator in the aortic root", onEcmo("aortic_root")],
  [
    "ecmo_fraction_cerebral",
    "1",
    "share of blood from the oxygenator, arteries of the brain",
    onEcmo("brain_arteries"),
  ],
  ["ecmo_fraction_left_arm", "1", "share of blood from the oxygenator, left arm", onEcmo("left_arm_arteries")],
  ["ecmo_fraction_right_arm", "1", "share of blood from the oxygenator, right arm", onEcmo("right_arm_arteries")],
  ["ecmo_fraction_renal", "1", "share of blood from the oxygenator, renal arteries", onEcmo("renal_arteries")],
  [
    "watershed",
    "1",
    "first segment of the aorta from the heart with at least half of its blood from the oxygenator; null if none, or all of them",
    watershed,
  ],
  ["do2_mL_min", "mL/min", "oxygen delivered to all beds", scaled("body_delivery", ML_MIN)],
  ["vo2_mL_min", "mL/min", "oxygen used by all beds", scaled("body_uptake", ML_MIN)],
  [
    "o2_extraction",
    "1",
    "oxygen used over oxygen delivered",
    (c) => {
      const [used, given] = [c.mean("body_uptake"), c.mean("body_delivery")];
      return used === null || given === null || given < 1e-3 ? null : used / given;
    },
  ],
  ["lactate_mmol_L", "mmol/L", "lactate in blood", scaled("lactate_value", 1000)],
  ["base_excess_mmol_L", "mmol/L", "base excess of the fully oxygenated blood", scaled("base_excess_value", 1000)],
  ["temperature_C", "degC", "blood temperature", scaled("temperature_value", 1)],
  ["lung_shunt_fraction", "1", "shunted part of the pulmonary flow, oedema included", scaled("shunt_value", 1)],
  [
    "ecmo_o2_transfer_mL_min",
    "mL/min",
    "oxygen that the oxygenator adds",
    (c) => (c.parameter("va-ecmo.on") > 0.5 ? scaled("ecmo_o2_transfer", ML_MIN)(c) : null),
  ],
  [
    "ecmo_co2_transfer_mL_min",
    "mL/min",
    "carbon dioxide that the oxygenator removes",
    (c) => (c.parameter("va-ecmo.on") > 0.5 ? scaled("ecmo_co2_transfer", ML_MIN)(c) : null),
  ],
  [
    "microvascular_flow_index",
    "1",
    "HYPOTHESIS, not validated: microvascular flow index (0-3) of the sublingual field, from its flow over need, perfusion pressure and pulse",
    scaled("microvascular_index", 1),
  ],
];
