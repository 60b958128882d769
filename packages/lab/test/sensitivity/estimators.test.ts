/** Estimators against functions whose indices are known in closed form. */
import { describe, expect, test } from "vitest";
import { blocks, saltelliDesign } from "../../src/sensitivity/design.ts";
import { resampleRows, sobolIndices } from "../../src/sensitivity/estimators.ts";

type F = (u: Float64Array) => number;

function analyse(f: F, factors: number, rows: number, seed: number, resamples = 200) {
  const design = saltelliDesign(rows, factors, seed);
  const values = Float64Array.from({ length: design.size }, (_, i) => f(design.point(i)));
  return sobolIndices(blocks(design, values), resampleRows(rows, seed, resamples));
}

/** Ishigami and Homma 1990, a = 7, b = 0.1, on (-pi, pi). */
const ishigami: F = (u) => {
  const [x, y, z] = [...u].map((v) => Math.PI * (2 * v - 1));
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
};
function ishigamiIndices(): { first: number[]; total: number[] } {
  const [a, b, p] = [7, 0.1, Math.PI];
  const v1 = 0.5 * (1 + (b * p ** 4) / 5) ** 2;
  const v2 = a ** 2 / 8;
  const v13 = b ** 2 * p ** 8 * (1 / 18 - 1 / 50);
  const v = v1 + v2 + v13;
  return { first: [v1 / v, v2 / v, 0], total: [(v1 + v13) / v, v2 / v, v13 / v] };
}

/** Sobol's g-function (saltelli2010): factors matter the less the larger their a. */
const A = [0, 1, 4.5, 9, 99, 99];
const g: F = (u) => A.reduce((product, a, i) => (product * (Math.abs(4 * u[i] - 2) + a)) / (1 + a), 1);
function gIndices(): { first: number[]; total: number[] } {
  const v = A.map((a) => 1 / (3 * (1 + a) ** 2));
  const all = v.reduce((product, x) => product * (1 + x), 1);
  return { first: v.map((x) => x / (all - 1)), total: v.map((x) => (x * all) / (1 + x) / (all - 1)) };
}

describe.each([
  ["Ishigami", ishigami, 3, ishigamiIndices()],
  ["g-function", g, 6, gIndices()],
] as const)("%s", (_, f, factors, exact) => {
  test("indices are those of the closed form", () => {
    analyse(f, factors, 4096, 1).forEach((found, i) => {
      expect(Math.abs(found.first! - exact.first[i])).toBeLessThan(0.02);
      expect(Math.abs(found.total! - exact.total[i])).toBeLessThan(0.02);
      expect(found.rows).toBe(4096);
    });
  });

  test("the error falls as the rows grow, faster than that of random points", () => {
    const rms = (rows: number): number => {
      const errors = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
        analyse(f, factors, rows, seed, 2).map((found, i) => found.total! - exact.total[i]),
      );
      return Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
    };
    // Random points would gain a factor of 4.
    expect(rms(4096)).toBeLessThan(rms(256) / 5);
  });

  test("intervals hold the truth about as often as they say, or more often: Sobol points scatter less", () => {
    let [held, all] = [0, 0];
    for (let seed = 0; seed < 12; seed++) {
      analyse(f, factors, 256, seed, 300).forEach(({ ci }, i) => {
        held += Number(ci.first![0] <= exact.first[i] && exact.first[i] <= ci.first![1]);
        held += Number(ci.total![0] <= exact.total[i] && exact.total[i] <= ci.total![1]);
        all += 2;
        expect(ci.total![1]).toBeGreaterThan(ci.total![0]);
      });
    }
    expect(held / all).toBeGreaterThan(0.85);
  });
});

describe("what is missing", () => {
  const design = saltelliDesign(1024, 3, 1);
  const values = Float64Array.from({ length: design.size }, (_, i) => ishigami(design.point(i)));
  const whole = sobolIndices(blocks(design, values), resampleRows(1024, 1, 50));

  test("a row without a value is left out for the factors that need it, and counted", () => {
    const holes = values.slice();
    holes[5] = Number.NaN; // A: all factors
    holes[1024 + 9] = Number.NaN; // B: all factors
    holes[2 * 1024 + 30] = Number.NaN; // A with B's first column: only the first factor
    const found = sobolIndices(blocks(design, holes), resampleRows(1024, 1, 50));
    expect(found.map((f) => f.rows)).toEqual([1021, 1022, 1022]);
    found.forEach((f, i) => {
      expect(Math.abs(f.total! - whole[i].total!)).toBeLessThan(0.01);
    });
  });

  test("adding a constant or changing the unit changes nothing", () => {
    const other = values.map((v) => 1e4 + 60 * v);
    sobolIndices(blocks(design, other), resampleRows(1024, 1, 50)).forEach((f, i) => {
      expect(f.first).toBeCloseTo(whole[i].first!, 8);
      expect(f.total).toBeCloseTo(whole[i].total!, 8);
      expect(f.ci.first![0]).toBeCloseTo(whole[i].ci.first![0], 8);
    });
  });

  test("an output that does not vary, or has no values, has no indices", () => {
    for (const value of [3.7, Number.NaN]) {
      const found = sobolIndices(
        blocks(
          design,
          values.map(() => value),
        ),
        resampleRows(1024, 1, 5),
      );
      expect(found[0]).toMatchObject({ first: null, total: null, ci: { first: null, total: null } });
    }
  });
});

describe("the design", () => {
  test("A with one column of B, for each factor; A and B even and independent", () => {
    const rows = 64;
    const design = saltelliDesign(rows, 4, 3);
    expect(design.size).toBe(rows * 6);
    for (const j of [0, 17, 63]) {
      const [a, b] = [design.point(j), design.point(rows + j)];
      for (let i = 0; i < 4; i++) {
        const mixed = design.point((2 + i) * rows + j);
        expect([...mixed]).toEqual([...a].map((v, k) => (k === i ? b[k] : v)));
      }
    }
    for (let i = 0; i < 4; i++)
      for (const block of [0, 1]) {
        const cells = Array.from({ length: rows }, (_, j) => Math.floor(design.point(block * rows + j)[i] * rows));
        expect(new Set(cells).size).toBe(rows);
      }
  });

  test("more factors than there are directions for are refused", () => {
    expect(() => saltelliDesign(8, 65, 1)).toThrow("130 dimensions are needed; up to 128 are allowed.");
  });
});
