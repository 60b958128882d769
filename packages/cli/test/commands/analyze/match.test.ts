import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MatchAnalysis } from "@counterpulse/statistics";
import { afterAll, describe, expect, test } from "vitest";
import { counterpulse, wrongInput } from "../../capture.ts";

const fixtureFile = (name: string) =>
  fileURLToPath(new URL(`../../../../../fixtures/statistics/${name}.csv`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const birth = fixtureFile("birth");
const columns = ["--treatment", "smoke", "--covariates", "age,lwt,race,ht,ui"];

test("the document has the contract's keys first", async () => {
  const out = await counterpulse("analyze", "match", birth, ...columns, "--outcome", "low", "--json");
  expect(out).toMatchObject({ status: 0, stderr: "" });
  const result = JSON.parse(out.stdout) as MatchAnalysis;
  const keys = ["propensity", "pairs", "n_pairs", "caliper_absolute", "balance", "effect"];
  expect(Object.keys(result).slice(0, 6)).toEqual(keys);
  expect(Object.keys(result.balance[0]).slice(0, 3)).toEqual(["covariate", "smd_before", "smd_after"]);
  expect(Object.keys(result.effect!).slice(0, 3)).toEqual(["att", "se_paired", "p"]);
  expect(result).toMatchObject({ n: 189, dropped: 0, n_pairs: 64, weighting: null, doubly_robust: null });
  expect(result.pairs).toHaveLength(64);
});

test("without an outcome the effect is null", async () => {
  const { stdout } = await counterpulse("analyze", "match", birth, ...columns, "--json");
  expect((JSON.parse(stdout) as MatchAnalysis).effect).toBeNull();
});

test("a person reads pairs, balance, effects, bounds; the figure is drawn", async () => {
  const figure = join(folder, "love.svg");
  const out = await counterpulse(
    ...["analyze", "match", birth, ...columns, "--outcome", "low", "--weights", "overlap", "--doubly-robust"],
    ...["--rosenbaum", "1,1.5", "--figure", figure],
  );
  expect(out).toMatchObject({ status: 0, stderr: "" });
  for (const words of [
    "64 pairs by greedy matching (86.5 % of the treated) within 0.176 of the logit",
    "race=white",
    "overlap weights",
    "doubly robust",
    "McNemar, exact",
    "gamma 1.639",
  ])
    expect(out.stdout.replace(/\s+/g, " ")).toContain(words);
  expect(readFileSync(figure, "utf8")).toContain("74 treated, 115 controls; 64 pairs by greedy matching.");
});

describe("wrong input is one line, and nothing is written", () => {
  const file = join(folder, "small.csv");
  writeFileSync(file, "t,x,y\n1,1,3\n0,2,4\n1,3,5\n0,1.5,2\n");
  const figure = join(folder, "none.svg");
  const run = (...args: string[]) => counterpulse("analyze", "match", file, "--figure", figure, ...args);
  const [t, x, y] = [
    ["--treatment", "t"],
    ["--covariates", "x"],
    ["--outcome", "y"],
  ];

  test.each<[string[], string]>([
    [[...x], "required option '--treatment <column>' not specified"],
    [[...t, "--covariates", "z"], 'no column "z"; there are t, x, y'],
    [["--treatment", "x", "--covariates", "t"], "2 is neither 0 nor 1"],
    [[...t, ...x, "--caliper", "0"], "--caliper: 0 is outside what is allowed"],
    [[...t, ...x, "--caliper-scale", "sd"], "Allowed choices are sd-logit, pooled-sd-logit, ps"],
    [[...t, ...x, "--doubly-robust"], "--doubly-robust needs --outcome."],
    [[...t, ...x, "--rosenbaum"], "--rosenbaum needs --outcome."],
    [[...t, ...x, ...y, "--rosenbaum", "0.9"], '--rosenbaum: "0.9" is not allowed; numbers from 1 up'],
    [[...t, ...x, "--method", "optimal", "--order", "data"], "--order: optimal matching has no order"],
  ])("%j", async (args, message) => {
    expect(await run(...args)).toEqual(wrongInput(message));
    expect(existsSync(figure)).toBe(false);
  });
});
