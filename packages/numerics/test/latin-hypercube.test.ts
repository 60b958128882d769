import { latinHypercube } from "@counterpulse/numerics";
import fc from "fast-check";
import { expect, test } from "vitest";

test("every stratum of every dimension holds one point, inside the open cube", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 5 }), fc.nat(), (n, dimensions, seed) => {
      const points = latinHypercube(n, dimensions, seed);
      expect(points).toHaveLength(n);
      for (let d = 0; d < dimensions; d++) {
        expect(new Set(points.map((p) => Math.floor(p[d] * n))).size).toBe(n);
        expect(points.every((p) => p[d] > 0 && p[d] < 1)).toBe(true);
      }
    }),
  );
});

test("same seed, same points; another block or seed, others; a dimension stands by itself", () => {
  const points = latinHypercube(20, 3, 5);
  expect(latinHypercube(20, 3, 5)).toEqual(points);
  expect(latinHypercube(20, 3, 6)).not.toEqual(points);
  expect(latinHypercube(20, 3, 5, 1)).not.toEqual(points);
  expect(latinHypercube(20, 2, 5).map((p) => [...p])).toEqual(points.map((p) => [p[0], p[1]]));
});

test("strata are shuffled independently: dimensions do not go together", () => {
  const n = 500;
  const points = latinHypercube(n, 2, 1);
  const covariance = points.reduce((sum, p) => sum + (p[0] - 0.5) * (p[1] - 0.5), 0) / n;
  expect(Math.abs(12 * covariance)).toBeLessThan(4 / Math.sqrt(n));
});
