import { crossingProbabilities, normal, SequentialNormal } from "@counterpulse/numerics";
import { describe, expect, test } from "vitest";
import { fixture } from "../../../test/fixture.ts";

const rows = fixture("numerics/sequential");
const bound = (text: string): number => (text.endsWith("Inf") ? Number(`${text}inity`) : Number(text));

describe.each([...new Set(rows.map((row) => row.case))])("design %s", (id) => {
  const looks = rows.filter((row) => row.case === id);
  const found = crossingProbabilities(
    looks.map((row) => +row.time),
    looks.map((row) => [bound(row.lowerBound), bound(row.upperBound)]),
    +looks[0].drift,
  );

  test("agrees with an independent recursion to 1e-14", () => {
    looks.forEach((row, k) => {
      expect(+row.agree).toBeLessThan(1e-15);
      expect(Math.abs(found.upper[k] - +row.upper)).toBeLessThan(1e-14);
      expect(Math.abs(found.lower[k] - +row.lower)).toBeLessThan(1e-14);
    });
  });

  test("agrees with TVPACK where that can be asked", () => {
    const asked = looks.flatMap((row, k) => (row.tvpack === "" ? [] : [found.upper[k] - +row.tvpack]));
    for (const difference of asked) expect(Math.abs(difference)).toBeLessThan(1e-14);
  });
});

test("crossing somewhere or never: all probabilities add up to 1", () => {
  const process = new SequentialNormal([0.2, 0.5, 1], 1.3);
  let state = process.start();
  let total = 0;
  for (const z of [3, 2.5, 2]) {
    total += process.above(state, z) + process.below(state, -z);
    state = process.proceed(state, [[-z, z]]);
  }
  const remaining = state.masses.reduce((sum, mass) => sum + mass, 0);
  expect(total + remaining).toBeCloseTo(1, 14);
});

test("going on in two intervals is going on in each", () => {
  const process = new SequentialNormal([1, 2]);
  const crossing = (intervals: [number, number][]): number =>
    process.above(process.proceed(process.start(), intervals), 1.5);
  expect(
    crossing([
      [-2, -0.5],
      [0.5, 2],
    ]),
  ).toBeCloseTo(crossing([[-2, -0.5]]) + crossing([[0.5, 2]]), 15);
});

test("a look at which nothing can happen changes nothing", () => {
  const { upper } = crossingProbabilities(
    [0.5, 1],
    [
      [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
      [-9, 1.96],
    ],
    2,
  );
  expect(upper[0]).toBe(0);
  expect(upper[1]).toBeCloseTo(normal.upper(1.96 - 2), 14);
});

test("refuses times that do not rise", () => {
  expect(() => new SequentialNormal([0.5, 0.5])).toThrow("must rise");
  expect(() => crossingProbabilities([1], [])).toThrow("1 times but 0 bounds");
});
