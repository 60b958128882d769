import fc from "fast-check";
import { expect, test } from "vitest";
import { checkSeries, extent, roundScale, ticksOf } from "../src/scales.ts";

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });

test("the axis includes the data, and zero where asked for", () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), fc.boolean(), (values, zero) => {
      const span = extent([values]);
      const [from, to] = roundScale(span, [0, 100], 4, zero).domain();
      expect(from).toBeLessThan(to);
      // To a billionth of the axis: rounding to a round number may lose the last bits.
      const dust = 1e-9 * (to - from);
      expect(from).toBeLessThanOrEqual((zero ? Math.min(0, span[0]) : span[0]) + dust);
      expect(to).toBeGreaterThanOrEqual((zero ? Math.max(0, span[1]) : span[1]) - dust);
    }),
  );
});

test("what does not change gets an axis all the same", () => {
  expect(roundScale([0, 0], [0, 1], 4, true).domain()).toEqual([0, 1]);
  expect(roundScale([7, 7], [0, 1], 4, true).domain()).toEqual([0, 8]);
  const [from, to] = roundScale([7, 7], [0, 1], 4, false).domain();
  expect([from < 7, to > 7]).toEqual([true, true]);
});

test("ticks have a true minus and no thousands separators", () => {
  const labels = ticksOf(roundScale([-1000, 4000], [0, 100], 5, true), 5).map(({ label }) => label);
  expect(labels).toEqual(["−1000", "0", "1000", "2000", "3000", "4000"]);
});

test("series that cannot be drawn are told", () => {
  expect(() => checkSeries([], "s")).toThrow("s has 0 values; 2 or more are allowed.");
  expect(() => checkSeries([1, 2], "s", 3)).toThrow("s has 2 values; as many as its partner, 3, are allowed.");
  expect(() => checkSeries([1, Number.NaN], "s")).toThrow("s: value 2 is NaN; finite numbers are allowed.");
});
