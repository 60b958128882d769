/** Latin hypercubes (mckay1979): in each dimension every one of n equal strata holds exactly one of n points. */
import { stream } from "./philox.ts";

/** Point by point, n points of so many dimensions in the open unit cube; a dimension does not depend on the others. */
export function latinHypercube(n: number, dimensions: number, seed: number, block = 0): Float64Array[] {
  const points = Array.from({ length: n }, () => new Float64Array(dimensions));
  for (let d = 0; d < dimensions; d++) {
    const { uniform } = stream(seed, block, `latin hypercube ${d}`);
    const strata = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(uniform() * (i + 1));
      [strata[i], strata[j]] = [strata[j], strata[i]];
    }
    // Never on a face of the cube, even after rounding.
    for (let i = 0; i < n; i++) points[i][d] = Math.min((strata[i] + (uniform() || 2 ** -54)) / n, 1 - 2 ** -53);
  }
  return points;
}
