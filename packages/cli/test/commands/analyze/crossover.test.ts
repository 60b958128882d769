import { fileURLToPath } from "node:url";
import type { CrossoverAnalysis } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { counterpulse, wrongInput } from "../../capture.ts";

const fixtureFile = (name: string) =>
  fileURLToPath(new URL(`../../../../../fixtures/statistics/crossover-${name}.csv`, import.meta.url));
const columns = ["--subject", "subject", "--period", "period", "--treatment", "treat", "--outcome", "y"];
const run = (name: string, ...args: string[]) =>
  counterpulse("analyze", "crossover", fixtureFile(name), ...columns, ...args);

test("the document has the contract's keys first", async () => {
  const out = await run("two", "--json");
  expect(out).toMatchObject({ status: 0, stderr: "" });
  const result = JSON.parse(out.stdout) as CrossoverAnalysis;
  expect(Object.keys(result).slice(0, 3)).toEqual(["treatment", "period", "carryover"]);
  expect(Object.keys(result.treatment)).toEqual(["estimate", "se", "t", "df", "p", "ci"]);
  expect(Object.keys(result.carryover).slice(0, 3)).toEqual(["t", "df", "p"]);
  expect(result).toMatchObject({ method: "hills-armitage", n_subjects: 19, dropped: 1, incomplete: 1 });
});

test("three periods go to the mixed model, with a joint test of periods", async () => {
  const { stdout } = await run("three", "--json");
  const result = JSON.parse(stdout) as CrossoverAnalysis;
  expect(result.method).toBe("mixed");
  expect(result.period).toMatchObject({ df1: 2, effects: [{ period: "2" }, { period: "10" }] });
});

test("a person reads estimates, and the verdict on equivalence", async () => {
  const { stdout } = await run("three", "--log", "--equivalence", "0.8,1.25");
  for (const words of ["mixed model", "period 10 less the first", "90 % CI 1.050 to 1.216: equivalent", "1.130"])
    expect(stdout).toContain(words);
  expect((await run("two")).stdout).toContain("second period less first");
});

describe("wrong input is one line", () => {
  test.each<[string, string[], string]>([
    ["two", ["--equivalence", "5,-5"], '--equivalence: "5,-5" is not allowed; two rising numbers'],
    ["two", ["--equivalence", "5"], '--equivalence: "5" is not allowed'],
    ["two", ["--log", "--equivalence", "-1,1"], "margins of a ratio must be above 0, not -1"],
    ["three", ["--method", "hills-armitage"], "has 3 periods"],
    ["none", [], "there is no such file"],
  ])("%s %j", async (name, args, message) => {
    expect(await run(name, ...args)).toEqual(wrongInput(message));
  });
});
