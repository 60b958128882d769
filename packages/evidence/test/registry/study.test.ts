import { type RegistryOptions, registryStudy } from "@counterpulse/evidence";
import { beforeAll, describe, expect, test } from "vitest";
import { drawPatients } from "../../src/registry/patients.ts";

type Study = ReturnType<typeof registryStudy>;

test("patients are those of their seed, whoever is drawn besides", () => {
  const [few, many] = [drawPatients(5, 50, "test"), drawPatients(5, 200, "test")];
  expect([...many.risk.slice(0, 50)]).toEqual([...few.risk]);
  expect([...drawPatients(5, 20, "test", 30).covariates[0]]).toEqual([...few.covariates[0].slice(30)]);
  expect([...drawPatients(6, 50, "test").risk]).not.toEqual([...few.risk]);
});

test("covariates have the shares that the model's text tells", () => {
  const { covariates } = drawPatients(1, 20_000, "test");
  const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [age, male, coronary, coma, ventilation, renal, noradrenaline, volume] = covariates.map(mean);
  for (const [found, told, room] of [
    [age, 65, 0.4],
    [male, 0.74, 0.01],
    [coronary, 0.55, 0.01],
    [coma, 0.36, 0.02],
    [ventilation, 0.8, 0.02],
    [renal, 0.25, 0.02],
    [noradrenaline, -2.3, 0.03],
    [volume, 3.3, 0.03],
  ])
    expect(Math.abs(found - told)).toBeLessThan(room);
});

describe("the default study", () => {
  let study: Study;
  beforeAll(() => {
    study = registryStudy({ repeats: 12 });
  }, 60_000);

  test("calibrated margins are the printed ones; the rest is predicted, near to them", () => {
    const [treated, matched, ...others] = study.margins;
    for (const { expected, published } of [treated, matched])
      expect(Math.abs(expected! - published)).toBeLessThan(0.006);
    for (const { text, expected, published, calibrated } of others) {
      const room = calibrated ? 1e-9 : 0.02;
      expect(Math.abs(expected! - published), text).toBeLessThan(room);
    }
    expect(others.filter(({ calibrated }) => !calibrated).map(({ text }) => text)).toEqual([
      "dead in hospital, with balloon",
      "hazard ratio, matched",
    ]);
    for (const { expected, achieved } of study.margins) expect(Math.abs(achieved! - expected!)).toBeLessThan(0.08);
  });

  test("as they are, the groups mislead; matching, weighting and both models together find the truth", () => {
    const { performance } = study.repeats!;
    expect(performance.naive.rd!.bias).toBeGreaterThan(0.06);
    for (const method of ["iptw", "att", "overlap", "doubly_robust"] as const) {
      const { bias, mc_error } = performance[method].rd!;
      expect(Math.abs(bias)).toBeLessThan(4 * mc_error);
    }
    // The caliper leaves some confounding within pairs.
    expect(Math.abs(performance.matched.rd!.bias)).toBeLessThan(0.3 * performance.naive.rd!.bias);
    const { bias, mc_error } = performance.adjusted_cox.hr!;
    expect(Math.abs(bias)).toBeLessThan(4 * mc_error);
  });

  test("the stronger a hidden confounder, the less is left; where nothing is, it is stronger than the E-value", () => {
    const { points, explains_estimate, explains_interval, e_value } = study.hidden!;
    expect(points[0].conditional_hr).toBeCloseTo(study.truth.conditional_hr, 10);
    for (let k = 2; k < points.length; k++) expect(points[k].marginal_hr).toBeGreaterThan(points[k - 1].marginal_hr);
    expect(explains_estimate!).toBeGreaterThan(explains_interval!);
    const at = points.findIndex(({ strength }) => strength >= explains_estimate!);
    const { treatment, death } = points[at].risk_ratios;
    expect(Math.min(treatment, death)).toBeGreaterThan(e_value.point);
    expect(points[at - 1].marginal_hr).toBeLessThan(1);
    expect(points[at].marginal_hr).toBeGreaterThanOrEqual(1);
  });

  test("the same again; another seed is another registry of the same truth; numbers are finite", () => {
    const plain = { curve: false };
    const [again, other] = [registryStudy(plain), registryStudy({ ...plain, seed: 2 })];
    expect(again.matched).toEqual(study.matched);
    expect(other.matched).not.toEqual(study.matched);
    expect(other.truth.conditional_hr).toBe(study.truth.conditional_hr);
    expect(JSON.stringify(study)).not.toMatch(/NaN|Infinity/);
  });
});

describe("many patients, so that chance is small", () => {
  const large = (options: RegistryOptions) => registryStudy({ n: 40_000, curve: false, ...options });
  const error = (study: Study, method: "naive" | "matched" | "doubly_robust") =>
    (study[method].rd!.estimate - study.truth[method].rd!) / study[method].rd!.se;

  test("no effect, no hidden confounder: none is found", () => {
    const study = large({ trueHazardRatio: 1 });
    expect(study.truth).toMatchObject({ conditional_hr: 1, chosen: true, matched: { rd: 0, rr: 1, hr: 1 } });
    expect(error(study, "naive")).toBeGreaterThan(10);
    expect(Math.abs(error(study, "doubly_robust"))).toBeLessThan(3.5);
    expect(Math.abs(study.matched.rd!.estimate)).toBeLessThan(0.025);
  });

  test("no effect, a hidden confounder: matching finds one, and every adjustment with it", () => {
    const study = large({ trueHazardRatio: 1, confounding: { odds: 3, hazard: 3 } });
    expect(error(study, "matched")).toBeLessThan(-8);
    expect(error(study, "doubly_robust")).toBeLessThan(-8);
    expect(study.adjusted_cox.hr!.ci[1]).toBeLessThan(0.9);
  });

  test("a confounder of treatment or of death alone biases nothing", () => {
    for (const confounding of [
      { odds: 3, hazard: 1 },
      { odds: 1, hazard: 3 },
    ])
      expect(Math.abs(error(large({ confounding, trueHazardRatio: 0.7 }), "doubly_robust"))).toBeLessThan(3.5);
  });

  test("what the analyst lacks, matching cannot balance", () => {
    const study = large({ omit: ["log2_noradrenaline"] });
    expect(error(study, "matched")).toBeGreaterThan(4);
    const left = study.balance.find(({ covariate }) => covariate === "log2_noradrenaline")!;
    expect(left.smd_after!).toBeGreaterThan(0.2);
    for (const { covariate, smd_after } of study.balance)
      if (covariate !== "log2_noradrenaline") expect(Math.abs(smd_after!)).toBeLessThan(0.1);
  });
}, 60_000);

test.each<[RegistryOptions, string]>([
  [{ n: 10 }, "registry: n is 10; a whole number from 200 to 200000 is allowed"],
  [{ confounding: { odds: 0.5, hazard: 1 } }, "registry: confounding of the odds is 0.5; 1 (none) to 20 is allowed"],
  [{ trueHazardRatio: 0 }, "registry: the true hazard ratio is 0; 0.05 to 20 is allowed"],
  [{ omit: ["lactate"] }, 'registry: no covariate "lactate"; there are age_years, male'],
])("%j is refused", (options, message) => {
  expect(() => registryStudy(options)).toThrow(message);
});
