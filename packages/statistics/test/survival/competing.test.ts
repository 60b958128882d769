import {
  type Covariate,
  cox,
  cumulativeIncidence,
  fineGray,
  grayTest,
  kaplanMeier,
  type Table,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { competingData, reference, type SetName, table } from "./competing-reference.ts";

const files: Record<SetName, Table> = { mgus: table("mgus"), ties: table("competing-ties") };
const sets = ["mgus", "ties"] as const;

describe.each(sets)("cumulative incidence of %s", (name) => {
  const data = competingData(files[name]);

  test.each(["log", "log-log", "plain"] as const)("as survival's, %s limits", (confidence) => {
    const curves = cumulativeIncidence(data, { confidence });
    expect(curves.map(({ cause }) => cause)).toEqual([1, 2]);
    curves.forEach((curve, i) => {
      const wanted = reference.curves[name][confidence][i];
      expect(curve.time).toEqual(wanted.time);
      expect(curve.at_risk).toEqual(wanted.at_risk);
      expect(curve.events_at).toEqual(wanted.events_at);
      expect(deviation(curve.incidence, wanted.incidence)).toBeLessThan(1e-13);
      // before the first event both are 0
      expect(deviation(curve.se, wanted.se)).toBeLessThan(1e-12);
      for (const [ours, theirs] of [
        [curve.lower, wanted.lower],
        [curve.upper, wanted.upper],
      ])
        expect(deviation(ours, theirs)).toBeLessThan(1e-11);
    });
  });

  test("Gray's standard errors as cmprsk's", () => {
    cumulativeIncidence(data).forEach((curve, i) => {
      const wanted = reference.gray_se[name][i === 0 ? "1 1" : "1 2"];
      const steps = [...curve.time.keys()].filter((at) => curve.events_at[at] > 0);
      expect(steps.map((at) => curve.time[at])).toEqual(wanted.time);
      expect(
        deviation(
          steps.map((at) => curve.incidence[at]),
          wanted.est,
        ),
      ).toBeLessThan(1e-12);
      expect(
        deviation(
          steps.map((at) => curve.se_gray[at]),
          wanted.se,
        ),
      ).toBeLessThan(1e-12);
    });
  });

  test("incidences and survival add up to 1", () => {
    const curves = cumulativeIncidence(data);
    const free = kaplanMeier({ time: data.time, event: data.cause.map((c) => (c > 0 ? 1 : 0)) });
    expect(free.time).toEqual(curves[0].time);
    free.survival.forEach((s, i) => {
      expect(s + curves[0].incidence[i] + curves[1].incidence[i]).toBeCloseTo(1, 12);
    });
  });
});

describe("Gray's test as cmprsk's", () => {
  test.each([
    ["mgus_sex", "mgus", "sex", undefined, 0],
    ["mgus_sex_rho1", "mgus", "sex", undefined, 1],
    ["ties_arm", "ties", "arm", undefined, 0],
    ["ties_arm_by_site", "ties", "arm", "site", 0],
    ["ties_arm_rho1", "ties", "arm", undefined, 1],
  ] as const)("%s", (name, set, by, by2, rho) => {
    const groups = files[set].text(by) as string[];
    const strata = by2 === undefined ? undefined : (files[set].text(by2) as string[]);
    reference.gray[name].forEach((wanted, i) => {
      const found = grayTest(competingData(files[set]), i + 1, groups, { strata, rho });
      expect(deviation([found.chi2, found.df, found.p], [wanted.chi2, wanted.df, wanted.p])).toBeLessThan(1e-11);
    });
  });
});

const indicator = (file: Table, column: string, value: string, rows: readonly number[]): Covariate => ({
  name: `${column}=${value}`,
  values: rows.map((row) => (file.text(column)[row] === value ? 1 : 0)),
});
const numbers = (file: Table, name: string, rows: readonly number[]): Covariate => ({
  name,
  values: rows.map((row) => file.numbers(name)[row]),
});

function covariatesOf(set: SetName): { data: ReturnType<typeof competingData>; covariates: Covariate[] } {
  const file = files[set];
  if (set === "ties") {
    const data = competingData(file);
    const arms = ["b", "c"].map((arm) => indicator(file, "arm", arm, data.rows));
    return { data, covariates: [numbers(file, "score", data.rows), ...arms] };
  }
  const data = competingData(file, ["age", "hgb", "mspike"]);
  const [age, hgb, mspike] = ["age", "hgb", "mspike"].map((name) => numbers(file, name, data.rows));
  return { data, covariates: [age, indicator(file, "sex", "male", data.rows), hgb, mspike] };
}

describe("Fine and Gray's regression as cmprsk's", () => {
  test.each(sets.flatMap((set) => ([1, 2] as const).map((cause) => [set, cause] as const)))(
    "%s, cause %d",
    (set, cause) => {
      const { data, covariates } = covariatesOf(set);
      const wanted = reference.fine_gray[`${set}_${cause}`];
      const found = fineGray(data, cause, covariates);
      expect(found.converged).toBe(true);
      expect(deviation(found.loglik, wanted.loglik)).toBeLessThan(1e-13);
      expect(
        deviation(
          found.terms.map(({ coef }) => coef),
          wanted.coef,
        ),
      ).toBeLessThan(1e-10);
      expect(
        deviation(
          found.terms.map(({ se }) => se),
          wanted.se,
        ),
      ).toBeLessThan(1e-11);
      expect(deviation(found.covariance.flat(), wanted.vcov, 1e-4)).toBeLessThan(1e-11);
      expect(
        deviation(
          found.terms.map(({ z }) => z),
          wanted.z,
        ),
      ).toBeLessThan(1e-10);
    },
  );

  test("without competing events and censoring it is Cox regression with Breslow's ties", () => {
    const data = competingData(files.ties);
    const cause = data.cause.map(() => 1);
    const covariates = [numbers(files.ties, "score", data.rows)];
    const plain = cox({ time: data.time, event: cause }, covariates, { ties: "breslow" });
    const found = fineGray({ time: data.time, cause }, 1, covariates);
    expect(deviation(found.terms[0].coef, plain.terms[0].coef)).toBeLessThan(1e-10);
    expect(deviation(found.loglik, plain.loglik)).toBeLessThan(1e-12);
  });
});

test("a group without events of the cause has no finite estimate, and is told so", () => {
  const time = Float64Array.from({ length: 40 }, (_, i) => i + 1);
  const cause = time.map((_, i) => (i % 2 === 0 ? (i % 4 === 0 ? 1 : 2) : i % 3 === 0 ? 2 : 0));
  const found = fineGray({ time, cause: Uint8Array.from(cause) }, 1, [
    { name: "odd", values: time.map((_, i) => i % 2) },
  ]);
  expect(found.converged).toBe(false);
  expect(found.terms[0].infinite).toBe(true);
});

describe("what cannot be estimated is told", () => {
  const data = { time: Float64Array.of(1, 2, 3, 4), cause: Uint8Array.of(1, 0, 2, 1) };
  const x = { name: "x", values: [1, 2, 3, 5] };
  test.each<[() => unknown, string]>([
    [() => cumulativeIncidence({ time: data.time, cause: new Uint8Array(4) }), "there is no event"],
    [() => cumulativeIncidence({ time: new Float64Array(0), cause: new Uint8Array(0) }), "there is no one to analyse"],
    [() => cumulativeIncidence({ ...data, time: Float64Array.of(-1, 1, 2, 3) }), "row 1: the time must be 0 or later"],
    [() => grayTest(data, 1, ["a", "a", "a", "a"]), "at least two groups are needed"],
    [() => grayTest(data, 3, ["a", "b", "a", "b"]), "there is no event of cause 3"],
    [() => fineGray(data, 3, [x]), "there is no event of cause 3"],
    [() => fineGray(data, 1, []), "name at least one covariate"],
    [() => fineGray(data, 1, [{ name: "x", values: [2, 2, 2, 2] }]), '"x" is constant among those at risk'],
    [() => fineGray(data, 1, [{ name: "x", values: [1, Number.NaN, 2, 2] }]), 'row 2 has no value of "x"'],
  ])("%#", (run, message) => {
    expect(run).toThrow(message);
  });
});
