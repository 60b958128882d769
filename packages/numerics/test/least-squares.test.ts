import { leastSquares, solvePositive, stream } from "@counterpulse/numerics";
import { describe, expect, test } from "vitest";

/** Columns and right side from a stream. */
function random(m: number, n: number, seed: number): { columns: Float64Array[]; b: Float64Array } {
  const s = stream(seed, 0, "least squares");
  const draw = (): Float64Array => Float64Array.from({ length: m }, () => 2 * s.uniform() - 1);
  return { columns: Array.from({ length: n }, draw), b: draw() };
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, v, i) => sum + v * b[i], 0);

/** The normal equations by Gaussian elimination with pivots: another way to the same answer. */
function normalEquations(columns: readonly Float64Array[], b: Float64Array): number[] {
  const n = columns.length;
  const rows = columns.map((c) => [...columns.map((d) => dot(c, d)), dot(c, b)]);
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]) > Math.abs(rows[best][k]) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    x[k] = (rows[k][n] - x.reduce((sum, v, j) => (j > k ? sum + rows[k][j] * v : sum), 0)) / rows[k][k];
  }
  return x;
}

const residual = (columns: readonly Float64Array[], x: Float64Array, b: Float64Array): Float64Array =>
  b.map((v, i) => columns.reduce((rest, c, j) => rest - c[i] * x[j], v));

describe("leastSquares", () => {
  test.each([
    [5, 1],
    [8, 3],
    [40, 5],
    [40, 12],
    [6, 6],
  ])("%d rows, %d columns: as a direct solve of the normal equations", (m, n) => {
    for (let seed = 0; seed < 10; seed++) {
      const { columns, b } = random(m, n, seed);
      const x = leastSquares(columns, b);
      normalEquations(columns, b).forEach((v, j) => expect(Math.abs(x[j] - v)).toBeLessThan(1e-7 * (1 + Math.abs(v))));
    }
  });

  test("what is left stands at right angles to every column", () => {
    const { columns, b } = random(40, 6, 1);
    const rest = residual(columns, leastSquares(columns, b), b);
    for (const c of columns) expect(Math.abs(dot(c, rest))).toBeLessThan(1e-13);
  });

  test("a straight line through points on it", () => {
    const ones = Float64Array.of(1, 1, 1, 1);
    const x = Float64Array.of(0, 1, 2, 3);
    expect([...leastSquares([ones, x], Float64Array.of(2, 5, 8, 11))].map((v) => +v.toFixed(12))).toEqual([2, 3]);
  });

  test("a column that adds nothing gets 0, and the fit is as good without it", () => {
    const { columns, b } = random(20, 3, 2);
    const double = columns[1].map((v, i) => 2 * v - columns[0][i]);
    const x = leastSquares([...columns, double], b);
    expect(x[3]).toBe(0);
    const without = leastSquares(columns, b);
    expect([...x.slice(0, 3)]).toEqual([...without]);
  });

  test("columns of zeros, and none at all", () => {
    expect([...leastSquares([new Float64Array(4)], Float64Array.of(1, 2, 3, 4))]).toEqual([0]);
    expect([...leastSquares([], Float64Array.of(1, 2))]).toEqual([]);
  });

  test("columns of very different sizes", () => {
    const { columns, b } = random(30, 4, 3);
    const sizes = [1e-8, 1, 1e5, 1e-3];
    const scaled = columns.map((c, j) => c.map((v) => v * sizes[j]));
    const [x, y] = [leastSquares(columns, b), leastSquares(scaled, b)];
    x.forEach((v, j) => expect(Math.abs(y[j] * sizes[j] - v)).toBeLessThan(1e-9 * (1 + Math.abs(v))));
  });

  test("nearly parallel columns: the answer may be large, what is left is not", () => {
    const { columns, b } = random(30, 1, 4);
    const { columns: extra } = random(30, 1, 5);
    const near = columns[0].map((v, i) => v + 1e-6 * extra[0][i]);
    const rest = residual([columns[0], near], leastSquares([columns[0], near], b), b);
    const exact = residual([columns[0], extra[0]], leastSquares([columns[0], extra[0]], b), b);
    expect(Math.sqrt(dot(rest, rest) / dot(exact, exact))).toBeCloseTo(1, 6);
  });

  test("leaves its arguments alone", () => {
    const { columns, b } = random(10, 3, 6);
    const before = JSON.stringify([columns.map((c) => [...c]), [...b]]);
    leastSquares(columns, b);
    expect(JSON.stringify([columns.map((c) => [...c]), [...b]])).toBe(before);
  });
});

describe("solvePositive", () => {
  const product = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, k) => sum + x * b[k], 0);
  const normal = (columns: readonly Float64Array[], b: Float64Array): Float64Array => {
    const n = columns.length;
    const m = Float64Array.from({ length: n * n }, (_, at) => product(columns[Math.floor(at / n)], columns[at % n]));
    const x = Float64Array.from(columns, (c) => product(c, b));
    solvePositive(m, n, x, n);
    return x;
  };

  test.each([
    [40, 1],
    [40, 5],
    [130, 8],
  ])("%d rows, %d columns: as by orthogonal columns", (m, n) => {
    for (let seed = 0; seed < 10; seed++) {
      const { columns, b } = random(m, n, seed);
      const x = normal(columns, b);
      leastSquares(columns, b).forEach((v, j) => expect(Math.abs(x[j] - v)).toBeLessThan(1e-10 * (1 + Math.abs(v))));
    }
  });

  test("a column that adds nothing gets 0; zeros and no columns are borne", () => {
    const { columns, b } = random(20, 3, 2);
    const x = normal([...columns, columns[1].map((v, i) => 2 * v - columns[0][i])], b);
    expect(x[3]).toBe(0);
    expect([...x.slice(0, 3)]).toEqual([...normal(columns, b)]);
    expect([...normal([new Float64Array(4)], Float64Array.of(1, 2, 3, 4))]).toEqual([0]);
    expect([...normal([], Float64Array.of(1, 2))]).toEqual([]);
  });
});
