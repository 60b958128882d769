/** Where searches begin: the priors' medians, a healthy patient and one in shock, and draws from the priors. */
import { stream } from "@counterpulse/numerics";
import type { Settings } from "../settings.ts";
import { type Prior, toCoordinate } from "./coordinates.ts";

export interface Start {
  readonly from: string;
  readonly point: Float64Array;
}

/** Beyond this a start would lie where no patient is. */
const FURTHEST = 2.5;

/**
 * Two places that lie apart. They are written here and do not follow the built-in patients: those are fitted, and a fit
 * that began at its own last result would not repeat.
 */
const PLACES: Readonly<Record<string, Settings>> = {
  health: {
    "lv.Ees": 3.3,
    "lv.alpha": 0.51,
    "lv.beta": 0.029,
    "rv.Ees": 0.41,
    "rv.beta": 0.0269,
    "patient.blood_volume_mL": 5250,
    "vessels.systemic_resistance_scale": 0.78,
    "vessels.pulmonary_resistance_scale": 0.87,
    "vessels.arterial_compliance_scale": 0.85,
  },
  shock: {
    "lv.Ees": 0.84,
    "lv.alpha": 0.78,
    "lv.beta": 0.0268,
    "rv.Ees": 0.3,
    "rv.beta": 0.0272,
    "patient.blood_volume_mL": 5790,
    "vessels.venous_volume_scale": 0.85,
    "vessels.systemic_resistance_scale": 0.83,
    "vessels.pulmonary_resistance_scale": 1.6,
    "vessels.arterial_compliance_scale": 0.7,
  },
};

/** As many starts as asked for, always the same for a seed. */
export function startingPoints(priors: readonly Prior[], count: number, seed: number): Start[] {
  const limited = (z: number): number => Math.min(Math.max(z, -FURTHEST), FURTHEST);
  const places = Object.entries(PLACES).map(([from, values]) => ({
    from,
    point: Float64Array.from(priors, (p) => (p.id in values ? limited(toCoordinate(p, values[p.id])) : 0)),
  }));
  const named = [{ from: "priors", point: new Float64Array(priors.length) }, ...places];
  const drawn = Array.from({ length: Math.max(0, count - named.length) }, (_, k) => ({
    from: `draw ${k + 1}`,
    point: normals(priors.length, seed, k).map(limited),
  }));
  return [...named, ...drawn].slice(0, count);
}

/** Standard normal numbers by Box and Muller. */
function normals(count: number, seed: number, draw: number): Float64Array {
  const random = stream(seed, draw, "starts of a fit");
  return Float64Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
    return radius * Math.cos(2 * Math.PI * random.uniform());
  });
}
