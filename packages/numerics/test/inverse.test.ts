import { inverse } from "@counterpulse/numerics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const product = (a: readonly Float64Array[], b: readonly Float64Array[]): number[][] =>
  a.map((row) => Array.from(b[0], (_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));

describe("inverse", () => {
  it("gives the identity with its matrix", () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(number, { minLength: 144, maxLength: 144 }), (n, x) => {
        // A strong diagonal keeps the matrix away from the singular ones.
        const rows = Array.from({ length: n }, (_, i) =>
          Float64Array.from({ length: n }, (_, j) => x[i * n + j] + (i === j ? 2 * n : 0)),
        );
        product(rows, inverse(rows)).forEach((row, i) => {
          row.forEach((value, j) => {
            expect(value).toBeCloseTo(i === j ? 1 : 0, 12);
          });
        });
      }),
    );
  });

  it("exchanges rows where a pivot is nothing, and leaves its matrix as it was", () => {
    const rows = [Float64Array.of(0, 2), Float64Array.of(4, 0)];
    expect(inverse(rows)).toEqual([Float64Array.of(0, 0.25), Float64Array.of(0.5, 0)]);
    expect(rows).toEqual([Float64Array.of(0, 2), Float64Array.of(4, 0)]);
  });

  it("refuses a matrix that has none", () => {
    expect(() => inverse([Float64Array.of(1, 2), Float64Array.of(2, 4)])).toThrow(/order 2 is singular/);
  });
});
