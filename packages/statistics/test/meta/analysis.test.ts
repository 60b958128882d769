import { analyzeMeta, type MetaOptions, mantelHaenszel, parseCsv, peto, poolEffects } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { effectsOf, reference } from "./reference.ts";

const { counts } = reference.classical.bcg;
const csv = `study,ai,n1,ci,n2\n${counts.map((row, i) => `S${i + 1},${row.join(",")}`).join("\n")}\n`;
const analyze = (options: MetaOptions, text = csv) => analyzeMeta(parseCsv(text, "trials.csv"), options);

test("counts by inverse variance: the document of the contract", () => {
  const found = analyze({ measure: "RR" });
  const direct = poolEffects(effectsOf(reference.pooled.bcg_rr));
  expect(found).toMatchObject({
    measure: "RR",
    model: "random",
    method: "IV",
    tau2_method: "REML",
    test: "hk",
    k: 13,
    dropped: 0,
  });
  expect(deviation([found.estimate, found.se, found.tau2], [direct.estimate, direct.se, direct.tau2])).toBeLessThan(
    1e-12,
  );
  expect(found.pooled.value).toBeCloseTo(Math.exp(found.estimate), 14);
  expect(found.pooled.ci).toEqual(found.ci.map(Math.exp));
  expect(found.pooled.prediction_interval).toEqual(found.prediction_interval?.map(Math.exp));
  expect(found.studies[2]).toMatchObject({ study: "S3" });
  for (const key of [
    "k",
    "measure",
    "estimate",
    "se",
    "ci",
    "statistic",
    "p",
    "tau2",
    "tau2_ci",
    "i2_pct",
    "h2",
    "q",
    "prediction_interval",
    "studies",
    "pooled",
  ]) {
    expect(found).toHaveProperty(key);
  }
});

test("a difference is not exponentiated; generic effects neither", () => {
  const difference = analyze({ measure: "RD" });
  expect(difference.pooled.value).toBe(difference.estimate);
  const { yi, vi } = reference.pooled.bcg_rd;
  const text = `study;yi;vi\n${yi.map((y, i) => `"Trial; ${i}";${String(y).replace(".", ",")};${String(vi[i]).replace(".", ",")}`).join("\r\n")}`;
  const generic = analyze({ measure: "generic", tau2: "DL", test: "z" }, text);
  expect(deviation(generic.estimate, reference.pooled.bcg_rd.random.DL.z.estimate)).toBeLessThan(1e-12);
  expect(generic.studies[3].study).toBe("Trial; 3");
});

test("Mantel-Haenszel and Peto pool raw counts as a common effect", () => {
  const studies = counts.map(([ai, n1, ci, n2], i) => ({ study: `S${i + 1}`, ai, n1, ci, n2 }));
  expect(analyze({ measure: "OR", method: "MH" })).toMatchObject({
    model: "common",
    test: "z",
    tau2_method: null,
    ...without(mantelHaenszel(studies, "OR")),
  });
  expect(analyze({ measure: "OR", method: "Peto" })).toMatchObject(without(peto(studies)));
});

const without = <T extends object>(pooled: T): Partial<T> => pooled;

test("rows with a missing value are left out and counted; nameless studies get their row", () => {
  const found = analyze(
    { measure: "RR" },
    "study,ai,n1,ci,n2\nA,1,10,2,10\nB,NA,10,2,10\n,3,20,4,20\nA,3,20,,20\nA,2,20,5,20",
  );
  expect(found).toMatchObject({ k: 3, dropped: 2 });
  expect(found.studies.map(({ study }) => study)).toEqual(["A", "row 3", "A"]);
});

describe("wrong input is told in one line", () => {
  test.each([
    [
      "study,ai,n1,ci,n2\nA,11,10,2,10",
      { measure: "RR" },
      'trials.csv: line 2 (data row 1), column "ai": 11 events among 10 people',
    ],
    [
      "study,ai,n1,ci,n2\nA,0,0,2,10",
      { measure: "RR" },
      'trials.csv: line 2 (data row 1), column "n1": a group must have at least one person',
    ],
    ["study,ai,n1,ci,n2\nA,1.5,10,2,10", { measure: "RR" }, "1.5 is not a whole number from 0 up"],
    ["study,ai,n1,ci\nA,1,10,2", { measure: "RR" }, 'trials.csv: no column "n2"; there are study, ai, n1, ci'],
    ["study,ai,n1,ci,n2\n", { measure: "RR", method: "MH" }, "trials.csv: there is no study to pool"],
    ["study,yi,vi\nA,1,0", { measure: "generic" }, 'column "vi": the variance must be above 0, not 0'],
    ["study,yi,vi\nA,1,1", { measure: "generic", method: "MH" }, "method MH pools counts, not generic effects; use IV"],
    [csv, { measure: "RR", method: "Peto" }, "method Peto gives an odds ratio, not RR; use measure OR"],
    [csv, { measure: "RR", method: "MH", model: "random" }, "method MH pools a common effect"],
    [csv, { measure: "RR", method: "MH", tau2: "DL" }, "method MH has no between-study variance"],
    [csv, { measure: "OR", method: "Peto", test: "hk" }, "method Peto is tested with z, not hk"],
    [csv, { measure: "OR", level: 95 }, "level must lie between 0 and 1, not 95"],
  ] as const)("%#", (text, options, message) => {
    expect(() => analyze(options, text)).toThrow(message);
  });
});
