/**
 * Animals in the circulation of a person. Pressures of mammals are alike; volumes go with the body mass M, times with
 * M^1/4, flows therefore with M^3/4 and resistances with M^-3/4 (westerhof2019, dawson2014). Under this similarity a pig of
 * 45 kg on 4 L/min is a person of 75 kg on 4 (75/45)^3/4 = 5.9 L/min with the same pressures, so an animal is run at a
 * person's size: its settings and measured values are scaled up, what the model gives is scaled back. Nothing in the model
 * knows of species; what differs between them beside size (such as the pig's shorter aorta or lower haemoglobin) must be
 * said in settings or is left out.
 */
import { INDICES, type Model } from "@counterpulse/engine";
import type { Settings } from "../settings.ts";
import type { Scale } from "./study.ts";

/** Unit -> exponent of the body mass. Every other unit (pressures, shares, concentrations, doses per weight) stays. */
const EXPONENTS: Readonly<Record<string, number>> = {
  mL: 1,
  "mmHg mL": 1,
  "mL/mmHg": 1,
  "mmHg/mL": -1,
  "1/mL": -1,
  "L/min": 0.75,
  "mL/min": 0.75,
  W: 0.75,
  "1/min": -0.25,
  "/min": -0.25,
  s: 0.25,
  ms: 0.25,
  "mmHg*s/mL": -0.75,
  "dyn s cm-5": -0.75,
};

/** The body mass ratio, person over animal, to the power of the unit. */
export function factorOf(unit: string, scale: Scale | undefined): number {
  return scale ? (scale.model_kg / scale.animal_kg) ** (EXPONENTS[unit] ?? 0) : 1;
}

const INDEX_UNITS: ReadonlyMap<string, string> = new Map(INDICES.map((i) => [i.id, i.unit]));

/** From the model's value of an index, or of what waveforms tell (its id ends in the unit), to the animal's. */
export function toAnimal(index: string, value: number, scale: Scale | undefined): number {
  return value / factorOf(INDEX_UNITS.get(index) ?? unitOfId(index), scale);
}

/** A target measured in the animal, for the model. */
export const toModel = (index: string, value: number, scale: Scale | undefined): number =>
  value * factorOf(INDEX_UNITS.get(index) ?? unitOfId(index), scale);

const unitOfId = (id: string): string => (id.endsWith("_mmHg_mL") ? "mmHg mL" : id.endsWith("_mL") ? "mL" : "1");

/** Settings as they were in the animal, for the model; the body weight follows from the scale. */
export function modelSettings(model: Model, settings: Settings, scale: Scale | undefined): Settings {
  if (!scale) return settings;
  const units = new Map(model.parameters.map((p) => [p.id, p.spec.unit]));
  const scaled = Object.entries(settings).map(([id, v]) => [id, v * factorOf(units.get(id) ?? "1", scale)] as const);
  return { "patient.weight_kg": scale.model_kg, ...Object.fromEntries(scaled) };
}
