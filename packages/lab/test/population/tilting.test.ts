import { tilt } from "@counterpulse/lab";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const columns = (n: number, m: number) =>
  fc.array(
    fc.array(
      fc.integer({ min: -40, max: 40 }).map((x) => x / 8),
      { minLength: n, maxLength: n },
    ),
    {
      minLength: m,
      maxLength: m,
    },
  );

const mean = (weights: ArrayLike<number>, values: ArrayLike<number>): number => {
  let [sum, all] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += weights[i] * values[i];
    all += weights[i];
  }
  return sum / all;
};

describe("weights of maximum entropy", () => {
  // Levels that some positive weights have can be met: so they must be, by these weights, too.
  const feasible = fc
    .tuple(fc.integer({ min: 8, max: 40 }), fc.integer({ min: 1, max: 4 }))
    .chain(([n, m]) =>
      fc.tuple(columns(n, m), fc.array(fc.double({ min: 0.2, max: 3, noNaN: true }), { minLength: n, maxLength: n })),
    );

  test("meet whatever can be met, to 1e-8", () => {
    fc.assert(
      fc.property(feasible, ([values, some]) => {
        const deviations = values.map((column) => {
          const level = mean(some, column);
          return Float64Array.from(column, (x) => x - level);
        });
        const found = tilt(deviations, some.length);
        if (found.kind !== "met") throw new Error("can be met and was not");
        for (const d of deviations) expect(Math.abs(mean(found.weights, d))).toBeLessThan(1e-8);
        expect(found.weights.reduce((a, b) => a + b, 0) / some.length).toBeCloseTo(1, 10);
        expect(found.weights.every((w) => w >= 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("are exponential in the constraints, which makes them those of largest entropy", () => {
    const values = [1, 2, 4, 7, 11, 16];
    const found = tilt([Float64Array.from(values, (x) => x - 5)], 6);
    if (found.kind !== "met") throw new Error();
    const [slope] = found.multipliers;
    for (let i = 1; i < 6; i++)
      expect(Math.log(found.weights[i] / found.weights[0])).toBeCloseTo(slope * (values[i] - values[0]), 9);
    // Any other weights with this mean have less entropy: move along the constraint's null space.
    const entropy = (w: ArrayLike<number>) => -Array.from(w).reduce((a, x) => a + x * Math.log(x), 0);
    const away = [2, -3, 1, 0, 0, 0].map((x, i) => found.weights[i] + 0.01 * x);
    expect(mean(away, values)).toBeCloseTo(5, 9);
    expect(entropy(away)).toBeLessThan(entropy(found.weights));
  });

  test("are what raking a two-by-two table comes to", () => {
    // Cells (old, young) x (man, woman) with 10, 20, 30, 40; rows shall be 60 %, columns 45 %.
    const cells = [10, 20, 30, 40];
    const people = cells.flatMap((count, cell) => Array.from({ length: count }, () => cell));
    const old = Float64Array.from(people, (c) => (c < 2 ? 1 : 0) - 0.6);
    const man = Float64Array.from(people, (c) => (c % 2 === 0 ? 1 : 0) - 0.45);
    const found = tilt([old, man], 100);
    if (found.kind !== "met") throw new Error();
    let table = [...cells];
    for (let round = 0; round < 2000; round++) {
      const [top, bottom] = [table[0] + table[1], table[2] + table[3]];
      table = table.map((x, i) => (i < 2 ? (60 * x) / top : (40 * x) / bottom));
      const [left, right] = [table[0] + table[2], table[1] + table[3]];
      table = table.map((x, i) => (i % 2 === 0 ? (45 * x) / left : (55 * x) / right));
    }
    people.forEach((cell, i) => {
      expect(found.weights[i]).toBeCloseTo(table[cell] / cells[cell], 9);
    });
  });

  test("are all 1 where nothing is left to do", () => {
    const found = tilt([Float64Array.of(-1, 0, 1), Float64Array.of(2, -4, 2)], 3);
    expect(found).toMatchObject({ kind: "met" });
    if (found.kind === "met") for (const w of found.weights) expect(w).toBeCloseTo(1, 12);
    expect(tilt([], 4)).toMatchObject({ kind: "met", weights: Float64Array.of(1, 1, 1, 1) });
  });

  test("the same said twice is met once; a contradiction is found", () => {
    const x = Float64Array.of(-1, 0, 2, 5);
    const twice = tilt([x, x.map((v) => 3 * v)], 4);
    if (twice.kind !== "met") throw new Error();
    expect(Math.abs(mean(twice.weights, x))).toBeLessThan(1e-9);
    expect(tilt([x, x.map((v) => v - 1)], 4)).toEqual({ kind: "apart" });
    expect(tilt([Float64Array.of(0.1, 2, 3)], 3)).toEqual({ kind: "apart" });
  });
});
