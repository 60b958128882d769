import { indicators, metaRegression, predictAt, regressionModel } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { effectsOf, optionsOf, type Regression, reference } from "./reference.ts";

const effects = effectsOf(reference.pooled.bcg_rr);

/** metafor inverts X'WX, which for a calendar year and its intercept leaves this much. */
const TOLERANCE = 5e-9;

describe.each(reference.regressions)("$method, $test, on $names", (wanted) => {
  const moderators = [wanted.names].flat().map((name, j) => ({ name, values: wanted.columns[j] }));
  const options = optionsOf(wanted.method, wanted.test);
  const found = metaRegression(effects, moderators, options);

  test("coefficients", () => {
    expect(found.terms.map(({ name }) => name)).toEqual(["intercept", ...moderators.map(({ name }) => name)]);
    const of = (pick: (term: (typeof found.terms)[number]) => number | null): (number | null)[] =>
      found.terms.map(pick);
    expect(
      deviation(
        of((t) => t.estimate),
        wanted.estimates,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        of((t) => t.se),
        wanted.se,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        of((t) => t.statistic),
        wanted.statistic,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        of((t) => t.p),
        wanted.p,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        of((t) => t.ci[0]),
        wanted.lower,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        of((t) => t.ci[1]),
        wanted.upper,
      ),
    ).toBeLessThan(TOLERANCE);
  });

  test("heterogeneity that is left, and that is explained", () => {
    const { q_residual, q_moderators } = found;
    expect(deviation([found.tau2, found.i2_pct, found.h2], [wanted.tau2, wanted.i2, wanted.h2])).toBeLessThan(
      TOLERANCE,
    );
    expect(deviation(found.r2_pct, wanted.r2)).toBeLessThan(TOLERANCE);
    expect(deviation([q_residual.value, q_residual.p], [wanted.qe, wanted.qep])).toBeLessThan(TOLERANCE);
    expect(deviation([q_moderators.value, q_moderators.p], [wanted.qm, wanted.qmp])).toBeLessThan(TOLERANCE);
  });
});

const fitted = ({ names, columns, method, test }: Regression): Parameters<typeof metaRegression> => [
  effects,
  [names].flat().map((name, j) => ({ name, values: columns[j] })),
  optionsOf(method, test),
];

test("Q-profile interval of the variance that is left", () => {
  const wanted = reference.regressions.filter(({ profile }) => profile[0] !== null);
  expect(wanted.length).toBeGreaterThan(0);
  for (const row of wanted) {
    expect(deviation(metaRegression(...fitted(row)).tau2_ci, row.profile)).toBeLessThan(TOLERANCE);
  }
});

test("the effect expected at a value of the moderator", () => {
  const wanted = reference.regressions.filter(({ at }) => at !== null);
  expect(wanted.length).toBeGreaterThan(0);
  for (const row of wanted) {
    const { estimate, se, ci } = predictAt(
      regressionModel(...(fitted(row) as Parameters<typeof regressionModel>)),
      [33.5],
    );
    expect(deviation([estimate, se, ...ci], row.at as number[])).toBeLessThan(TOLERANCE);
  }
});

test("groups as indicator columns", () => {
  expect(indicators("kind", ["b", "a", "c", "a"])).toEqual([
    { name: "kind=b", values: [1, 0, 0, 0] },
    { name: "kind=c", values: [0, 0, 1, 0] },
  ]);
});

test("a shift of a moderator changes the intercept only, far from the origin too", () => {
  const year = effects.map((_, i) => 1990 + i ** 2 / 7);
  const near = metaRegression(effects, [{ name: "year", values: year.map((y) => y - 2000) }]);
  const far = metaRegression(effects, [{ name: "year", values: year }]);
  expect(deviation(far.terms[1].estimate, near.terms[1].estimate)).toBeLessThan(1e-11);
  expect(deviation(far.terms[0].estimate + 2000 * far.terms[1].estimate, near.terms[0].estimate)).toBeLessThan(1e-9);
});

test("refuses what cannot be fitted", () => {
  const column = { name: "x", values: effects.map((_, i) => i) };
  const twice = { name: "y", values: effects.map((_, i) => 3 * i + 2) };
  expect(() => metaRegression(effects, [column, twice])).toThrow('"y" follows from the others');
  expect(() => metaRegression(effects, [])).toThrow("name at least one moderator");
  expect(() => metaRegression(effects.slice(0, 1), [column])).toThrow("1 moderators need more than 1 studies");
  expect(() => metaRegression(effects, [{ name: "x", values: [1, 2] }])).toThrow('study "S3" has no value of "x"');
});
