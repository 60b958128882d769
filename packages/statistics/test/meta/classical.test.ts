import { type CountStudy, effectOf, mantelHaenszel, type Pooled, peto } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { type Classical, reference } from "./reference.ts";

const TOLERANCE = 1e-12;
const measures = ["RR", "OR", "RD"] as const;

function expectClassical(found: Pooled, wanted: Classical): void {
  const ours = [
    found.estimate,
    found.se,
    ...found.ci,
    found.statistic,
    found.p,
    found.q.value,
    found.q.p,
    found.i2_pct,
    found.h2,
  ];
  const theirs = [
    wanted.estimate,
    wanted.se,
    ...wanted.ci,
    wanted.statistic,
    wanted.p,
    wanted.q,
    wanted.qp,
    wanted.i2,
    wanted.h2,
  ];
  expect(deviation(ours, theirs, 1e-2)).toBeLessThan(TOLERANCE);
  expect(
    deviation(
      found.studies.map((study) => study.weight_pct),
      wanted.weights,
    ),
  ).toBeLessThan(TOLERANCE);
}

describe.each(Object.entries(reference.classical))("%s", (_, set) => {
  const studies: CountStudy[] = set.counts.map(([ai, n1, ci, n2], i) => ({ study: `S${i}`, ai, n1, ci, n2 }));

  test.each(measures)("effects of the studies: %s, one half added where a cell is empty", (measure) => {
    const found = studies.map((study) => effectOf(study, measure));
    expect(
      deviation(
        found.map(({ yi }) => yi),
        set.effects[measure].yi,
        1e-3,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        found.map(({ vi }) => vi),
        set.effects[measure].vi,
      ),
    ).toBeLessThan(TOLERANCE);
  });

  test.each(measures)("Mantel-Haenszel %s", (measure) => {
    const found = mantelHaenszel(studies, measure);
    expectClassical(found, set.mh[measure]);
    const own = found.studies.filter(({ yi }) => yi !== null);
    expect(
      deviation(
        own.map(({ yi }) => yi),
        set.mh[measure].yi,
        1e-3,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      deviation(
        own.map(({ vi }) => vi),
        set.mh[measure].vi,
      ),
    ).toBeLessThan(TOLERANCE);
  });

  test("Peto", () => {
    expectClassical(peto(studies), set.peto);
  });
});

test("a study without events, or with nothing else, has no effect but is listed", () => {
  const studies = [
    { study: "none", ai: 0, n1: 30, ci: 0, n2: 28 },
    { study: "some", ai: 4, n1: 40, ci: 9, n2: 38 },
    { study: "all", ai: 8, n1: 8, ci: 9, n2: 9 },
  ];
  for (const pooled of [mantelHaenszel(studies, "OR"), peto(studies)]) {
    expect(pooled.k).toBe(3);
    expect(pooled.q.df).toBe(0);
    expect(pooled.studies.map(({ yi }) => yi === null)).toEqual([true, false, true]);
    expect(pooled.studies.map(({ weight_pct }) => Math.round(weight_pct))).toEqual([0, 100, 0]);
  }
});

test("refuses what cannot be pooled", () => {
  const empty = [{ study: "A", ai: 0, n1: 30, ci: 3, n2: 28 }];
  expect(() => mantelHaenszel(empty, "RR")).toThrow("the pooled RR does not exist");
  expect(() => peto([{ study: "A", ai: 0, n1: 30, ci: 0, n2: 28 }])).toThrow("no study has both events");
  expect(() => effectOf({ study: "A", ai: 31, n1: 30, ci: 0, n2: 28 }, "RR")).toThrow("from 0 to N1 = 30, not 31");
});
