/** The short cuts keep the accuracy that their comments promise. */
import { interpretLaw } from "@counterpulse/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cubeRoot, expOfSmall, inversePower, limited } from "../../src/components/law-text.ts";

const of = (law: string) => {
  const f = interpretLaw({ name: "f", law, inputs: { x: "1", k: "1" }, outputs: { y: "1" } });
  return (x: number, k = 0) => f({ x, k }).y;
};
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** For all such numbers. */
const always = (numbers: fc.Arbitrary<readonly number[]>, claim: (...x: number[]) => void): void => {
  fc.assert(
    fc.property(numbers, (x) => {
      claim(...x);
    }),
  );
};
const near = (found: number, wanted: number, tolerance: number): void => {
  expect(Math.abs(found / wanted - 1)).toBeLessThan(tolerance);
};

test("exp of something small", () => {
  const f = of(expOfSmall("y", "x"));
  always(fc.tuple(between(-0.7, 0.7)), (x) => near(f(x), Math.exp(x), 1e-6));
  always(fc.tuple(between(-1.6, 1.6)), (x) => near(f(x), Math.exp(x), 3e-4));
});

test("(1 + x)^-k", () => {
  const f = of(inversePower("y", "x", "k"));
  always(fc.tuple(between(0, 2), between(0.4, 1.7)), (x, k) => near(f(x, k), (1 + x) ** -k, 0.01));
  always(fc.tuple(between(0, 1e4), between(0.01, 10)), (x, k) => expect(f(x, k)).toBeGreaterThanOrEqual(0));
});

test("cube roots", () => {
  const narrow = of(cubeRoot("y", "x", "narrow"));
  const wide = of(cubeRoot("y", "x", "wide"));
  always(fc.tuple(between(0, 3)), (e) => near(narrow(10 ** e), 10 ** (e / 3), 1e-5));
  always(fc.tuple(between(0, 6)), (e) => near(wide(10 ** e), 10 ** (e / 3), 4e-3));
});

test("a wish is granted up to what there is", () => {
  const f = of(`y = ${limited("x", "x/k")}`);
  expect(f(1, 3)).toBeCloseTo(1, 8);
  expect(f(3, 3)).toBeCloseTo(3 / 2 ** (1 / 16), 12);
  always(fc.tuple(between(0, 1e6), between(0.1, 100)), (x, k) =>
    expect(f(x, k)).toBeLessThanOrEqual(Math.min(x, k) * (1 + 1e-15)),
  );
});
