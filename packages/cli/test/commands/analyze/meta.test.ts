import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { MetaAnalysis } from "@counterpulse/statistics";
import { describe, expect, test, vi } from "vitest";
import { deviation } from "../../../../../test/fixture.ts";
import { counterpulse, wrongInput } from "../../capture.ts";
import { bcg, document, folder, keysOf, reference, write } from "./data.ts";

const PROMISED = [
  ...["k", "measure", "estimate", "se", "ci", "statistic", "p", "tau2", "tau2_ci", "i2_pct", "h2", "q"],
  ...["prediction_interval", "studies", "pooled"],
];
const analyze = (file: string, ...args: string[]) => document<MetaAnalysis>("analyze", "meta", file, ...args);

test("the document: promised keys first and in order, R's numbers", async () => {
  const found = await analyze(bcg(), "--measure", "RR");
  expect(keysOf(found).slice(0, PROMISED.length)).toEqual(PROMISED);
  expect(keysOf(found.studies[0]).slice(0, 4)).toEqual(["study", "yi", "vi", "weight_pct"]);
  expect(keysOf(found.q)).toEqual(["value", "df", "p"]);
  expect(keysOf(found.pooled)).toEqual(["value", "ci", "prediction_interval"]);
  const { estimate, se, tau2 } = reference.pooled.bcg_rr.random.REML.hk;
  expect(deviation([found.estimate, found.se, found.tau2], [estimate, se, tau2])).toBeLessThan(1e-8);
  expect(found.studies[0].study).toBe("Trial, 1");
});

test.each(["DL", "REML", "PM", "ML", "HE", "SJ", "HS", "EB"])("--tau2 %s --test z", async (tau2) => {
  const found = await analyze(bcg(), "--measure", "RR", "--tau2", tau2, "--test", "z");
  const wanted = reference.pooled.bcg_rr.random[tau2].z;
  expect(deviation([found.estimate, found.se], [wanted.estimate, wanted.se])).toBeLessThan(1e-8);
});

test("Mantel-Haenszel and Peto", async () => {
  const { peto, mh } = reference.classical.bcg;
  const byPeto = await analyze(bcg(), "--measure", "OR", "--method", "Peto");
  expect(deviation([byPeto.estimate, byPeto.se], [peto.estimate, peto.se])).toBeLessThan(1e-10);
  const risk = await analyze(bcg(), "--measure", "RD", "--method", "MH");
  expect(deviation([risk.estimate, risk.se], [mh.RD.estimate, mh.RD.se])).toBeLessThan(1e-10);
});

test("what may be asked for beside", async () => {
  const found = await analyze(
    ...[bcg(), "--measure", "RR", "--subgroup", "half", "--moderators", "year,half", "--cumulative"],
    ...["--leave-one-out", "--trim-and-fill", "--egger", "--influence", "--adhoc"],
  );
  expect(found.subgroups?.groups.map(({ group, k }) => [group, k])).toEqual([
    ["early", 6],
    ["late", 7],
  ]);
  expect(found.regression?.terms.map(({ name }) => name)).toEqual(["intercept", "year", "half=late"]);
  expect(found.cumulative).toHaveLength(13);
  expect(found.cumulative?.[12].estimate).toBe(found.estimate);
  expect(found.leave_one_out?.[3]).toMatchObject({ without: "Trial, 4", k: 12 });
  expect(found.trim_and_fill?.missing).toBe(1);
  expect(found.egger?.classical.df).toBe(11);
  expect(found.influence).toHaveLength(13);
});

test("hazard ratios from print: limits give the standard error back", async () => {
  const file = write("hr.csv", "study;estimate;lower;upper\nA;0,8;0,6;1,0667\nB;0,7;0,5;0,98\nC;NA;1;2\n");
  const found = await analyze(file, "--measure", "HR", "--model", "common");
  expect(found).toMatchObject({ k: 2, dropped: 1, measure: "HR", ratio: true });
  expect(found.studies[0].vi).toBeCloseTo((Math.log(1.0667 / 0.6) / (2 * 1.959963984540054)) ** 2, 10);
  expect(found.pooled.value).toBeCloseTo(Math.exp(found.estimate), 14);
});

test("- reads standard input; what is no text there is told", async () => {
  const given = (content: Buffer) =>
    vi.spyOn(process, "stdin", "get").mockReturnValue(Readable.from([content]) as never);
  try {
    given(readFileSync(bcg()));
    expect((await analyze("-", "--measure", "RR")).estimate).toBe((await analyze(bcg(), "--measure", "RR")).estimate);
    given(Buffer.from([0xff, 0xfe, 0x41]));
    const out = await counterpulse("analyze", "meta", "-", "--measure", "RR");
    expect(out).toEqual(wrongInput("standard input is not UTF-8 text"));
  } finally {
    vi.restoreAllMocks();
  }
});

test("generic effects: variances or standard errors; ratios if so asked", async () => {
  const variances = await analyze(write("v.csv", "study,yi,vi\nA,0.1,0.04\nB,-0.2,0.09\n"), "--measure", "generic");
  const errors = await analyze(write("s.csv", "study,yi,sei\nA,0.1,0.2\nB,-0.2,0.3\n"), "--measure", "generic");
  expect(deviation([errors.estimate, errors.se], [variances.estimate, variances.se])).toBeLessThan(1e-12);
  expect(variances.pooled.value).toBe(variances.estimate);
  const ratio = await analyze(join(folder, "v.csv"), "--measure", "generic", "--ratio");
  expect(ratio.pooled.value).toBeCloseTo(Math.exp(variances.estimate), 14);
});

test("a person reads studies, pooled effect and heterogeneity", async () => {
  const { stdout } = await counterpulse("analyze", "meta", bcg(), "--measure", "RR", "--subgroup", "half");
  expect(stdout).toMatch(/^Risk ratio, random effects \(REML, Hartung-Knapp\), 13 studies\n/);
  expect(stdout).toMatch(/\nTrial, 1 +4\/123 +11\/139 +0\.41 \(0\.13 to 1\.26\) +5\.1\n/);
  expect(stdout).toMatch(/\npooled +0\.49 \(0\.33 to 0\.73\)\n/);
  expect(stdout).toMatch(/Heterogeneity: tau² 0\.313 \(0\.120 to 1\.111\), I² 92 %, Q 152\.23 on 12 df, P < 0\.0001\./);
  expect(stdout).toMatch(/Prediction interval: 0\.13 to 1\.79/);
  expect(stdout).toContain("Difference between the groups: Q ");
});

describe("figures", () => {
  test.each(["forest", "funnel", "cumulative", "leave-one-out", "p-value"])("%s", async (kind) => {
    const figure = join(folder, `${kind}.svg`);
    const args = ["--figure", figure, "--figure-kind", kind, "--title", "A & B", "--favours", "vaccine, none"];
    const out = await counterpulse("analyze", "meta", bcg(), "--measure", "RR", "--trim-and-fill", ...args);
    expect(out.status).toBe(0);
    const svg = readFileSync(figure, "utf8");
    expect(svg).toContain("<title>A &amp; B</title>");
    expect(svg).not.toMatch(/NaN|undefined/);
    if (kind === "forest") for (const words of ["Trial, 13", "505/88391", ">vaccine<"]) expect(svg).toContain(words);
  });
});

test.each<[string, string[], string]>([
  ["study,ai,n1,ci,n2\nA,5,4,1,2\n", ["RR"], 'line 2 (data row 1), column "ai": 5 events among 4 people'],
  ["study,yi,vi\nA,1,-1\n", ["generic"], 'column "vi": the variance must be above 0, not -1'],
  ["study,estimate,lower,upper\nA,1,2,3\n", ["HR"], "the ratio 1 lies outside its interval 2 to 3"],
  ["study,yi,vi\nA,1,1\n", ["RR"], 'no column "ai"; there are study, yi, vi'],
  ["study,yi,vi\nA,1,1\n", ["XY"], "'XY' is invalid. Allowed choices are RR, OR, RD, HR, generic"],
  ["study,yi,vi\nA,1,1\n", ["generic", "--method", "MH"], "method MH pools counts, not generic effects; use IV"],
  ["study,yi,vi\nA,1,1\n", ["generic", "--egger"], "Egger: at least three studies are needed"],
  ["study,yi,vi\nA,1,1\n", ["generic", "--level", "95"], '--level: "95" is not allowed'],
  ["study,yi,vi\nA,1,1\n", ["generic", "--favours", "a", "--figure", join(folder, "wrong.svg")], "--favours: 1 parts"],
  ["study,yi,vi\nA,1,1\n", ["generic", "--figure", join(folder, "wrong.png")], '--figure: "'],
  ["study,yi,vi\nA,1,1\n", ["generic", "--subgroup", "yi"], 'column "yi" has only one group'],
  ["", ["generic"], "empty; a header row and data rows are needed"],
])("wrong input %#", async (content, [measure, ...args], message) => {
  const file = write("wrong.csv", content);
  expect(await counterpulse("analyze", "meta", file, "--measure", measure, ...args)).toEqual(wrongInput(message));
  expect(existsSync(join(folder, "wrong.svg"))).toBe(false);
});

test("a group without a subcommand shows its help; an unknown one is told where to look", async () => {
  expect(await counterpulse("analyze")).toMatchObject({ status: 2, stdout: "" });
  expect(await counterpulse("analyze", "bogus")).toEqual(wrongInput("`counterpulse analyze --help` tells"));
});
