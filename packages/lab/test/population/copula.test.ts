import { copula, spearman } from "@counterpulse/lab";
import { sobol } from "@counterpulse/numerics";
import { expect, test } from "vitest";
import { cholesky } from "../../src/population/copula.ts";

const points = (dimensions: number) => {
  const sequence = sobol(dimensions, 4);
  return Array.from({ length: 4096 }, (_, i) => sequence.point(i));
};

test.each([-0.8, -0.3, 0.45, 0.9])("rank correlation %d is what comes out; each dimension stays uniform", (rank) => {
  const correlated = points(3).map(copula(3, [{ a: 0, b: 2, rank }])!);
  const column = (d: number) => correlated.map((p) => p[d]);
  expect(Math.abs(spearman(column(0), column(2))! - rank)).toBeLessThan(0.01);
  expect(Math.abs(spearman(column(0), column(1))!)).toBeLessThan(0.01);
  for (const d of [0, 1, 2]) {
    const counts = new Array<number>(16).fill(0);
    for (const u of column(d)) counts[Math.floor(u * 16)]++;
    for (const count of counts) expect(Math.abs(count - 256)).toBeLessThan(40);
  }
});

test("what is not named is left as it is, to the bit", () => {
  const change = copula(3, [{ a: 0, b: 1, rank: 0.5 }])!;
  for (const p of points(3).slice(0, 50)) {
    const q = change(p);
    expect(q[2]).toBe(p[2]);
    expect(q.every((u) => u > 0 && u < 1)).toBe(true);
  }
  const [p] = points(3);
  expect(copula(3, [])!(p)).toBe(p);
});

test("the far corners stay inside", () => {
  const change = copula(2, [{ a: 0, b: 1, rank: 0.99 }])!;
  for (const p of [
    [2 ** -33, 2 ** -33],
    [1 - 2 ** -33, 1 - 2 ** -33],
    [2 ** -33, 1 - 2 ** -33],
  ])
    expect(change(Float64Array.from(p)).every((u) => u > 0 && u < 1)).toBe(true);
});

test("correlations that contradict each other are none", () => {
  const pairs = [
    { a: 0, b: 1, rank: 0.9 },
    { a: 1, b: 2, rank: 0.9 },
    { a: 0, b: 2, rank: -0.9 },
  ];
  expect(copula(3, pairs)).toBeNull();
});

test("Cholesky's factor", () => {
  const rows = [
    [4, 2, 1],
    [2, 5, 3],
    [1, 3, 6],
  ];
  const l = cholesky(rows.map((row) => Float64Array.from(row)))!;
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      expect(l[i].reduce((sum, x, k) => sum + x * l[j][k], 0)).toBeCloseTo(value, 12);
    });
  });
  expect(cholesky([Float64Array.of(1, 2), Float64Array.of(2, 1)])).toBeNull();
});
