import {
  cumulative,
  egger,
  eggerRandom,
  influence,
  leaveOneOut,
  poolEffects,
  subgroupAnalysis,
  trimAndFill,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { effectsOf, optionsOf, reference } from "./reference.ts";

const TOLERANCE = 1e-9;
const bcg = effectsOf(reference.pooled.bcg_rr);

describe.each(reference.extras)("$set, $method, $test", (wanted) => {
  const effects = effectsOf(reference.pooled[wanted.set]);
  const options = optionsOf(wanted.method, wanted.test);
  const byNormal = optionsOf(wanted.method, "z");

  test("leave one out, and cumulative", () => {
    const loo = leaveOneOut(effects, options);
    expect(
      deviation(
        loo.map((x) => x.estimate),
        wanted.loo.estimate,
        1e-6,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        loo.map((x) => x.se),
        wanted.loo.se,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        loo.map((x) => x.tau2),
        wanted.loo.tau2,
        1e-6,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        loo.map((x) => x.q.value),
        wanted.loo.q,
      ),
    ).toBeLessThan(TOLERANCE);
    const added = cumulative(effects, byNormal);
    expect(
      deviation(
        added.map((x) => x.estimate),
        wanted.cumulative_z.estimate,
        1e-6,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        added.map((x) => x.se),
        wanted.cumulative_z.se,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        added.map((x) => x.p),
        wanted.cumulative_z.p,
      ),
    ).toBeLessThan(TOLERANCE);
  });

  test("influence", () => {
    const found = influence(effects, options);
    const columns = [
      "rstudent",
      "dffits",
      "cook_d",
      "cov_r",
      "tau2_deleted",
      "q_deleted",
      "hat",
      "weight_pct",
    ] as const;
    columns.forEach((column, j) => {
      expect(
        deviation(
          found.map((x) => x[column]),
          wanted.influence[j],
          1e-6,
        ),
      ).toBeLessThan(TOLERANCE);
    });
    expect(
      deviation(
        found.map((x) => x.dfbeta),
        wanted.dfbeta,
        1e-6,
      ),
    ).toBeLessThan(TOLERANCE);
  });

  test("Egger's test, classical and with variance between studies", () => {
    const { slope, se, statistic, p, limit } = egger(effects);
    const classical = [slope, se, statistic, p, limit.estimate, ...limit.ci, p];
    expect(deviation(classical, wanted.egger_lm)).toBeLessThan(TOLERANCE);
    const random = eggerRandom(effects, options);
    const mixed = [random.statistic, random.p, random.limit.estimate, ...random.limit.ci];
    expect(deviation(mixed, wanted.egger_rma, 1e-6)).toBeLessThan(TOLERANCE);
  });

  test("trim and fill", () => {
    const found = trimAndFill(effects, byNormal);
    const { trimfill } = wanted;
    expect([found.missing, found.side]).toEqual([trimfill.k0, trimfill.side]);
    const pooled = [found.se, found.pooled.estimate, found.pooled.se, found.pooled.tau2];
    const theirs = [trimfill.se, trimfill.estimate, trimfill.se_pooled, trimfill.tau2];
    expect(deviation(pooled, theirs, 1e-6)).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        found.filled.map(({ yi }) => yi),
        trimfill.filled,
        1e-6,
      ),
    ).toBeLessThan(TOLERANCE);
  });
});

test("the fixture holds funnels that are filled on either side", () => {
  const sides = reference.extras.filter(({ trimfill }) => trimfill.k0 > 0).map(({ trimfill }) => trimfill.side);
  expect(new Set(sides)).toEqual(new Set(["left", "right"]));
});

test("subgroups by allocation", () => {
  const { alloc, groups, q_between } = reference.subgroups;
  const found = subgroupAnalysis(bcg, alloc, { test: "z" });
  expect(found.groups.map(({ group }) => group)).toEqual([...new Set(alloc)]);
  for (const { group, estimate, se, tau2, i2_pct } of found.groups) {
    const wanted = groups[group];
    expect(deviation([estimate, se, tau2, i2_pct], [wanted.estimate, wanted.se, wanted.tau2, wanted.i2])).toBeLessThan(
      TOLERANCE,
    );
  }
  expect(deviation([found.q_between.value, found.q_between.p], q_between)).toBeLessThan(TOLERANCE);
  expect(found.q_between.df).toBe(2);
});

test("the last of a cumulative analysis is the whole one", () => {
  expect(cumulative(bcg).at(-1)?.estimate).toBe(poolEffects(bcg).estimate);
});

test("a funnel turned about is filled on the other side", () => {
  const effects = effectsOf(reference.pooled.magnesium_or);
  const one = trimAndFill(effects);
  const other = trimAndFill(effects.map((effect) => ({ ...effect, yi: -effect.yi })));
  expect(one.missing).toBeGreaterThan(0);
  expect([other.missing, other.side]).toEqual([one.missing, one.side === "left" ? "right" : "left"]);
  expect(other.pooled.estimate).toBeCloseTo(-one.pooled.estimate, 12);
});

test("refuses too few studies", () => {
  const two = bcg.slice(0, 2);
  expect(() => influence(two)).toThrow("influence: at least three studies");
  expect(() => egger(two)).toThrow("Egger: at least three studies");
  expect(() => trimAndFill(two)).toThrow("trim and fill: at least three studies");
  expect(() => leaveOneOut(two.slice(1))).toThrow("leave-one-out: at least two studies");
  expect(() => subgroupAnalysis(two, ["a", "a"])).toThrow("at least two groups");
  expect(() => subgroupAnalysis(two, ["a"])).toThrow("every study needs a group");
});
