/** Where searches begin: the priors' medians, the built-in patients, and draws from the priors. */
import { PATIENTS } from "@counterpulse/engine";
import { stream } from "@counterpulse/numerics";
import { type Prior, toCoordinate } from "./coordinates.ts";

export interface Start {
  readonly from: string;
  readonly point: Float64Array;
}

/** Beyond this a start would lie where no patient is. */
const FURTHEST = 2.5;

/** As many starts as asked for, always the same for a seed. */
export function startingPoints(priors: readonly Prior[], count: number, seed: number): Start[] {
  const limited = (z: number): number => Math.min(Math.max(z, -FURTHEST), FURTHEST);
  const patients = PATIENTS.map((patient) => ({
    from: patient.id,
    point: Float64Array.from(priors, (p) =>
      p.id in patient.parameters ? limited(toCoordinate(p, patient.parameters[p.id])) : 0,
    ),
  }));
  const named = [{ from: "priors", point: new Float64Array(priors.length) }, ...patients];
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
