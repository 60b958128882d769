import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MatrixVector } from "../../src/codegen/matrix-vector.ts";

const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });

describe("MatrixVector", () => {
  it("agrees with sums in plain numbers to single precision, for every width", () => {
    const sizes = fc.record({ rows: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 21 }) });
    fc.assert(
      fc.property(sizes, fc.array(number, { minLength: 220, maxLength: 220 }), ({ rows, width }, x) => {
        const matrix = Array.from({ length: rows }, (_, i) => Float64Array.from(x.slice(i * width, (i + 1) * width)));
        const product = new MatrixVector(matrix);
        const [vector, summand] = [x.slice(199 - width, 199), x.slice(200, 200 + rows)];
        product.vector.set(vector);
        const found = product.addTo(Float64Array.from(summand));
        matrix.forEach((row, i) => {
          const terms = [...row].map((value, k) => value * vector[k]);
          const size = terms.reduce((sum, t) => sum + Math.abs(t), 1e-9 * Math.abs(summand[i]) + 1e-30);
          expect(Math.abs(found[i] - terms.reduce((a, b) => a + b, summand[i]))).toBeLessThanOrEqual(5e-7 * size);
        });
      }),
    );
  });

  it("keeps its matrix; a result stands until the next", () => {
    const product = new MatrixVector([Float64Array.of(1, 2), Float64Array.of(3, 4)]);
    product.vector.set([1, 1]);
    expect([...product.addTo(Float64Array.of(10, 20))]).toEqual([13, 27]);
    expect([...product.addTo(Float64Array.of(0, 0))]).toEqual([3, 7]);
  });
});
