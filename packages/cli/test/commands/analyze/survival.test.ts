import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SurvivalAnalysis } from "@counterpulse/statistics";
import { expect, test } from "vitest";
import { deviation, jsonFixture } from "../../../../../test/fixture.ts";
import { counterpulse, wrongInput } from "../../capture.ts";
import { document, fixtureFile, folder, keysOf, write } from "./data.ts";

const lung = [fixtureFile("lung.csv"), "--time", "time", "--event", "status==2"];
const mgus = [fixtureFile("mgus.csv"), "--time", "time", "--event", "event==1", "--competing", "2"];
const analyze = (...args: string[]) => document<SurvivalAnalysis>("analyze", "survival", ...args);
const reference = jsonFixture<{
  cox: { efron: { lung: { coef: number[]; score: number[] } } };
  logrank: { sex: { chi2: number } };
}>("statistics/survival");

test("the document: promised keys first and in order, R's numbers", async () => {
  const found = await analyze(...lung, "--by", "sex", "--cox", "age,sex,ph.ecog");
  expect(keysOf(found).slice(0, 3)).toEqual(["km", "logrank", "cox"]);
  expect(keysOf(found.km[0]).slice(0, 11)).toEqual([
    ...["stratum", "n", "events", "median", "median_ci", "time", "at_risk", "events_at"],
    ...["survival", "lower", "upper"],
  ]);
  expect(keysOf(found.logrank ?? {}).slice(0, 3)).toEqual(["chi2", "df", "p"]);
  expect(keysOf(found.cox ?? {}).slice(0, 7)).toEqual([
    ...["ties", "n", "events", "loglik", "score_p", "terms", "ph_test"],
  ]);
  expect(keysOf(found.cox?.terms[0] ?? {}).slice(0, 7)).toEqual(["name", "coef", "hr", "se", "z", "p", "hr_ci"]);
  expect(found).toMatchObject({ dropped: 1, n: 227 });
  // R's fixture codes sex as text too, and drops the same row
  expect(deviation(found.cox?.terms.map(({ coef }) => coef) ?? [], reference.cox.efron.lung.coef)).toBeLessThan(1e-8);
});

test("log-rank over all rows, and Peto's weights", async () => {
  const { logrank } = await analyze(...lung, "--by", "sex");
  expect(deviation(logrank?.chi2 ?? 0, reference.logrank.sex.chi2)).toBeLessThan(1e-12);
  const peto = await analyze(...lung, "--by", "sex", "--weight", "peto");
  expect(peto.logrank?.chi2).not.toBeCloseTo(logrank?.chi2 ?? 0, 2);
});

test("late entry, landmark, restricted means, Weibull", async () => {
  const heart = [fixtureFile("heart.csv"), "--start", "start", "--time", "stop", "--event", "event==1"];
  expect((await analyze(...heart, "--cox", "age,transplant")).cox?.n).toBe(172);
  const found = await analyze(...lung, "--by", "sex", "--cox", "age", "--rmst", "300", "--landmark", "30", "--weibull");
  expect(found.landmark).toMatchObject({ time: 30 });
  expect(found.rmst).toMatchObject({ horizon: 300, groups: [{ group: "female" }, { group: "male" }] });
  expect(found.weibull?.terms.map(({ name }) => name)).toEqual(["(Intercept)", "age", "log(scale)"]);
});

test("competing risks", async () => {
  const found = await analyze(...mgus, "--by", "sex", "--cox", "age");
  expect(found.competing?.causes).toEqual([
    { cause: 1, value: "1" },
    { cause: 2, value: "2" },
  ]);
  expect(found.competing?.incidence).toHaveLength(4);
  const wanted = jsonFixture<{ gray: { mgus_sex: { chi2: number }[] } }>("statistics/competing").gray.mgus_sex;
  const all = await analyze(...mgus, "--by", "sex");
  expect(
    deviation(
      all.competing?.gray?.map(({ chi2 }) => chi2) ?? [],
      wanted.map(({ chi2 }) => chi2),
    ),
  ).toBeLessThan(1e-8);
  expect(found.competing?.fine_gray?.terms[0].name).toBe("age");
});

test("a person reads curves, test, regression and what was left out", async () => {
  const out = await counterpulse("analyze", "survival", ...lung, "--by", "sex", "--cox", "sex,ph.ecog", "--weibull");
  expect(out.stdout).toMatch(/^227 rows, 164 events\.\n1 row was left out for a missing value\.\n/);
  expect(out.stdout).toMatch(/\nfemale +90 +53 +426 +348 to 550 /);
  expect(out.stdout).toMatch(/\nLog-rank test: chi² \d+\.\d{3} on 1 df, P = 0\.00\d\.\n/);
  expect(out.stdout).toMatch(/\nsex=male +0\.\d{4} +0\.\d{4} +1\.\d{3} /);
  expect(out.stdout).toMatch(/\nWeibull regression, 227 rows/);
  const competing = await counterpulse("analyze", "survival", ...mgus, "--by", "sex", "--cox", "age", "--rmst", "100");
  for (const words of ["Gray's test, event 2", "Fine-Gray regression of event 1", "male - female"])
    expect(competing.stdout).toContain(words);
});

test("no event, perhaps mistyped: curves, and a word about it", async () => {
  const file = write("none.csv", "t,e,g\n1,0,a\n2,0,b\n");
  const out = await counterpulse("analyze", "survival", file, "--time", "t", "--event", "e==1", "--by", "g");
  expect(out.stdout).toContain('! no row has the event e==1; column "e" holds 0.');
  expect(out.status).toBe(0);
});

test("what does not know the strata says so", async () => {
  const found = await analyze(...mgus, "--cox", "age", "--strata", "sex", "--weibull");
  expect(found.notes).toEqual(["Weibull and Fine-Gray regression does not know the strata"]);
});

test("figures of survival and of incidence", async () => {
  for (const [args, words] of [
    [
      [...lung, "--by", "sex", "--time-label", "Time (days)"],
      ["Number at risk", "Time (days)", "Log-rank test"],
    ],
    [[...mgus], ["Cumulative incidence", "event 2"]],
    [[...mgus, "--figure-kind", "survival"], ["Probability without the event"]],
  ] as const) {
    const figure = join(folder, "figure.svg");
    expect((await counterpulse("analyze", "survival", ...args, "--figure", figure)).status).toBe(0);
    for (const word of words) expect(readFileSync(figure, "utf8")).toContain(word);
  }
});

test.each<[string[], string]>([
  [["--event", "status"], 'event: "status" is not of the form COLUMN==VALUE'],
  [["--event", "stat==2"], 'no column "stat"'],
  [["--by", "inst", "--figure", join(folder, "wrong.svg")], "--figure: there are 18 groups; up to 8 can be drawn."],
  [["--figure-kind", "incidence", "--figure", join(folder, "wrong.svg")], "incidence needs --competing"],
  [["--competing", "7"], 'competing: no row has "7" in column "status"'],
  [["--competing", "2"], 'competing: "2" is the event status==2 itself'],
  [["--rmst", "5000"], "is observed up to 1022 only; the horizon 5000 lies beyond"],
  [["--landmark", "2000"], "landmark: no one is observed beyond 2000"],
  [["--ties", "exact"], "Allowed choices are efron, breslow"],
])("wrong input %#", async (args, message) => {
  expect(await counterpulse("analyze", "survival", ...lung, ...args)).toEqual(wrongInput(message));
  expect(existsSync(join(folder, "wrong.svg"))).toBe(false);
});
