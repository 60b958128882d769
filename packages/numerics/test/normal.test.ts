/** Expected values: mpmath 1.3.0 at 40 digits (`ncdf`, and its root for the quantile). */
import { normalCdf, normalQuantile } from "@counterpulse/numerics";
import fc from "fast-check";
import { expect, test } from "vitest";

test.each([
  [1e-300, -37.047096299361199],
  [1e-20, -9.2623400897984076],
  [1e-9, -5.9978070150076869],
  [0.001, -3.0902323061678135],
  [0.0249978951482204, -1.9600000000000006],
  [0.075, -1.4395314709384559],
  [0.3, -0.52440051270804081],
  [0.5, 0],
  [0.6, 0.25334710313579974],
  [0.925, 1.4395314709384562],
  [0.999, 3.0902323061678133],
])("quantile of %d", (p, z) => {
  expect(Math.abs(normalQuantile(p) - z)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(z)) * 4);
});

test.each([
  [-37, 5.7255712225245768e-300],
  [-20, 2.7536241186062337e-89],
  [-8, 6.2209605742717841e-16],
  [-7.2, 3.0106279811174337e-13],
  [-7, 1.279812543885835e-12],
  [-3, 0.0013498980316300945],
  [-1, 0.15865525393145705],
  [-0.1, 0.46017216272297102],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [2, 0.97724986805182079],
  [5, 0.99999971334842812],
  [7.05, 0.99999999999910541],
])("probability up to %d", (z, p) => {
  expect(Math.abs(normalCdf(z) - p)).toBeLessThan(2e-15);
  // The far tail is good to fewer digits, but to digits of its own size.
  expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(1e-6);
});

test("the one undoes the other", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
      expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-12);
    }),
  );
});

test("ends and what is no probability", () => {
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  expect(normalQuantile(-0.1)).toBeNaN();
  expect(normalQuantile(1.1)).toBeNaN();
  expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  expect(normalCdf(Number.NaN)).toBeNaN();
});
