/** Whatever stands in a well-formed claim gets a verdict: no claim stops the checker, no number in it is none. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkClaims, readClaims, VERDICTS } from "../../src/index.ts";

const figures = [
  "0",
  "0.000",
  "1",
  "-1",
  "0.5",
  "<0.001",
  "<=0.001",
  ">0.05",
  "1e-300",
  "1e300",
  "100",
  "-100",
  "5000",
];
const more = ["NS", "33", "<0", "2,5", "1000000000", "-0", "0.01%", ">1"];
const figure = fc.constantFrom(...figures, ...more);
const pair = fc.tuple(figure, figure);
const count = fc.constantFrom(0, 1, 2, 3, 10, 17, 533, 1e3, 1e5, 1e6, 1e9, 1e10, -1, 2.5, 1e300, -0);
const table = { a: count, n1: count, b: count, n2: count };
const study = fc.constant("x");
const one = <K extends string>(kind: K) => fc.constant(kind);

const claims = fc.oneof(
  fc.record({ study, kind: one("proportion"), events: fc.option(count), total: count, stated_pct: figure }),
  fc.record({ study, kind: one("sum"), parts: fc.array(count, { minLength: 1, maxLength: 3 }), stated_total: figure }),
  fc.record({
    ...{ study, kind: one("two_by_two"), ...table, stated_p: figure, stated_rr: figure, stated_or: figure },
    ...{ stated_rd: figure, stated_nnt: figure, stated_ci: pair, paired: fc.boolean() },
  }),
  fc.record({
    ...{ study, kind: one("ratio"), measure: fc.constantFrom("RR", "OR", "HR"), estimate: figure, ci: pair },
    ...{ stated_p: figure, percents: pair, counts: fc.record(table) },
  }),
  fc.record({
    study,
    kind: one("difference"),
    estimate_pct: figure,
    ci_pct: pair,
    stated_p: figure,
    stated_nnt: figure,
  }),
  fc.record({ study, kind: one("comparison"), stated: figure, elsewhere: figure, where: study }),
);

test("every claim gets findings whose numbers are numbers", () => {
  fc.assert(
    fc.property(claims, (claim) => {
      const found = checkClaims(readClaims([claim], "f").claims);
      expect(found.length).toBeGreaterThan(0);
      for (const { verdict, recomputed, bounds, reason } of found) {
        expect(VERDICTS).toContain(verdict);
        expect(typeof recomputed !== "number" || Number.isFinite(recomputed)).toBe(true);
        expect(bounds.every((x) => x === null || Number.isFinite(x))).toBe(true);
        if (bounds[0] !== null && bounds[1] !== null) expect(bounds[0]).toBeLessThanOrEqual(bounds[1]);
        expect(reason).not.toMatch(/NaN|undefined/);
      }
    }),
    { numRuns: 400 },
  );
});
