import { risingRoot } from "@counterpulse/numerics";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const search = { guess: 1, step: 0.5, range: [-100, 100] as const, tolerance: 1e-14 };

/** The zero and how often the function was asked. */
function solve(f: (x: number) => number, options = search) {
  let calls = 0;
  const x = risingRoot((at) => {
    calls++;
    return f(at);
  }, options);
  return { x, calls };
}

describe("known zeros", () => {
  test.each<[string, (x: number) => number, number]>([
    ["a line", (x) => 3 * x - 12, 4],
    ["a cube", (x) => x ** 3 - 27, 3],
    ["steep", (x) => Math.exp(x) - 20, Math.log(20)],
    ["flat on both sides", (x) => Math.atan(50 * (x + 2)), -2],
    ["a kink at the zero", (x) => (x < 7 ? 0.001 : 1000) * (x - 7), 7],
    ["flat, then steep", (x) => Math.max(x - 90, (x - 90) * 1e-6), 90],
  ])("%s", (_, f, zero) => {
    const { x, calls } = solve(f);
    expect(x).toBeCloseTo(zero, 9);
    expect(calls).toBeLessThan(60);
  });

  test("a jump is found where it is", () => {
    expect(solve((x) => (x < Math.PI ? -1 : 2)).x).toBeCloseTo(Math.PI, 12);
  });

  test("a smooth function near the guess costs few evaluations", () => {
    expect(solve((x) => x ** 3 + x - 2.5).calls).toBeLessThanOrEqual(12);
  });
});

describe("ends", () => {
  test("beyond the range the nearest end", () => {
    expect(solve((x) => x - 500).x).toBe(100);
    expect(solve((x) => x + 500).x).toBe(-100);
  });
  test("a zero at the end is the end", () => expect(solve((x) => x - 100).x).toBe(100));
  test("a guess beyond the range is brought into it", () => {
    expect(solve((x) => x - 5, { ...search, guess: 1e6 }).x).toBeCloseTo(5, 12);
  });
});

test("any zero of a rising power function is found", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -99, max: 99, noNaN: true }),
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      fc.double({ min: -99, max: 99, noNaN: true }),
      (zero, power, guess) => {
        const f = (x: number) => Math.sign(x - zero) * Math.abs(x - zero) ** power;
        const { x, calls } = solve(f, { ...search, guess });
        expect(Math.abs(f(x))).toBeLessThanOrEqual(Math.max(1e-14, 1e-13 ** power));
        expect(calls).toBeLessThan(600);
      },
    ),
  );
});
