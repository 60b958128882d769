/**
 * The Sobol sequence (sobol1967) with the direction numbers of joekuo2008, scrambled by matousek1998: a random lower
 * triangular matrix on the digits of each dimension, then a random digital shift. Scrambled points are each uniform, keep
 * the even spread of the net, and different seeds give independent copies. Everything random is Philox's, so a point is a
 * function of seed and index alone.
 */
import { stream } from "./philox.ts";
import { SOBOL_DIRECTIONS } from "./sobol-directions.ts";

/** Dimensions there are direction numbers for. */
export const SOBOL_DIMENSIONS = SOBOL_DIRECTIONS.length + 1;

const BITS = 32;
const SIZE = 2 ** BITS;

export interface SobolSequence {
  readonly dimensions: number;
  /** Coordinates of point `index` (0 to 2^32 - 1) as 32-bit integers. */
  integers(index: number): Uint32Array;
  /** The point in the open unit cube: each coordinate stands in the middle of its cell of width 2^-32. */
  point(index: number): Float64Array;
}

/** @param seed scrambles; null leaves the sequence as it is, beginning at the origin */
export function sobol(dimensions: number, seed: number | null): SobolSequence {
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > SOBOL_DIMENSIONS)
    throw new RangeError(`sobol: ${dimensions} dimensions; 1 to ${SOBOL_DIMENSIONS} are allowed.`);
  const shifts = new Uint32Array(dimensions);
  const columns = Array.from({ length: dimensions }, (_, d) => {
    const directions = directionsOf(d);
    if (seed === null) return directions;
    const random = stream(seed, d, "sobol scramble");
    shifts[d] = random.word();
    return scrambled(directions, random.word);
  });
  const integers = (index: number): Uint32Array => {
    if (!Number.isInteger(index) || index < 0 || index >= SIZE)
      throw new RangeError(`sobol: point ${index}; 0 to ${SIZE - 1} are allowed.`);
    const gray = (index ^ (index >>> 1)) >>> 0;
    const x = Uint32Array.from(shifts);
    for (let d = 0; d < dimensions; d++)
      for (let bit = 0, rest = gray; rest > 0; bit++, rest >>>= 1) if (rest & 1) x[d] ^= columns[d][bit];
    return x;
  };
  return { dimensions, integers, point: (index) => Float64Array.from(integers(index), (x) => (x + 0.5) / SIZE) };
}

/** Direction numbers of a dimension, the first binary digit in the highest bit. */
function directionsOf(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let k = 0; k < BITS; k++) v[k] = 1 << (BITS - 1 - k);
    return v;
  }
  const [polynomial, ...initial] = SOBOL_DIRECTIONS[dimension - 1];
  const degree = initial.length;
  for (let k = 0; k < BITS; k++) {
    if (k < degree) {
      v[k] = initial[k] << (BITS - 1 - k);
      continue;
    }
    v[k] = v[k - degree] ^ (v[k - degree] >>> degree);
    for (let j = 1; j < degree; j++) if ((polynomial >>> (degree - j)) & 1) v[k] ^= v[k - j];
  }
  return v;
}

/** Each number times a lower triangular matrix over two elements with ones on its diagonal. */
function scrambled(directions: Uint32Array, word: () => number): Uint32Array {
  // Row r makes digit r (from the highest) out of digits 0 to r.
  const rows = Array.from({ length: BITS }, (_, r) => {
    const diagonal = 1 << (BITS - 1 - r);
    const above = r === 0 ? 0 : -1 << (BITS - r);
    return ((word() & above) | diagonal) >>> 0;
  });
  return directions.map((v) => rows.reduce((sum, row, r) => sum | (parity(row & v) << (BITS - 1 - r)), 0) >>> 0);
}

function parity(word: number): number {
  let x = word ^ (word >>> 16);
  x ^= x >>> 8;
  x ^= x >>> 4;
  x ^= x >>> 2;
  return (x ^ (x >>> 1)) & 1;
}
