/** Where in the unit cube the patients of a population lie: a function of seed and number, never of the order of work. */
import { latinHypercube, SOBOL_DIMENSIONS, sobol, stream } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";

export const SAMPLINGS = ["sobol", "lhs", "random"] as const;

/** Scrambled Sobol points; Latin hypercubes of so many points one after the other; independent points. */
export type Sampling = (typeof SAMPLINGS)[number];

/** Point number i, in the open unit cube. */
export type Sampler = (i: number) => Float64Array;

/** @param block points of one Latin hypercube */
export function sampler(sampling: Sampling, dimensions: number, seed: number, block: number): Sampler {
  if (sampling === "sobol") {
    checkDimensions(dimensions);
    return sobol(dimensions, seed).point;
  }
  if (sampling === "lhs") {
    let [held, points]: [number, Float64Array[]] = [-1, []];
    return (i) => {
      const wanted = Math.floor(i / block);
      if (wanted !== held) [held, points] = [wanted, latinHypercube(block, dimensions, seed, wanted)];
      return points[i % block];
    };
  }
  return (i) => {
    const { uniform } = stream(seed, i, "population");
    return Float64Array.from({ length: dimensions }, () => uniform() || 2 ** -54);
  };
}

/** @throws InputError where there are no direction numbers for so many dimensions */
export function checkDimensions(dimensions: number): void {
  if (dimensions > SOBOL_DIMENSIONS)
    throw new InputError(`Sobol points: ${dimensions} dimensions are needed; up to ${SOBOL_DIMENSIONS} are allowed.`);
}
