import { SOBOL_DIMENSIONS, sobol } from "@counterpulse/numerics";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const SIZE = 2 ** 32;

describe("as Joe and Kuo's numbers give it", () => {
  // scipy 1.17.1, stats.qmc.Sobol(128, scramble=False, bits=32), dimensions 1, 2, 3, 6, 10, 21, 51, 101, 128.
  const shown = [0, 1, 2, 5, 9, 20, 50, 100, 127];
  test.each([
    [1, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]],
    [2, [0.75, 0.25, 0.25, 0.75, 0.75, 0.25, 0.25, 0.25, 0.25]],
    [3, [0.25, 0.75, 0.75, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75]],
    [7, [0.125, 0.625, 0.375, 0.375, 0.875, 0.875, 0.875, 0.375, 0.375]],
    [100, [0.4140625, 0.2578125, 0.7734375, 0.7421875, 0.6953125, 0.7578125, 0.8828125, 0.0390625, 0.4609375]],
    [
      1023,
      [
        0.0009765625, 0.7529296875, 0.6123046875, 0.4384765625, 0.8505859375, 0.8662109375, 0.2587890625, 0.2373046875,
        0.7001953125,
      ],
    ],
    [
      4095,
      [
        0.000244140625, 0.941162109375, 0.334228515625, 0.078857421875, 0.246337890625, 0.225830078125, 0.465087890625,
        0.344970703125, 0.261474609375,
      ],
    ],
  ])("point %d", (index, expected) => {
    const point = sobol(128, null).integers(index);
    expect(shown.map((d) => point[d] / SIZE)).toEqual(expected);
  });
});

/** Points of n in each of n equal cells of a dimension. */
function perCell(values: readonly number[]): number[] {
  const counts = new Array<number>(values.length).fill(0);
  for (const v of values) counts[Math.floor(v * values.length)]++;
  return counts;
}

describe("scrambled", () => {
  test("every dimension has one point in each of 2^k cells", () => {
    const sequence = sobol(SOBOL_DIMENSIONS, 7);
    const points = Array.from({ length: 256 }, (_, i) => sequence.point(i));
    for (let d = 0; d < SOBOL_DIMENSIONS; d++)
      expect(perCell(points.map((p) => p[d])).every((count) => count === 1)).toBe(true);
  });

  test("the first two dimensions are a net: one point in each box of any shape", () => {
    const sequence = sobol(2, 11);
    const points = Array.from({ length: 256 }, (_, i) => sequence.point(i));
    for (let k = 0; k <= 8; k++) {
      const [columns, rows] = [2 ** k, 2 ** (8 - k)];
      const boxes = new Set(points.map(([x, y]) => Math.floor(x * columns) * rows + Math.floor(y * rows)));
      expect(boxes.size).toBe(256);
    }
  });

  test("is a function of seed and index: same again, other for another seed, strictly inside the cube", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.integer({ min: 0, max: SIZE - 1 }), (seed, index) => {
        const point = sobol(5, seed).point(index);
        expect(sobol(5, seed).point(index)).toEqual(point);
        expect(sobol(5, seed + 1).point(index)).not.toEqual(point);
        expect(point.every((x) => x > 0 && x < 1)).toBe(true);
        // A dimension does not depend on how many there are.
        expect(sobol(9, seed).point(index).slice(0, 5)).toEqual(point);
      }),
    );
  });

  test("each point is uniform over the seeds", () => {
    const seeds = 2000;
    const values = Array.from({ length: seeds }, (_, seed) => sobol(3, seed).point(5)[2]);
    const mean = values.reduce((a, b) => a + b, 0) / seeds;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / seeds;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / seeds));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.01);
  });

  test("integrates a smooth function far better than random points would", () => {
    const n = 1024;
    const errors = Array.from({ length: 20 }, (_, seed) => {
      const sequence = sobol(6, seed);
      let sum = 0;
      for (let i = 0; i < n; i++) sum += sequence.point(i).reduce((f, x) => f * (1 + (x - 0.5)), 1);
      return sum / n - 1;
    });
    const rms = Math.sqrt(errors.reduce((a, e) => a + e * e, 0) / errors.length);
    // Random points: variance (13/12)^6 - 1, so 0.025.
    expect(rms).toBeLessThan(0.025 / 10);
  });
});

test("what is not there is refused", () => {
  expect(() => sobol(0, 1)).toThrow("sobol: 0 dimensions; 1 to 128 are allowed.");
  expect(() => sobol(129, 1)).toThrow(RangeError);
  expect(() => sobol(2, 1).point(-1)).toThrow("sobol: point -1; 0 to 4294967295 are allowed.");
  expect(() => sobol(2, 1).point(0.5)).toThrow(RangeError);
});
