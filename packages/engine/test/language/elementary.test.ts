/** exp and log as the back ends compute them, against Math's. */

import { LaneGroup } from "@counterpulse/engine";
import { stream } from "@counterpulse/numerics";
import { describe, expect, test } from "vitest";
import { compileExpressions } from "../expressions.ts";

const kernel = compileExpressions(["exp(x)", "log(x)", "abs(x)^1.7", "sqrt(x)"], { target: "js" });
const group = new LaneGroup(kernel);
group.setParameters(0, new Map());
group.configure(64);
group.initialise(0);
const slot = group.slot("state:s.x");
const probes = ["e0", "e1", "e2", "e3"].map((n) => group.slot(`probe:s.${n}`));

function show(x: number): number[] {
  group.write(slot, 0, x);
  kernel.observe(group.group, 0);
  return probes.map((p) => group.read(p, 0));
}

const random = stream(20261123, 0, "elementary functions");
const between = (low: number, high: number): number => low + (high - low) * random.uniform();
/** Somewhat over two units in the last place of a number just above a power of two; Math's own share is a quarter. */
const RELATIVE = 5e-16;

/** Largest relative difference, with the argument where it is. */
function worst(
  arguments_: Iterable<number>,
  index: number,
  exact: (x: number) => number,
): { error: number; at: number } {
  let found = { error: 0, at: 0 };
  for (const x of arguments_) {
    const reference = exact(x);
    // The difference of neighbours is exact; a quotient would be rounded once more.
    const error = Math.abs(show(x)[index] - reference) / (reference === 0 ? 1 : Math.abs(reference));
    if (!(error <= found.error)) found = { error, at: x };
  }
  return found;
}

const many = (draw: () => number, count = 20_000): number[] => Array.from({ length: count }, draw);

describe("exp", () => {
  test.each([
    [-700, 700],
    [-30, 30],
    [-1, 1],
    [-1e-6, 1e-6],
  ])("within 5e-16 from %d to %d", (low, high) => {
    expect(
      worst(
        many(() => between(low, high)),
        0,
        Math.exp,
      ).error,
    ).toBeLessThanOrEqual(RELATIVE);
  });

  test("at multiples of half ln 2, where its parts change", () => {
    const points = Array.from({ length: 4001 }, (_, i) => (i - 2000) * 0.5 * Math.LN2 * 0.99 + 1e-13 * (i % 7));
    expect(
      worst(
        points.filter((x) => Math.abs(x) < 700),
        0,
        Math.exp,
      ).error,
    ).toBeLessThanOrEqual(RELATIVE);
  });

  test("is exactly 1 at 0, and holds at its limits beyond them", () => {
    expect(show(0)[0]).toBe(1);
    expect(show(-0)[0]).toBe(1);
    expect(show(5000)[0]).toBe(show(700)[0]);
    expect(show(-5000)[0]).toBe(show(-700)[0]);
    expect(show(700)[0]).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(show(-700)[0]).toBeGreaterThan(0);
  });

  test("rises", () => {
    const points = many(() => between(-50, 50), 2000).sort((a, b) => a - b);
    const found = points.map((x) => show(x)[0]);
    expect(found.every((v, i) => i === 0 || v >= found[i - 1])).toBe(true);
  });
});

describe("log", () => {
  test.each([
    [-30, 300],
    [-5, 5],
    [-0.01, 0.01],
  ])("within 5e-16 from 1e%d to 1e%d, relative away from 1 and absolute beside it", (low, high) => {
    let largest = 0;
    for (const x of many(() => 10 ** between(low, high))) {
      const error = Math.abs(show(x)[1] - Math.log(x)) / Math.max(1, Math.abs(Math.log(x)));
      largest = Math.max(largest, error);
    }
    expect(largest).toBeLessThanOrEqual(RELATIVE);
  });

  test("is exactly 0 at 1, and keeps its relative accuracy beside it", () => {
    expect(show(1)[1]).toBe(0);
    expect(
      worst(
        many(() => 1 + between(-1e-3, 1e-3), 5000),
        1,
        Math.log,
      ).error,
    ).toBeLessThanOrEqual(RELATIVE);
  });

  test("reads what is below 1e-30 as 1e-30: no power of an empty vessel is not a number", () => {
    expect(show(0)[1]).toBe(show(1e-30)[1]);
    expect(show(-3)[1]).toBe(show(1e-30)[1]);
  });
});

describe("powers and roots", () => {
  test("a broken power within the error of its logarithm", () => {
    expect(
      worst(
        many(() => 10 ** between(-6, 6)),
        2,
        (x) => x ** 1.7,
      ).error,
    ).toBeLessThanOrEqual(1e-14);
  });

  test("square roots are exact", () => {
    expect(
      worst(
        many(() => 10 ** between(-300, 300)),
        3,
        Math.sqrt,
      ).error,
    ).toBe(0);
  });
});
