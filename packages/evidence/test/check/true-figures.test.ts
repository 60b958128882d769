/** Figures that are true, by whatever test and however printed, raise no alarm; altered ones do. */
import { normal } from "@counterpulse/numerics";
import { analyzeTwoByTwo, type TwoByTwo } from "@counterpulse/statistics";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Claim, checkClaim, type Finding } from "../../src/index.ts";

const study = "x";

/** A true table of 8 to 2,000 people a group. */
const tables: fc.Arbitrary<TwoByTwo> = fc
  .record({
    n1: fc.integer({ min: 8, max: 2000 }),
    n2: fc.integer({ min: 8, max: 2000 }),
    x: fc.integer({ min: 0, max: 1000 }),
    y: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ n1, n2, x, y }) => ({ n1, n2, a: Math.round((x / 1000) * n1), b: Math.round((y / 1000) * n2) }));
const decimals = fc.integer({ min: 0, max: 3 });

const rounded = (x: number, d: number): string => x.toFixed(d);
/** Digits cut off. */
function cut(x: number, d: number): string {
  const text = Math.abs(x).toFixed(12);
  const kept = d === 0 ? text.split(".")[0] : text.slice(0, text.indexOf(".") + 1 + d);
  return x < 0 ? `-${kept}` : kept;
}
const alarms = (claim: Claim): Finding[] =>
  checkClaim(claim).filter(({ verdict }) => verdict === "inconsistent" || verdict === "impossible");
const quiet = (claim: Claim): void => expect(alarms(claim), JSON.stringify(claim)).toEqual([]);

test("percentages of counts, rounded or cut, with the counts and without", () => {
  fc.assert(
    fc.property(tables, decimals, fc.boolean(), ({ a, n1 }, d, whole) => {
      const stated_pct = (whole ? rounded : cut)((100 * a) / n1, d);
      quiet({ study, kind: "proportion", events: a, total: n1, stated_pct });
      quiet({ study, kind: "proportion", events: null, total: n1, stated_pct });
    }),
  );
});

/** Every standard test that a paper may have used. */
function standardPs(table: TwoByTwo): number[] {
  const { tests } = analyzeTwoByTwo(table);
  const { a, n1, b, n2 } = table;
  const [p, q] = [a / n1, b / n2];
  const error = Math.sqrt((p * (1 - p)) / n1 + (q * (1 - q)) / n2);
  const wald = error > 0 ? [2 * normal.upper(Math.abs(p - q) / error)] : [];
  const all = [tests.chi2.p, tests.yates.p, tests.fisher.p, tests.mid_p.p, ...wald];
  return all.filter((value) => value !== null);
}

const THRESHOLDS = ["0.0001", "0.001", "0.01", "0.05"];

test("P of any standard test, rounded, cut, or below a threshold", () => {
  fc.assert(
    fc.property(tables, fc.integer({ min: 2, max: 5 }), (table, d) => {
      for (const p of standardPs(table)) {
        for (const stated_p of [rounded(p, d), cut(p, d)]) quiet({ study, kind: "two_by_two", ...table, stated_p });
        const below = THRESHOLDS.find((threshold) => p < Number(threshold));
        if (below) quiet({ study, kind: "two_by_two", ...table, stated_p: `<${below}` });
      }
    }),
  );
});

test("ratios, differences and their intervals, each by its own method", () => {
  fc.assert(
    fc.property(tables, decimals, (table, d) => {
      const { rr, or, rd } = analyzeTwoByTwo(table);
      const both = (limits: readonly (number | null)[], scale = 1): [string, string] | null =>
        limits.includes(null) ? null : (limits.map((x) => rounded(scale * (x as number), d)) as [string, string]);
      const katz = both(rr.ci.katz);
      if (rr.value !== null && katz) {
        const stated_rr = rounded(rr.value, d);
        quiet({ study, kind: "two_by_two", ...table, stated_rr, stated_ci: katz });
        quiet({ study, kind: "ratio", measure: "RR", estimate: stated_rr, ci: katz });
      }
      for (const ci of or.value === null ? [] : [both(or.ci.woolf), both(or.ci.exact)]) {
        if (ci)
          quiet({ study, kind: "two_by_two", ...table, stated_or: rounded(or.value as number, d), stated_ci: ci });
      }
      for (const limits of [rd.ci.wald, rd.ci.newcombe, rd.ci.miettinen_nurminen]) {
        if (limits.some((x) => Math.abs(x) > 1)) continue;
        const stated_ci = both(limits, 100) as [string, string];
        quiet({ study, kind: "two_by_two", ...table, stated_rd: rounded(100 * rd.value, d), stated_ci });
      }
    }),
    { numRuns: 60 },
  );
});

test("numbers needed to treat, rounded or rounded up, of differences that are there", () => {
  fc.assert(
    fc.property(tables, fc.boolean(), (table, up) => {
      const { rd } = analyzeTwoByTwo(table);
      if (rd.ci.newcombe[0] * rd.ci.newcombe[1] <= 0 || rd.ci.wald[0] * rd.ci.wald[1] <= 0) return;
      const needed = 1 / Math.abs(rd.value);
      quiet({ study, kind: "two_by_two", ...table, stated_nnt: up ? String(Math.ceil(needed)) : rounded(needed, 1) });
    }),
  );
});

/** Wald's estimates, as Cox, logistic and pooled models give them. */
const effects = fc.record({
  log: fc.double({ min: -2, max: 2, noNaN: true }),
  error: fc.double({ min: 0.02, max: 0.8, noNaN: true }),
});

test("ratios of models with Wald's interval and P", () => {
  fc.assert(
    fc.property(effects, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 4 }), ({ log, error }, d, dp) => {
      const p = 2 * normal.upper(Math.abs(log) / error);
      const ci = [-1, 1].map((side) => rounded(Math.exp(log + side * 1.959964 * error), d)) as [string, string];
      for (const stated_p of [rounded(p, dp), cut(p, dp)])
        quiet({ study, kind: "ratio", measure: "HR", estimate: rounded(Math.exp(log), d), ci, stated_p });
    }),
  );
});

test("differences of models with Wald's interval and P, rounded or cut", () => {
  const differences = fc.record({
    value: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    error: fc.double({ min: 0.005, max: 0.15, noNaN: true }),
  });
  fc.assert(
    fc.property(differences, fc.integer({ min: 0, max: 2 }), fc.boolean(), ({ value, error }, d, whole) => {
      const print = whole ? rounded : cut;
      const ci_pct = [-1, 1].map((side) => print(100 * (value + side * 1.959964 * error), d)) as [string, string];
      const stated_p = rounded(2 * normal.upper(Math.abs(value) / error), 3);
      quiet({ study, kind: "difference", estimate_pct: print(100 * value, d), ci_pct, stated_p });
    }),
    { numRuns: 60 },
  );
});

const flagged = (claim: Claim): boolean => alarms(claim).length > 0;

test("altered figures are caught where they leave what rounding and the standard tests allow", () => {
  fc.assert(
    fc.property(tables, fc.integer({ min: 2, max: 30 }), (table, shift) => {
      const { a, n1 } = table;
      const pct = (100 * a) / n1;
      const wrong = pct + shift / 10 + 0.1 <= 100 ? pct + shift / 10 + 0.1 : pct - shift / 10 - 0.1;
      if (wrong > 0)
        expect(flagged({ study, kind: "proportion", events: a, total: n1, stated_pct: rounded(wrong, 1) })).toBe(true);
      const ps = standardPs(table);
      const [least, most] = [Math.min(...ps), Math.max(...ps)];
      if (10 * most < 0.9 && most > 0.001)
        expect(flagged({ study, kind: "two_by_two", ...table, stated_p: (10 * most).toFixed(4) })).toBe(true);
      // In small groups further tests (likelihood ratio, of logarithms) go farther down.
      if (least > 0.015 && Math.min(n1, table.n2) > 150 && Math.min(a, table.b, n1 - a, table.n2 - table.b) > 10)
        expect(flagged({ study, kind: "two_by_two", ...table, stated_p: "<0.01" })).toBe(true);
    }),
  );
});

test("an estimate that was altered leaves the middle of its interval", () => {
  fc.assert(
    fc.property(effects, ({ log, error }) => {
      const ci = [-1, 1].map((side) => rounded(Math.exp(log + side * 1.959964 * error), 3)) as [string, string];
      const estimate = rounded(Math.exp(log + 0.5 * error) + 0.02, 3);
      expect(flagged({ study, kind: "ratio", measure: "HR", estimate, ci })).toBe(true);
    }),
  );
});
