import { describe, expect, test } from "vitest";
import { pairedMeans } from "../../src/means/paired.ts";
import { slope } from "../../src/means/slope.ts";
import { twoMeans } from "../../src/means/two-groups.ts";

/** Cushny and Peebles' sleep data, as in R's `sleep`; expected values from t.test and lm. */
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe("means of the sleep data against R", () => {
  test("paired t test", () => {
    const r = pairedMeans(first.map((a, i) => a - second[i]));
    expect(r.t).toBeCloseTo(-4.062127683382037, 11);
    expect(r.p).toBeCloseTo(0.002832890197384265, 13);
    expect(r.ci[0]).toBeCloseTo(-2.459885763276982, 10);
    expect(r).toMatchObject({ n: 10, df: 9 });
  });

  test("Welch's and Student's", () => {
    const welch = twoMeans(first, second);
    expect(welch.t).toBeCloseTo(-1.860813467486853, 11);
    expect(welch.df).toBeCloseTo(17.776473516178545, 9);
    expect(welch.p).toBeCloseTo(0.07939414018735822, 12);
    const student = twoMeans(first, second, { pooled: true });
    expect(student.p).toBeCloseTo(0.07918671421593818, 12);
    expect(student.df).toBe(18);
  });

  test("slope of the second drug's hours over the first's", () => {
    const line = slope(first, second);
    expect(line.estimate).toBeCloseTo(0.8899496615170974, 11);
    expect(line.se).toBeCloseTo(0.2399439089531403, 11);
    expect(line.p).toBeCloseTo(0.0059649957969184694, 11);
  });
});

test("too few values are refused", () => {
  expect(() => pairedMeans([1])).toThrow("1 pairs are too few");
  expect(() => twoMeans([1], [1, 2])).toThrow("groups of 1 and 2");
  expect(() => slope([1, 1, 1], [1, 2, 3])).toThrow("at different places");
});

test("groups that do not vary have no P", () => {
  expect(twoMeans([1, 1], [1, 1])).toMatchObject({ estimate: 0, se: 0, p: null, df: 2 });
});
