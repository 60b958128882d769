import { type Pooled, type PoolOptions, poolEffects, tau2Methods } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { cpuSeconds } from "../../../../test/cpu-time.ts";
import { deviation } from "../../../../test/fixture.ts";
import { type Data, effectsOf, reference, type Summary } from "./reference.ts";

/** metafor's Fisher scoring stops at steps of 1e-13, hardly better than this on the estimates. */
const TOLERANCE = 1e-10;

function expectSummary(found: Pooled, wanted: Summary): void {
  const ours = [
    found.estimate,
    found.se,
    ...found.ci,
    found.statistic,
    found.p,
    found.i2_pct,
    found.h2,
    found.q.value,
    found.q.p,
  ];
  const theirs = [
    wanted.estimate,
    wanted.se,
    ...wanted.ci,
    wanted.statistic,
    wanted.p,
    wanted.i2,
    wanted.h2,
    wanted.q,
    wanted.qp,
  ];
  expect(deviation(ours, theirs, 1e-6)).toBeLessThan(TOLERANCE);
  expect(deviation(found.tau2, wanted.tau2, 1e-6)).toBeLessThan(TOLERANCE);
}

describe.each(Object.entries(reference.pooled))("%s", (_, set) => {
  const pool = (options: PoolOptions): Pooled => poolEffects(effectsOf(set), options);

  test.each(tau2Methods)("%s: z, Hartung-Knapp, ad hoc, prediction, Q-profile, weights", (tau2) => {
    const wanted = set.random[tau2];
    for (const [options, summary] of [
      [{ tau2, test: "z" }, wanted.z],
      [{ tau2, test: "hk" }, wanted.hk],
      [{ tau2, test: "hk", adHoc: true }, wanted.adhoc],
    ] as const) {
      const found = pool(options);
      expectSummary(found, summary);
      const none: Summary["prediction"] = [null, null];
      expect(deviation(found.prediction_interval ?? none, summary.prediction, 1e-6)).toBeLessThan(TOLERANCE);
    }
    const found = pool({ tau2 });
    expect(deviation(found.tau2_ci, wanted.profile, 1e-6)).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        found.studies.map((study) => study.weight_pct),
        wanted.weights,
      ),
    ).toBeLessThan(TOLERANCE);
  });

  test("common effect", () => {
    expectSummary(pool({ model: "common" }), set.common);
    expectSummary(pool({ model: "common", test: "hk" }), set.common_hk);
    expect(pool({ model: "common" }).prediction_interval).toBeNull();
  });
});

const bcg: Data = reference.pooled.bcg_rr;

test("random effects are estimated by REML and tested by Hartung-Knapp unless told otherwise", () => {
  expect(poolEffects(effectsOf(bcg))).toEqual(
    poolEffects(effectsOf(bcg), { model: "random", tau2: "REML", test: "hk" }),
  );
});

test.each(tau2Methods)("%s follows the scale of the effects", (tau2) => {
  const one = poolEffects(effectsOf(bcg), { tau2 });
  const factor = 1e-4;
  const small = poolEffects(
    effectsOf({ yi: bcg.yi.map((y) => y * factor + 3), vi: bcg.vi.map((v) => v * factor ** 2) }),
    { tau2 },
  );
  expect(deviation(small.tau2, one.tau2 * factor ** 2)).toBeLessThan(1e-8);
  expect(deviation(small.estimate - 3, one.estimate * factor)).toBeLessThan(1e-8);
});

test("the order of studies does not matter", () => {
  const [one, other] = [effectsOf(bcg), effectsOf(bcg).reverse()].map((effects) => poolEffects(effects));
  expect(deviation([one.estimate, one.se, one.tau2], [other.estimate, other.se, other.tau2])).toBeLessThan(1e-12);
});

test("one study is its own result; two have no prediction interval", () => {
  const single = poolEffects([{ study: "A", yi: 0.5, vi: 0.04 }]);
  expect(single).toMatchObject({ k: 1, estimate: 0.5, tau2: 0, tau2_ci: [null, null], h2: 1, df: null });
  expect(single.se).toBeCloseTo(0.2, 14);
  expect(single.prediction_interval).toBeNull();
});

test("identical studies: no variance between them, and nothing infinite", () => {
  const same = poolEffects(Array.from({ length: 4 }, (_, i) => ({ study: `S${i}`, yi: 0.3, vi: 0.1 })));
  expect(same).toMatchObject({ tau2: 0, i2_pct: 0 });
  expect(same.se).toBeLessThan(1e-12);
  expect(JSON.stringify(same)).not.toMatch(/Infinity|NaN/);
});

test.each([
  [[], "there is no study to pool"],
  [[{ study: "A", yi: 1, vi: 0 }], 'study "A": vi must be above 0, not 0'],
  [[{ study: "A", yi: Number.NaN, vi: 1 }], 'study "A": yi must be a number, not NaN'],
])("refuses %j", (effects, message) => {
  expect(() => poolEffects(effects)).toThrow(message);
});

test.each(["DL", "REML", "PM"] as const)("ten thousand studies by %s in under a second", (tau2) => {
  const effects = Array.from({ length: 10_000 }, (_, i) => ({
    study: `S${i}`,
    yi: Math.sin(i * 1.7),
    vi: 0.05 + 0.2 * (((i * 7919) % 101) / 101),
  }));
  let found = 0;
  const seconds = cpuSeconds(() => {
    found = poolEffects(effects, { tau2 }).tau2;
  });
  expect(seconds).toBeLessThan(1);
  // the sine's variance is one half, known from its own law; sampling variances were not drawn, so they come off it
  expect(found).toBeGreaterThan(0.3);
  expect(found).toBeLessThan(0.5);
});
