import { analyzeSurvival, type Covariate, weibull } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { reference, table } from "./competing-reference.ts";

describe("Weibull regression as survreg's", () => {
  test.each([
    ["lung", "status==2", ["age", "sex", "ph.ecog"]],
    ["veteran", "status==1", ["karno", "celltype", "trt"]],
  ] as const)("%s", (name, event, cox) => {
    const wanted = reference.weibull[name];
    const found = analyzeSurvival(table(name), { time: "time", event, cox, weibull: true }).weibull;
    if (!found) throw new Error("no fit");
    expect(found.converged).toBe(true);
    expect(
      deviation(
        found.terms.map(({ coef }) => coef),
        wanted.coef,
      ),
    ).toBeLessThan(1e-11);
    expect(
      deviation(
        found.terms.map(({ se }) => se),
        wanted.se,
      ),
    ).toBeLessThan(1e-11);
    expect(
      deviation(
        found.terms.map(({ z }) => z),
        wanted.z,
      ),
    ).toBeLessThan(1e-11);
    expect(
      deviation(
        found.terms.map(({ p }) => p),
        wanted.p,
      ),
    ).toBeLessThan(1e-9);
    expect(deviation(found.covariance.flat(), wanted.vcov, 1e-4)).toBeLessThan(1e-11);
    expect(deviation(found.loglik, wanted.loglik as number[])).toBeLessThan(1e-13);
    expect(deviation(found.scale, wanted.scale)).toBeLessThan(1e-12);
    // the two forms are one model: log hazard ratio = -coefficient / scale
    found.hazard.forEach(({ coef }, j) => {
      expect(coef).toBeCloseTo(-found.terms[j + 1].coef / found.scale, 12);
    });
  });
});

const times = Float64Array.of(1, 2, 3, 4, 5, 6);
const events = Uint8Array.of(1, 1, 0, 1, 1, 0);
const two: Covariate = { name: "x", values: [0, 1, 0, 1, 0, 1] };

test("time in other units changes the intercept only", () => {
  const [a, b] = [1, 1000].map((unit) => weibull({ time: times.map((t) => t * unit), event: events }, [two]));
  expect(b.terms[0].coef - a.terms[0].coef).toBeCloseTo(Math.log(1000), 10);
  expect(deviation([b.terms[1].coef, b.scale], [a.terms[1].coef, a.scale])).toBeLessThan(1e-9);
});

test("a group without events has no finite estimate, and is told so", () => {
  const event = Uint8Array.of(1, 0, 1, 0, 1, 0);
  expect(() => weibull({ time: times, event }, [two])).toThrow("the likelihood rises without end");
});

test.each<[Partial<{ time: Float64Array; event: Uint8Array }>, Covariate[], string]>([
  [{ event: new Uint8Array(6) }, [], "Weibull: there is no event"],
  [{ time: Float64Array.of(0, 1, 2, 3, 4, 5) }, [], "row 1: the time must be above 0, not 0"],
  [{}, [{ name: "x", values: [1, 1, 1, 1, 1, 1] }], '"x" is constant or follows from the others'],
])("wrong input %#", (change, covariates, message) => {
  expect(() => weibull({ time: times, event: events, ...change }, covariates)).toThrow(message);
});
