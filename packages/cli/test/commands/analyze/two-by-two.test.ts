import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TwoByTwoAnalysis } from "@counterpulse/statistics";
import { expect, test } from "vitest";
import { counterpulse, wrongInput } from "../../capture.ts";
import { document, folder, keysOf } from "./data.ts";

const analyze = (...args: string[]) => document<TwoByTwoAnalysis>("analyze", "two-by-two", ...args);

test("the document: promised keys first and in order", async () => {
  const found = await analyze("119", "300", "123", "298");
  expect(keysOf(found).slice(0, 5)).toEqual(["rd", "rr", "or", "nnt", "tests"]);
  expect(keysOf(found.rd.ci)).toEqual(["wald", "newcombe", "miettinen_nurminen"]);
  expect(keysOf(found.or.ci)).toEqual(["woolf", "exact"]);
  for (const key of ["value", "ci", "direction"]) expect(found.nnt).toHaveProperty(key);
  for (const key of ["chi2", "yates", "fisher", "mid_p"]) expect(found.tests).toHaveProperty(key);
  expect(found.rr.value).toBeCloseTo(119 / 300 / (123 / 298), 14);
});

test("a favourable event turns benefit and harm round", async () => {
  const [harm, benefit] = [
    await analyze("30", "40", "22", "41"),
    await analyze("30", "40", "22", "41", "--favourable"),
  ];
  expect(harm.nnt.direction).toBe("harm");
  expect(benefit.nnt.direction).toBe("benefit");
});

test("a person reads every interval, and the number needed through infinity", async () => {
  const { stdout } = await counterpulse("analyze", "two-by-two", "119", "300", "123", "298");
  expect(stdout).toMatch(/\nrisk difference +-1\.6 % +-9\.4 to 6\.2 % +Newcombe\n/);
  expect(stdout).toMatch(/\nrisk ratio +0\.961 +0\.791 to 1\.167 +Katz\n/);
  expect(stdout).toContain("NNTB 62.2 (NNTH 16.1 to infinity to NNTB 10.6)");
});

test("the figure is the P value of every risk ratio", async () => {
  const figure = join(folder, "two.svg");
  expect((await counterpulse("analyze", "two-by-two", "119", "300", "123", "298", "--figure", figure)).status).toBe(0);
  expect(readFileSync(figure, "utf8")).toContain("Risk ratio: 0.96 (95 % CI 0.79 to 1.17)");
});

test.each<[string[], string]>([
  [["5", "4", "3", "2"], "A must be a whole number from 0 to N1 = 4, not 5"],
  [["1.5", "4", "1", "2"], 'A is "1.5"; a whole number from 0 up is allowed.'],
  [["1", "4", "1"], "missing required argument 'N2'"],
  [["0", "9", "0", "9", "--figure", join(folder, "none.svg")], "a group without events has no interval"],
])("wrong input %#", async (args, message) => {
  expect(await counterpulse("analyze", "two-by-two", ...args)).toEqual(wrongInput(message));
});
