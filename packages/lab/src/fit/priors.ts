/**
 * What is believed of a patient's parameters before any target is seen: medians between health and shock, spreads wide
 * enough for both. A new free parameter is one row; ranges are the model's own.
 */
import type { Model, Patient } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import { findParameter, type Settings } from "../settings.ts";
import type { Prior } from "./coordinates.ts";

interface Row {
  readonly id: string;
  readonly scale: Prior["scale"];
  readonly median: number;
  readonly spread: number;
  readonly source: string;
  /** Free without being asked for, as soon as a target tells of it. */
  readonly usual: boolean;
}

const factor = (id: string, median: number, spread: number, source: string, usual = true): Row => ({
  id,
  scale: "log",
  median,
  spread,
  source,
  usual,
});
const distance = (id: string, median: number, spread: number, source: string, usual = true): Row => ({
  ...factor(id, median, spread, source, usual),
  scale: "linear",
});

/** Rows: id, median, one standard deviation (a factor, or a distance in the parameter's unit), whence. */
const ROWS: readonly Row[] = [
  factor("lv.Ees", 1.5, 2.1, "normal 1.5 to 2.9 (G163, G165), failing about 0.6 (G036)"),
  factor("lv.alpha", 0.55, 1.6, "G165 at the low end; spread assumed"),
  factor("lv.beta", 0.024, 1.45, "G165; quartiles in patients 0.011 to 0.028 (sinning2011)"),
  factor("lv.V0", 12, 1.5, "between G165 and G157; spread assumed"),
  factor("rv.Ees", 0.42, 1.7, "G163, G165 and the built-in patient in shock; spread assumed"),
  factor("rv.beta", 0.022, 1.4, "burkhoff1993; spread assumed"),
  factor("patient.blood_volume_mL", 5400, 1.16, "G158; 25 % more in half of heart failure (miller2021)"),
  factor("vessels.systemic_resistance_scale", 0.85, 1.55, "standard errors of G156, with those of shock (E119, E120)"),
  factor("vessels.pulmonary_resistance_scale", 1.2, 1.8, "standard error of G156"),
  factor("vessels.arterial_compliance_scale", 0.8, 1.45, "assumption; young arteries to old stiff ones"),
  distance("vessels.venous_volume_scale", 0.95, 0.08, "assumption; venous tone from rest to shock"),
  factor("ventricular_activation.rise_time_ms", 255, 1.1, "weissler1968; shorter in failure; spread assumed"),
  factor("pulmonary_artery.C", 2.4, 1.6, "heldt2004; falls with resistance and wedge pressure (tedford2012)"),
  factor("pericardium.V_ref", 480, 1.2, "assumption; normal to chronically dilated hearts"),
  distance("mitral_valve.regurgitation_fraction", 0.2, 0.12, "assumption; moderate", false),
  distance("aortic_valve.regurgitation_fraction", 0.15, 0.1, "assumption; mild to moderate", false),
  distance("tricuspid_valve.regurgitation_fraction", 0.2, 0.12, "assumption; moderate", false),
  factor("aortic_valve.area", 2, 1.7, "assumption; stenosis of some degree", false),
  distance("lung.shunt_fraction", 0.2, 0.15, "assumption; between health and injured lungs", false),
  distance(
    "splanchnic_tissue.critical_extraction",
    0.55,
    0.07,
    "assumption; about 0.6 (ronco1993), less in shock",
    false,
  ),
];

/** Free parameters and their priors, for lists and documents. */
export const FREE_PARAMETERS: readonly Row[] = ROWS;

export interface PriorRequest {
  /** The patient to start from: medians are then this patient's values. */
  readonly base?: Patient;
  readonly hold: readonly string[];
  readonly free: readonly string[];
  /** Set by the user or by a target. */
  readonly set: Settings;
}

/** The priors of all parameters that may move. @throws InputError */
export function choosePriors(model: Model, { base, hold, free, set }: PriorRequest): Prior[] {
  for (const id of hold) findParameter(model, id, "--hold");
  for (const id of free) {
    findParameter(model, id, "--free");
    if (hold.includes(id)) throw new InputError(`--free: ${id} is held by --hold; one of both is allowed.`);
    if (id in set)
      throw new InputError(`--free: ${id} is set already; a parameter that is neither set nor held is allowed.`);
  }
  const usual = ROWS.filter((r) => r.usual && !hold.includes(r.id) && !(r.id in set) && !free.includes(r.id));
  const asked = free.map((id) => ROWS.find((r) => r.id === id) ?? fromRange(model, id));
  return [...usual, ...new Set(asked)].map((r) => withRange(model, r, base));
}

/** Values of the table's parameters that do not move: those of the base, or else the medians. */
export function heldMedians(priors: readonly Prior[], base: Patient | undefined): Settings {
  if (base) return {};
  const moved = new Set(priors.map((p) => p.id));
  return Object.fromEntries(ROWS.filter((r) => r.usual && !moved.has(r.id)).map((r) => [r.id, r.median]));
}

function withRange(model: Model, row: Row, base: Patient | undefined): Prior {
  const { min, max, value } = findParameter(model, row.id, "prior").spec;
  const own = base ? (base.parameters[row.id] ?? value) : row.median;
  // A value at the end of the range, such as a leak of none, is no middle of anything.
  const margin = 0.01 * (max - min);
  const median = own > min + margin && own < max - margin ? own : row.median;
  const { id, scale, spread, source } = row;
  return { id, scale, median, spread, source, min, max };
}

/** A parameter that has no row: around its default, two standard deviations to the ends of what the model allows. */
function fromRange(model: Model, id: string): Row {
  const { spec } = findParameter(model, id, "--free");
  if (spec.whole)
    throw new InputError(`--free: ${id} takes whole numbers; a parameter with a continuous range is allowed.`);
  const source = "the model's default and range";
  const row = spec.min > 0 ? factor : distance;
  const spread = spec.min > 0 ? (spec.max / spec.min) ** 0.25 : (spec.max - spec.min) / 4;
  return row(id, spec.value, spread, source);
}
