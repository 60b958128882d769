/** The data hold together, the pools give what was published, the editorial's inconsistencies are found. */
import { rebuildCounts } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import {
  checkClaims,
  claimsOf,
  EDITORIAL_CLAIMS,
  findPool,
  findStudy,
  POOLS,
  pool,
  STUDIES,
  studyDocument,
} from "../src/index.ts";

describe("studies", () => {
  test("ids are unique, counts are possible, every outcome tells its status", () => {
    expect(new Set(STUDIES.map(({ id }) => id)).size).toBe(STUDIES.length);
    for (const { outcomes, address, status } of STUDIES) {
      if (status !== "RECALLED") expect(address).toMatch(/^https?:/);
      for (const { arms, ci95 } of outcomes) {
        for (const { events, total } of arms) {
          if (events === null) continue;
          expect(events).toBeGreaterThanOrEqual(0);
          expect(events).toBeLessThanOrEqual(total as number);
        }
        if (ci95) expect(Number(ci95[0])).toBeLessThan(Number(ci95[1]));
      }
    }
  });

  test.each(["chen-2008", "shin-2011"])("%s: its derived counts alone give the printed ratios", (id) => {
    for (const { arms, effect, ci95 } of findStudy(id)!.outcomes) {
      const [x, y] = arms;
      const found = rebuildCounts("RR", effect!, ci95!, x.total!, y.total!);
      expect(found).toEqual({ solutions: 1, table: { a: x.events, n1: x.total, b: y.events, n2: y.total } });
    }
  });

  test("derived counts of the registry are the only ones that give its percentages", () => {
    for (const { arms, percents } of findStudy("aso-2016")!.outcomes.slice(0, 3)) {
      arms.forEach(({ events }, i) => {
        const fits = Array.from({ length: 534 }, (_, k) => k).filter(
          (k) => ((100 * k) / 533).toFixed(1) === percents![i],
        );
        expect(fits).toEqual([events]);
      });
    }
  });

  test("a document has the promised keys and recomputes effects", () => {
    const document = studyDocument(findStudy("iabp-shock-ii")!);
    for (const key of ["id", "title", "year", "design", "population", "arms", "outcomes", "source", "status"])
      expect(document).toHaveProperty(key);
    const [death] = document.outcomes;
    expect(death.recomputed!.rr.value).toBeCloseTo(0.96103, 5);
    expect(death.recomputed!.p.chi2).toBeCloseTo(0.6886487, 6);
    expect(JSON.stringify(STUDIES.map(studyDocument))).not.toMatch(/NaN|Infinity/);
  });
});

describe("pools", () => {
  test("the three trials of assist devices give the published pool", () => {
    const [cheng] = pool(findPool("pvad-iabp")!).published;
    expect(cheng.repeated).toMatchObject({ k: 3, agrees: true, without: [] });
    expect(cheng.repeated!.value).toBeCloseTo(1.0608, 4);
    expect(cheng.repeated!.ci[0]).toBeCloseTo(0.6762, 4);
    expect(cheng.repeated!.ci[1]).toBeCloseTo(1.6642, 4);
  });

  test("the four trials of ECLS give theirs, with the recalled one", () => {
    const definition = findPool("ecls-infarct-shock")!;
    const all = pool(definition, { includeRecalled: true });
    expect(all.analysis.k).toBe(4);
    expect(all.published[0].repeated).toMatchObject({ k: 4, agrees: true });
    const read = pool(definition);
    expect(read.analysis.k).toBe(3);
    expect(read.left_out.map(({ study }) => study)).toEqual(["ECLS-SHOCK I (Brunner)"]);
    expect(read.published[0].repeated!.without).toEqual(["ECLS-SHOCK I (Brunner)"]);
  });

  test("recalled counts stay out unless asked for; one study stands for itself", () => {
    const one = pool(findPool("iabp-none")!);
    expect(one.members.map(({ id }) => id)).toEqual(["iabp-shock-ii"]);
    expect(one.analysis.pooled.value).toBeCloseTo(0.96103, 5);
    expect(pool(findPool("iabp-none")!, { includeRecalled: true }).analysis.k).toBe(3);
  });

  test.each(POOLS.map(({ id }) => id))("%s can be pooled by every measure", (id) => {
    for (const measure of ["RR", "OR", "RD"] as const) {
      const { analysis } = pool(findPool(id)!, { measure, includeRecalled: true });
      expect(Number.isFinite(analysis.pooled.value)).toBe(true);
    }
  });
});

describe("the editorial", () => {
  const found = checkClaims(EDITORIAL_CLAIMS);
  const wrong = found.filter(({ verdict }) => verdict === "inconsistent");

  test.each([
    ["604 + 1064", "sum of parts"],
    ["in-hospital mortality, P of the figure's legend: P of", "P of counts"],
    ["in-hospital mortality, P of the figure's legend: against the text", "two places"],
    ["TandemHeart or Impella: NNT", "NNT of a null result"],
    ["hazard ratio, as one of survival", "HR of events"],
    ["studies of ECLS in arrest", "two places"],
    ["patients in arrest", "two places"],
    ["cohorts of ECLS in shock", "two places"],
    ["patients in shock", "two places"],
    ["population of the prognostic markers", "two places"],
    ["population in shock", "two places"],
    ["population in arrest", "two places"],
    ["SOFA", "two places"],
    ["Impella: against", "two places"],
    ["LV preload", "two places"],
  ])("%s: %s", (claim, rule) => {
    expect(wrong.filter((f) => f.claim.includes(claim) && f.rule === rule)).toHaveLength(1);
  });

  test("what is right is not called wrong", () => {
    for (const rule of [
      "percentage of any count (GRIM)",
      "interval about its estimate",
      "P of interval",
      "NNT of difference",
    ])
      expect(wrong.filter((f) => f.rule === rule)).toEqual([]);
    expect(wrong.filter((f) => f.claim.includes("P of the text"))).toEqual([]);
  });
});

test("in the other studies just what is known to be wrong is found", () => {
  const wrong = checkClaims(STUDIES.flatMap(claimsOf)).filter(({ verdict }) => verdict === "inconsistent");
  const ids = [...new Set(wrong.map(({ study }) => study))].sort();
  expect(ids).toEqual([
    ...["aso-2016", "aso-2016-all-ecmo", "burkhoff-2006", "early-unload", "ecmo-cs"],
    ...["euro-shock", "meertens-2023", "ouweneel-2016", "vallabhajosyula-2018"],
  ]);
});
