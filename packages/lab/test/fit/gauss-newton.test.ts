import { describe, expect, test } from "vitest";
import { covariance, differences, type Evaluate, gaussNewton, objectiveOf } from "../../src/fit/gauss-newton.ts";

/** A problem from a function; points where it gives null have no solution. `calls` counts the points. */
function problem(f: (z: Float64Array) => number[] | null) {
  const calls: Float64Array[] = [];
  const evaluate: Evaluate<null> = (points) => {
    calls.push(...points);
    return points.map((z) => {
      const r = f(z);
      return r && { residuals: Float64Array.from(r), start: null };
    });
  };
  const from = (...z: number[]) => {
    const point = Float64Array.from(z);
    return { point, evaluation: evaluate([point], null)[0]! };
  };
  return { evaluate, from, calls };
}

describe("a linear problem", () => {
  // r = A z - b; with the prior the optimum solves (A'A + 1) z = A'b.
  const { evaluate, from } = problem(([x, y]) => [3 * x + y - 5, x - 2 * y - 1, 4 * y + 2]);
  const optimum = gaussNewton(evaluate, from(2, -2));

  test("ends where the normal equations say", () => {
    // A'A + 1 = [[11, 1], [1, 22]], A'b = [16, -5].
    expect(optimum.point[0]).toBeCloseTo((16 * 22 + 5) / 241, 4);
    expect(optimum.point[1]).toBeCloseTo((-5 * 11 - 16) / 241, 4);
    expect(optimum.converged).toBe(true);
    expect(optimum.objective).toBeCloseTo(objectiveOf(optimum.point, optimum.evaluation.residuals), 12);
  });

  test("its covariance is the inverse of A'A + 1", () => {
    const c = covariance(optimum.jacobian);
    expect(c[0][0]).toBeCloseTo(22 / 241, 8);
    expect(c[0][1]).toBeCloseTo(-1 / 241, 8);
    expect(c[1][1]).toBeCloseTo(11 / 241, 8);
  });
});

test("what no residual tells of stays at the prior, with the prior's spread", () => {
  const { evaluate, from } = problem(([x]) => [10 * (x - 0.5)]);
  const { point, jacobian } = gaussNewton(evaluate, from(2, 1.7));
  expect(point[0]).toBeCloseTo(50 / 101, 4);
  expect(Math.abs(point[1])).toBeLessThan(1e-3);
  expect(covariance(jacobian)[1][1]).toBeCloseTo(1, 10);
});

test("a curved valley (Rosenbrock's) is followed to its end", () => {
  const { evaluate, from, calls } = problem(([x, y]) => [100 * (y - x * x), 10 * (1 - x)]);
  const { point, converged } = gaussNewton(evaluate, from(-1.2, 1), { maxIterations: 60 });
  // The prior draws a little from (1, 1): along y = x^2 the objective is 100 (1 - x)^2 + x^2 + x^4.
  expect(200 * (point[0] - 1) + 2 * point[0] + 4 * point[0] ** 3).toBeCloseTo(0, 0);
  expect(point[1]).toBeCloseTo(point[0] ** 2, 2);
  expect(converged).toBe(true);
  expect(calls.length).toBeLessThan(250);
});

test("points without a solution are stepped around", () => {
  const { evaluate, from } = problem(([x, y]) => (x > 1 ? null : [20 * (x - 1.5), y - 3]));
  const { point } = gaussNewton(evaluate, from(-1, 0));
  expect(point[0]).toBeLessThanOrEqual(1);
  expect(point[0]).toBeGreaterThan(0.8);
  expect(point[1]).toBeGreaterThan(0.7);
});

test("derivatives are taken from the side where there is a solution, and are 0 where there is none", () => {
  const line = problem(([x]) => (x < 0 ? [2 * x] : null));
  const near = Float64Array.of(-1e-9);
  const [column] = differences(line.evaluate, near, { residuals: Float64Array.of(-2e-9), start: null });
  expect(column[0]).toBeCloseTo(2, 6);
  const island = problem(([x]) => (Math.abs(x) < 1e-3 ? [x] : null));
  const here = { residuals: Float64Array.of(0), start: null };
  expect([...differences(island.evaluate, Float64Array.of(0), here)[0]]).toEqual([0]);
});

test("the search ends where it is told to", () => {
  const { evaluate, from } = problem(([x]) => [50 * Math.atan(x - 3)]);
  const { point, converged } = gaussNewton(evaluate, from(-3), { stop: ([x]) => x > -1 });
  expect(point[0]).toBeGreaterThan(-1);
  expect(point[0]).toBeLessThan(2);
  expect(converged).toBe(false);
});

test("nothing to search for is an optimum at once", () => {
  const { evaluate, from, calls } = problem(() => [3]);
  expect(gaussNewton(evaluate, from())).toMatchObject({ converged: true, objective: 9 });
  expect(calls).toHaveLength(1);
});
