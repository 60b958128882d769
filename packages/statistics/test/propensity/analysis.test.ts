import { analyzeMatch, type Balance, type MatchOptions, parseCsv } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { CASES, INPUTS, reference } from "./reference.ts";

/** R leaves out the first value of a covariate of words. */
const withoutFirst = (rows: readonly Balance[]): Balance[] =>
  rows.filter(({ covariate }) => !["race=black", "site=a"].includes(covariate));
const after = (b: Balance): (number | null)[] => [b.smd_after, b.variance_ratio_after, b.ks_after];

describe.each(CASES)("%s as in R", (name) => {
  const { table, options } = INPUTS[name];
  const expected = reference[name];

  test.each(expected.runs)("$scale, $width, $order: propensity, pairs, balance, effect, bounds", (run) => {
    const found = analyzeMatch(table, {
      ...options,
      caliper: run.width,
      caliperScale: run.scale,
      order: run.order,
      rosenbaum: reference.gammas,
    });
    const { propensity, effect, rosenbaum } = found;
    expect(found).toMatchObject({ n: expected.rows, dropped: expected.dropped, n_pairs: run.treated.length });
    expect(found.pairs).toEqual(run.treated.map((treated, i) => [treated, run.control[i]]));
    const errors = [
      deviation(
        propensity.terms.map(({ coef }) => coef),
        expected.coef,
      ),
      deviation(
        propensity.terms.map(({ se }) => se),
        expected.se,
      ),
      deviation([propensity.loglik, propensity.c_statistic], [expected.loglik, expected.c]),
      deviation(found.caliper_absolute, run.absolute),
      deviation(
        withoutFirst(found.balance).flatMap((b) => [b.smd_before, b.variance_ratio_before, b.ks_before]),
        run.balance.flatMap((row) => [row[0], row[2], row[4]]),
      ),
      deviation(
        withoutFirst(found.balance).flatMap(after),
        run.balance.flatMap((row) => [row[1], row[3], row[5]]),
        1e-3,
      ),
      deviation(
        [effect!.att, effect!.se_paired, effect!.t, effect!.df, effect!.p, ...effect!.ci!],
        [...[run.effect.att, run.effect.se, run.effect.t, run.effect.df, run.effect.p], ...run.effect.ci],
      ),
      deviation([rosenbaum!.pairs, rosenbaum!.statistic], [run.rosenbaum.pairs, run.rosenbaum.statistic]),
      deviation(
        rosenbaum!.bounds.map(({ p_lower }) => p_lower),
        run.rosenbaum.lower,
      ),
      deviation(
        rosenbaum!.bounds.map(({ p_upper }) => p_upper),
        run.rosenbaum.upper,
      ),
    ];
    expect(Math.max(...errors)).toBeLessThan(1e-9);
    expect(found.largest_distance!).toBeLessThanOrEqual(found.caliper_absolute + 1e-12);
  });

  test.each(expected.optimal)("optimal within $width: as the Hungarian method", ({ width, pairs, total, largest }) => {
    const found = analyzeMatch(table, { ...options, caliper: width, method: "optimal" });
    expect(found.n_pairs).toBe(pairs);
    expect(deviation(found.total_distance, total, 1e-3)).toBeLessThan(1e-9);
    expect(found.largest_distance!).toBeLessThanOrEqual(found.caliper_absolute + 1e-12);
    expect(largest).toBeLessThanOrEqual(found.caliper_absolute + 1e-12);
  });

  test.each(["iptw", "att", "overlap"] as const)("weights for %s, doubly robust", (weights) => {
    const found = analyzeMatch(table, { ...options, weights, doublyRobust: true });
    const [ours, theirs] = [found.weighting!.effect!, expected.weighted[weights]];
    expect(
      deviation(
        [ours.estimate, ours.se_known_propensity, ...ours.effective_n, ours.largest_weight],
        [theirs.estimate, theirs.known, ...theirs.ess, theirs.largest],
      ),
    ).toBeLessThan(1e-9);
    // R's side has numerical derivatives.
    expect(deviation(ours.se, theirs.se)).toBeLessThan(1e-8);
    const rows = expected.weighted_balance[weights];
    expect(
      deviation(
        withoutFirst(found.weighting!.balance).flatMap(after),
        rows.flatMap((row) => [row[1], row[3], row[5]]),
        1e-3,
      ),
    ).toBeLessThan(1e-9);
    const robust = found.doubly_robust!;
    expect(deviation([robust.estimate, robust.se], weights === "att" ? expected.att : expected.ate)).toBeLessThan(1e-9);
    expect(JSON.stringify(found)).not.toMatch(/Infinity|NaN/);
  });
});

test("overlap weights balance the means of all covariates exactly", () => {
  const { table, options } = INPUTS.synth;
  const { balance } = analyzeMatch(table, { ...options, weights: "overlap" }).weighting!;
  for (const { smd_before, smd_after } of balance) {
    expect(Math.abs(smd_after!)).toBeLessThan(1e-12);
    expect(Math.abs(smd_before!)).toBeGreaterThan(1e-3);
  }
});

test("without an outcome: pairs and balance, no effects", () => {
  const { table, options } = INPUTS.birth;
  const found = analyzeMatch(table, { ...options, outcome: undefined, weights: "iptw" });
  expect(found).toMatchObject({ effect: null, e_value: null, doubly_robust: null, rosenbaum: null });
  expect(found.weighting!.effect).toBeNull();
  expect(found.n_pairs).toBeGreaterThan(50);
});

describe("wrong input is told in one line", () => {
  const run =
    (text: string, options: Partial<MatchOptions> = {}) =>
    () =>
      analyzeMatch(parseCsv(text, "f.csv"), { treatment: "t", covariates: ["x"], outcome: "y", ...options });
  const good = "t,x,y\n1,1,3\n0,2,4\n1,3,5\n0,1.5,2";

  test.each<[string, Partial<MatchOptions>, string]>([
    ["t,x,y\n2,1,3\n0,2,4", {}, 'f.csv: line 2 (data row 1), column "t": 2 is neither 0 nor 1'],
    ["t,x,y\n1,1,3\n1,2,4", {}, 'f.csv: column "t" is 1 in all rows; 0 and 1 are needed'],
    ["t,x,y\n1,1,3\n0,1,4", {}, 'f.csv: column "x" has only one value'],
    ["t,x,y\n1,a,3\n0,a,4", {}, 'f.csv: column "x" has only one value'],
    ["t,x,y\n1,NA,3\n0,1,4\n0,2,4", {}, "in all rows"],
    ["t,x,y\n1,1,NA\n0,NA,4", {}, "f.csv: no row has all of t, x, y"],
    ["t,x,y\n1,1,3\n0,b,4", {}, '"b" is not a number'],
    [good, { covariates: [] }, "match: name at least one covariate"],
    [good, { covariates: ["x", "x"] }, 'match: the covariate "x" is named twice'],
    [good, { covariates: ["y"] }, 'match: "y" is the outcome and cannot be a covariate'],
    [good, { covariates: ["z"] }, 'f.csv: no column "z"; there are t, x, y'],
    [good, { caliper: 0 }, "caliper must be above 0, not 0"],
    [good, { outcome: undefined, doublyRobust: true }, "need an outcome"],
    [good, { rosenbaum: [0.5] }, "gamma must be 1 or more, not 0.5"],
    ["t,x,y\n1,5,3\n0,2,4\n1,6,5\n0,1.5,2", {}, 'propensity: no finite estimate: the outcome is separated by "x"'],
    [
      "t,x,w,y\n1,1,2,3\n0,2,4,4\n1,3,6,5\n0,1.5,3,2",
      { covariates: ["x", "w"] },
      'propensity: "w" follows from the others; leave one of them out',
    ],
  ])("%j %j", (text, options, message) => {
    expect(run(text, options)).toThrow(message);
  });
});
