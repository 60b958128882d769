import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Prior, publishedValue, slope, toCoordinate, toValue } from "../../src/fit/coordinates.ts";

const elastance: Prior = { id: "lv.Ees", scale: "log", median: 1.5, spread: 2, min: 0.2, max: 6, source: "" };
const tone: Prior = { id: "tone", scale: "linear", median: 0.95, spread: 0.08, min: 0.7, max: 1.2, source: "" };
const near = fc.double({ min: -3, max: 3, noNaN: true });
const any = fc.double({ min: -60, max: 60, noNaN: true });

describe.each([
  ["log", elastance],
  ["linear", tone],
])("%s", (_, prior) => {
  test("the median stands at 0", () => {
    expect(toValue(prior, 0)).toBeCloseTo(prior.median, 12);
    expect(toCoordinate(prior, prior.median)).toBeCloseTo(0, 12);
  });

  test("coordinate and value lead back to each other, and both rise", () => {
    fc.assert(
      fc.property(near, (z) => {
        expect(toCoordinate(prior, toValue(prior, z))).toBeCloseTo(z, 8);
        expect(toValue(prior, z + 0.01)).toBeGreaterThan(toValue(prior, z));
      }),
    );
  });

  test("no coordinate leaves the range", () => {
    fc.assert(
      fc.property(any, (z) => {
        for (const value of [toValue(prior, z), publishedValue(prior, z)]) {
          expect(value).toBeGreaterThanOrEqual(prior.min);
          expect(value).toBeLessThanOrEqual(prior.max);
        }
      }),
    );
  });

  test("the slope is the derivative", () => {
    fc.assert(
      fc.property(near, (z) => {
        const h = 1e-5;
        const difference = (toValue(prior, z + h) - toValue(prior, z - h)) / (2 * h);
        expect(slope(prior, z)).toBeCloseTo(difference, 6);
      }),
    );
  });
});

test("near the median, one in z is one standard deviation: a factor, or a distance", () => {
  expect(slope(elastance, 0)).toBeCloseTo(1.5 * Math.log(2), 12);
  expect(slope(tone, 0)).toBeCloseTo(0.08, 12);
});

test("a value at the end of the range has a coordinate far out, not an infinite one", () => {
  for (const value of [tone.min, tone.max]) expect(Math.abs(toCoordinate(tone, value))).toBeGreaterThan(5);
  expect(Number.isFinite(toCoordinate(tone, tone.max))).toBe(true);
});

test("published values have six digits", () => {
  expect(publishedValue(elastance, 0.123)).toBe(Number(toValue(elastance, 0.123).toPrecision(6)));
});
