import { analyzeTwoByTwo, InputError, type TwoByTwo } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { cpuSeconds } from "../../../../test/cpu-time.ts";
import { deviation, jsonFixture } from "../../../../test/fixture.ts";

type Pair = [number | null, number | null];
interface Reference {
  table: [number, number, number, number];
  wald: Pair;
  newcombe: Pair;
  miettinen_nurminen: Pair;
  rr: number | null;
  katz: Pair;
  or: number | null;
  woolf: Pair;
  exact: { value: number | null; ci: Pair };
  r_fisher_ci: Pair | null;
  r_fisher_estimate: number | null;
  chi2: Pair;
  yates: Pair;
  fisher: number;
  less: number;
  greater: number;
  mid_p: number;
  mid_p_likelihood: number;
}

const { tables } = jsonFixture<{ tables: Reference[] }>("statistics/two-by-two");
const tableOf = ([a, n1, b, n2]: Reference["table"]): TwoByTwo => ({ a, n1, b, n2 });
const TOLERANCE = 1e-12;

describe.each(tables)("$table", (r) => {
  const { rd, rr, or, tests } = analyzeTwoByTwo(tableOf(r.table));

  test("risk difference", () => {
    expect(deviation(rd.ci.wald, r.wald, 1e-3)).toBeLessThan(TOLERANCE);
    expect(deviation(rd.ci.newcombe, r.newcombe, 1e-3)).toBeLessThan(TOLERANCE);
    expect(deviation(rd.ci.miettinen_nurminen, r.miettinen_nurminen, 1e-3)).toBeLessThan(TOLERANCE);
  });

  test("ratios", () => {
    expect(deviation([rr.value, ...rr.ci.katz], [r.rr, ...r.katz])).toBeLessThan(TOLERANCE);
    expect(deviation([or.value, ...or.ci.woolf], [r.or, ...r.woolf])).toBeLessThan(TOLERANCE);
    expect(deviation([or.conditional, ...or.ci.exact], [r.exact.value, ...r.exact.ci])).toBeLessThan(TOLERANCE);
  });

  test("exact odds ratio as fisher.test has it, as far as its root finder goes", () => {
    if (r.r_fisher_ci === null) return;
    // uniroot stops at 1.2e-4 on the scale of the odds ratio or, above 1, of its inverse
    const solved = [or.conditional, ...or.ci.exact].map((x) => (x !== null && x > 1 ? 1 / x : x));
    const theirs = [r.r_fisher_estimate, ...r.r_fisher_ci].map((x) => (x !== null && x > 1 ? 1 / x : x));
    expect(deviation(solved, theirs, 1)).toBeLessThan(1.3e-4);
  });

  test("tests", () => {
    expect(deviation([tests.chi2.value, tests.chi2.p], r.chi2)).toBeLessThan(TOLERANCE);
    expect(deviation([tests.yates.value, tests.yates.p], r.yates)).toBeLessThan(TOLERANCE);
    const { fisher, mid_p } = tests;
    expect(deviation([fisher.p, fisher.p_less, fisher.p_greater], [r.fisher, r.less, r.greater])).toBeLessThan(
      TOLERANCE,
    );
    expect(deviation([mid_p.p, mid_p.p_by_likelihood], [r.mid_p, r.mid_p_likelihood])).toBeLessThan(TOLERANCE);
  });
});

test("the intervals that Newcombe prints for 56/70 against 48/80 (newcombe1998, table II)", () => {
  const { rd } = analyzeTwoByTwo({ a: 56, n1: 70, b: 48, n2: 80 });
  const printed = (limits: readonly number[]): string => limits.map((limit) => limit.toFixed(4)).join(" ");
  expect(printed(rd.ci.wald)).toBe("0.0575 0.3425");
  expect(printed(rd.ci.newcombe)).toBe("0.0524 0.3339");
  expect(printed(rd.ci.miettinen_nurminen)).toBe("0.0528 0.3382");
});

test("limits turn about when the groups are exchanged, and cover more at a higher level", () => {
  const one = analyzeTwoByTwo({ a: 12, n1: 40, b: 5, n2: 44 });
  const other = analyzeTwoByTwo({ a: 5, n1: 44, b: 12, n2: 40 });
  for (const method of ["wald", "newcombe", "miettinen_nurminen"] as const) {
    const [lower, upper] = one.rd.ci[method];
    expect(deviation(other.rd.ci[method], [-upper, -lower])).toBeLessThan(1e-12);
    const wide = analyzeTwoByTwo({ a: 12, n1: 40, b: 5, n2: 44 }, { level: 0.99 }).rd.ci[method];
    expect(wide[0]).toBeLessThan(lower);
    expect(wide[1]).toBeGreaterThan(upper);
  }
  const [lower, upper] = one.or.ci.exact as [number, number];
  expect(deviation(other.or.ci.exact, [1 / upper, 1 / lower])).toBeLessThan(1e-12);
});

test("large groups take no time", () => {
  const table = { a: 24_000, n1: 100_000, b: 23_700, n2: 100_000 };
  expect(cpuSeconds(() => analyzeTwoByTwo(table))).toBeLessThan(2);
  const { tests } = analyzeTwoByTwo(table);
  expect(tests.fisher.p).toBeCloseTo(tests.yates.p as number, 3);
});

test("e-value of the risk ratio; none without events", () => {
  expect(analyzeTwoByTwo({ a: 39, n1: 100, b: 10, n2: 100 }).e_value?.point).toBeCloseTo(7.26, 2);
  expect(analyzeTwoByTwo({ a: 0, n1: 10, b: 4, n2: 12 }).e_value).toBeNull();
});

test.each([
  [{ a: 5, n1: 4, b: 1, n2: 4 }, "two-by-two: A must be a whole number from 0 to N1 = 4, not 5"],
  [{ a: 1, n1: 4, b: -1, n2: 4 }, "two-by-two: B must be a whole number from 0 to N2 = 4, not -1"],
  [{ a: 0, n1: 0, b: 1, n2: 4 }, "two-by-two: N1 must be a whole number from 1 up, not 0"],
  [{ a: 1.5, n1: 4, b: 1, n2: 4 }, "two-by-two: A must be a whole number from 0 to N1 = 4, not 1.5"],
])("refuses %j", (table, message) => {
  expect(() => analyzeTwoByTwo(table)).toThrow(new InputError(message));
});

test("refuses a level that is none", () => {
  expect(() => analyzeTwoByTwo({ a: 1, n1: 4, b: 1, n2: 4 }, { level: 95 })).toThrow(
    "level must lie between 0 and 1, not 95",
  );
});
