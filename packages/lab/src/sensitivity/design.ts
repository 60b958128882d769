/**
 * The design of saltelli2010 over the unit cube: N rows A and B of one Sobol sequence in twice the dimensions, and for
 * each factor A with that factor's column from B. Points are numbered A, B, then factor by factor.
 */
import { sobol } from "@counterpulse/numerics";
import { checkDimensions } from "../population/sampling.ts";

export interface Design {
  readonly rows: number;
  readonly factors: number;
  /** Points in all: rows x (factors + 2). */
  readonly size: number;
  point(index: number): Float64Array;
}

export function saltelliDesign(rows: number, factors: number, seed: number): Design {
  checkDimensions(2 * factors);
  const sequence = sobol(2 * factors, seed);
  return {
    rows,
    factors,
    size: rows * (factors + 2),
    point(index) {
      const both = sequence.point(index % rows);
      const block = Math.floor(index / rows);
      const [a, b] = [both.subarray(0, factors), both.subarray(factors)];
      if (block === 0) return a;
      if (block === 1) return b;
      const mixed = Float64Array.from(a);
      mixed[block - 2] = b[block - 2];
      return mixed;
    },
  };
}

/** Values over the design's points, by block. */
export function blocks(design: Design, values: Float64Array): { a: Float64Array; b: Float64Array; ab: Float64Array[] } {
  const block = (k: number): Float64Array => values.subarray(k * design.rows, (k + 1) * design.rows);
  return { a: block(0), b: block(1), ab: Array.from({ length: design.factors }, (_, i) => block(i + 2)) };
}
