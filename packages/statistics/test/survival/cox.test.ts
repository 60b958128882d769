import {
  analyzeSurvival,
  baselineHazard,
  cox,
  coxModel,
  parseCsv,
  proportionalHazards,
  type SurvivalOptions,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { cpuSeconds } from "../../../../test/cpu-time.ts";
import { deviation } from "../../../../test/fixture.ts";
import { HEART, LUNG, reference, tableOf, VETERAN } from "./reference.ts";

/** R's own Newton steps end at 1e-14 in the likelihood, which leaves this much in coefficients and covariances. */
const TOLERANCE = 1e-11;

describe.each(["efron", "breslow"] as const)("ties by %s", (ties) => {
  test.each<["lung" | "lung_strata" | "veteran" | "heart", string, SurvivalOptions]>([
    ["lung", "lung", { ...LUNG, cox: ["age", "sex", "ph.ecog"] }],
    ["lung_strata", "lung", { ...LUNG, cox: ["age", "ph.ecog"], strata: "sex" }],
    ["veteran", "veteran", { ...VETERAN, cox: ["karno", "celltype", "trt"] }],
    ["heart", "heart", { ...HEART, cox: ["age", "year", "surgery", "transplant"] }],
  ])("%s agrees with coxph and cox.zph", (name, table, options) => {
    const wanted = reference.cox[ties][name];
    const found = analyzeSurvival(tableOf(table), { ...options, ties }).cox;
    if (found === null) throw new Error("no Cox model");
    const { terms, tests, ph_test } = found;
    const near = (ours: (number | null)[], theirs: number[]): void =>
      expect(deviation(ours, theirs)).toBeLessThan(TOLERANCE);
    expect(found).toMatchObject({ ties, n: wanted.n, events: wanted.events, converged: true, score_p: tests.score.p });
    near(found.loglik, wanted.loglik);
    near(
      terms.map((term) => term.coef),
      wanted.coef,
    );
    near(
      terms.map((term) => term.se),
      wanted.se,
    );
    near(
      terms.map((term) => term.z),
      wanted.z,
    );
    near(
      terms.map((term) => term.p),
      wanted.p,
    );
    near(
      terms.map((term) => term.hr_ci[0]),
      wanted.lower,
    );
    near(
      terms.map((term) => term.hr_ci[1]),
      wanted.upper,
    );
    near([tests.score.chi2, tests.score.df, tests.score.p], wanted.score);
    near([tests.wald.chi2, tests.wald.df], wanted.wald);
    near([tests.likelihood_ratio.chi2, tests.likelihood_ratio.df, tests.likelihood_ratio.p], wanted.lr);
    near(found.covariance.flat(), wanted.vcov);
    expect(ph_test.map((row) => row.name)).toEqual(wanted.zph_names);
    near(
      ph_test.map((row) => row.chi2),
      wanted.zph_chi2,
    );
    near(
      ph_test.map((row) => row.df),
      wanted.zph_df,
    );
    near(
      ph_test.map((row) => row.p),
      wanted.zph_p,
    );
  });

  test.each([
    ["baseline", "lung", "time", null, "status", 2, ["age", "ph.ecog"]],
    ["baseline_heart", "heart", "stop", "start", "event", 1, ["age", "transplant"]],
  ] as const)("%s hazard, covariates at 0", (name, file, time, entry, event, value, names) => {
    const table = tableOf(file);
    const columns = [time, event, ...(entry === null ? [] : [entry]), ...names, ...(file === "lung" ? ["sex"] : [])];
    const rows = Array.from({ length: table.length }, (_, i) => i).filter((i) =>
      columns.every((column) => table.text(column)[i] !== null),
    );
    const pick = (column: string): Float64Array => Float64Array.from(rows, (i) => table.numbers(column)[i]);
    const data = {
      time: pick(time),
      event: Uint8Array.from(pick(event), (x) => (x === value ? 1 : 0)),
      ...(entry === null ? {} : { entry: pick(entry) }),
    };
    const model = coxModel(
      data,
      names.map((column) => ({ name: column, values: pick(column) })),
      { ties },
    );
    const [found] = baselineHazard(
      model,
      names.map(() => 0),
    );
    const wanted = reference.cox[ties][name];
    expect(found.time).toEqual(wanted.time);
    expect(deviation(found.cumulative, wanted.hazard)).toBeLessThan(TOLERANCE);
  });
});

test("one binary covariate: the score test is the log-rank test", () => {
  // no ties, where both share their variance
  const time = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
  const event = Uint8Array.of(1, 0, 1, 1, 0, 1, 1, 1, 0);
  const values = [1, 1, 1, 0, 0, 1, 0, 0, 0];
  const { score_p } = cox({ time, event }, [{ name: "x", values }]);
  const text = `t,d,x\n${values.map((x, i) => `${time[i]},${event[i]},${x}`).join("\n")}`;
  expect(score_p).toBeCloseTo(logRankP(text), 12);
});

test("strata have hazards of their own, in the order of their names", () => {
  const time = Float64Array.of(1, 2, 3, 4, 5, 6);
  const event = Uint8Array.of(1, 1, 1, 1, 1, 0);
  const model = coxModel({ time, event }, [{ name: "x", values: [0, 1, 1, 0, 1, 0] }], {
    strata: ["b", "a", "b", "a", "b", "a"],
  });
  const hazards = baselineHazard(model);
  expect(hazards.map(({ stratum, time: times }) => [stratum, times])).toEqual([
    ["a", [2, 4]],
    ["b", [1, 3, 5]],
  ]);
});

test("a coefficient without a finite estimate is said to have none", () => {
  const time = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const event = Uint8Array.of(1, 1, 1, 1, 0, 0, 0, 0);
  const { terms, converged } = cox({ time, event }, [
    { name: "separates", values: [1, 1, 1, 1, 0, 0, 0, 0] },
    { name: "x", values: [0, 1, 0, 1, 1, 0, 1, 0] },
  ]);
  expect(converged).toBe(false);
  expect(terms.map(({ infinite }) => infinite)).toEqual([true, false]);
  expect(JSON.stringify(terms)).not.toMatch(/Infinity|NaN/);
});

test("refuses models that cannot be fitted", () => {
  const data = { time: Float64Array.of(1, 2, 3, 4), event: Uint8Array.of(1, 1, 1, 0) };
  const x = { name: "x", values: [1, 0, 2, 1] };
  expect(() => cox(data, [])).toThrow("name at least one covariate");
  expect(() => cox(data, [x, { name: "y", values: [2, 0, 4, 2] }])).toThrow(
    '"y" is constant among those at risk or follows',
  );
  expect(() => cox(data, [{ name: "c", values: [1, 1, 1, 1] }])).toThrow('"c" is constant');
  expect(() => cox(data, [{ name: "x", values: [1, Number.NaN, 2, 1] }])).toThrow('row 2 has no value of "x"');
  expect(() => cox({ ...data, event: Uint8Array.of(0, 0, 0, 0) }, [x])).toThrow("there is no event");
  expect(() => cox({ ...data, time: Float64Array.of(1, 2, -3, 4) }, [x])).toThrow(
    "row 3: the time must be 0 or later, not -3",
  );
  expect(() => cox({ ...data, entry: Float64Array.of(0, 2, 0, 0) }, [x])).toThrow(
    "row 2: the time must be later than entry, not 2",
  );
});

test("a hundred thousand people and five covariates in under a second", () => {
  const n = 100_000;
  const draw = generator();
  const columns = Array.from({ length: 5 }, () => Float64Array.from({ length: n }, draw));
  const truth = [1, -0.5, 0, 0, 0];
  const time = Float64Array.from({ length: n }, (_, i) =>
    Math.ceil((-1000 * Math.log(draw())) / Math.exp(columns.reduce((sum, x, j) => sum + truth[j] * x[i], 0))),
  );
  const event = Uint8Array.from({ length: n }, () => (draw() < 0.7 ? 1 : 0));
  const covariates = columns.map((values, j) => ({ name: `x${j}`, values }));
  let model = coxModel({ time, event }, covariates);
  const seconds = cpuSeconds(() => {
    model = coxModel({ time, event }, covariates);
  });
  expect(seconds).toBeLessThan(1);
  // within four standard errors of the hazards that the data were drawn from, which are proportional
  model.fit.terms.forEach(({ coef, se }, j) => {
    expect(Math.abs(coef - truth[j])).toBeLessThan(4 * se);
  });
  expect(proportionalHazards(model).at(-1)?.p).toBeGreaterThan(1e-4);
});

/** Lehmer's generator: enough to fill columns, the same on every run. */
function generator(): () => number {
  let state = 1;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}

function logRankP(text: string): number {
  const { logrank } = analyzeSurvival(parseCsv(text), { time: "t", event: "d==1", by: "x" });
  if (logrank === null) throw new Error("no log-rank test");
  return logrank.p;
}
