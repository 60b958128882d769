import { stream } from "@counterpulse/numerics";
import { describe, expect, test } from "vitest";
import { Anderson } from "../../src/solve/anderson.ts";

const N = 6;
const ones = new Float64Array(N).fill(1);
const random = stream(20261123, 0, "linear map");
/** A linear map that shrinks by these factors along the axes, about a fixed point. */
const fixed = Float64Array.from({ length: N }, () => 10 * random.uniform());
const map = (factors: readonly number[]) => (x: Float64Array) =>
  x.map((v, i) => fixed[i] + factors[i] * (v - fixed[i]));
const largest = (x: Float64Array): number => Math.max(...x.map(Math.abs));

/** Steps until the point is within the tolerance of the fixed point. */
function steps(
  f: (x: Float64Array) => Float64Array,
  accelerated: boolean,
  tolerance: number,
  cap = Number.POSITIVE_INFINITY,
): number {
  const anderson = new Anderson(5, cap);
  let x: Float64Array = new Float64Array(N);
  for (let k = 1; k <= 5000; k++) {
    const image = f(x);
    x = accelerated ? anderson.next(x, image, ones) : image;
    if (largest(x.map((v, i) => v - fixed[i])) < tolerance) return k;
  }
  return Number.POSITIVE_INFINITY;
}

describe("Anderson", () => {
  test("finds the fixed point of a linear map with as many slow directions as its window in a few more steps", () => {
    const f = map([0.99, 0.95, 0.9, 0.7, 0.3, 0]);
    expect(steps(f, true, 1e-6)).toBeLessThan(12);
    expect(steps(f, false, 1e-6)).toBeGreaterThan(500);
  });

  test("also where the map alternates or runs away", () => {
    const f = map([-0.95, -0.5, 0.2, 1.05, 0, 0]);
    expect(steps(f, true, 1e-6)).toBeLessThan(12);
    expect(steps(f, false, 1e-6)).toBe(Number.POSITIVE_INFINITY);
  });

  test("keeps every linear invariant of the map: combinations are affine", () => {
    // What leaves one entry enters the next: the sum stays.
    const ring = (x: Float64Array): Float64Array => x.map((v, i) => v + 0.1 * (i + 1) * (x[(i + N - 1) % N] - v));
    const conserving = (x: Float64Array): Float64Array => {
      const y = ring(x);
      const excess = (y.reduce((a, b) => a + b) - x.reduce((a, b) => a + b)) / N;
      return y.map((v) => v - excess);
    };
    const anderson = new Anderson(5, 1e9);
    let x: Float64Array = Float64Array.of(60, 0, 0, 0, 0, 0);
    for (let k = 0; k < 8; k++) {
      x = anderson.next(x, conserving(x), ones);
      expect(x.reduce((a, b) => a + b)).toBeCloseTo(60, 9);
    }
  });

  test("the first step is the map's own", () => {
    const f = map([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    const start = new Float64Array(N);
    expect([...new Anderson(5, 1e9).next(start, f(start), ones)]).toEqual([...f(start)]);
  });

  test("no move is longer than allowed, in the norm of the weights", () => {
    const weights = Float64Array.of(1, 2, 0.5, 1, 1, 0);
    const anderson = new Anderson(5, 0.25);
    const f = map([0.99, 0.98, 0.9, 0.5, 0.2, 0.1]);
    let x: Float64Array = new Float64Array(N);
    for (let k = 0; k < 10; k++) {
      const next = anderson.next(x, f(x), weights);
      expect(largest(next.map((v, i) => weights[i] * (v - x[i])))).toBeLessThanOrEqual(0.25 * (1 + 1e-12));
      x = next;
    }
  });

  test("what has no weight does not decide, but moves along", () => {
    const weights = Float64Array.of(1, 1, 1, 0, 0, 0);
    const anderson = new Anderson(5, 1e9);
    const f = map([0.9, 0.8, 0.5, 0.1, 0.1, 0.1]);
    let x: Float64Array = new Float64Array(N);
    for (let k = 0; k < 12; k++) x = anderson.next(x, f(x), weights);
    expect(largest(x.map((v, i) => v - fixed[i]))).toBeLessThan(1e-6);
  });

  test("of which the oldest steps were forgotten goes on as one of a smaller window", () => {
    const f = map([0.9, 0.8, 0.5, 0.3, 0.2, 0.1]);
    const [wide, narrow] = [new Anderson(5, 1e9), new Anderson(3, 1e9)];
    let x: Float64Array = new Float64Array(N);
    for (let k = 0; k < 6; k++) {
      if (k === 5) wide.keepLast(3);
      const point = x;
      x = wide.next(point, f(point), ones);
      const other = narrow.next(point, f(point), ones);
      if (k === 5) other.forEach((v, i) => expect(x[i]).toBeCloseTo(v, 9));
    }
  });

  test("after a restart it knows nothing of before", () => {
    const f = map([0.9, 0.8, 0.5, 0.3, 0.2, 0.1]);
    const anderson = new Anderson(5, 1e9);
    let x: Float64Array = new Float64Array(N);
    for (let k = 0; k < 3; k++) x = anderson.next(x, f(x), ones);
    anderson.restart();
    expect([...anderson.next(x, f(x), ones)]).toEqual([...f(x)]);
  });
});
