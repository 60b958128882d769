import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { SequentialDocument } from "../../../src/commands/design/sequential.ts";
import { counterpulse, wrongInput } from "../../capture.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function document(...args: string[]): Promise<SequentialDocument> {
  const out = await counterpulse("design", "sequential", ...args, "--json");
  expect(out).toMatchObject({ status: 0, stderr: "" });
  return JSON.parse(out.stdout);
}

test("three looks, O'Brien-Fleming-like: the bounds that are printed everywhere", async () => {
  const found = await document("--looks", "3", "--spending", "obf", "--alpha", "0.025");
  expect(found.z.map((z) => z!.toFixed(3))).toEqual(["3.710", "2.511", "1.993"]);
  expect(found.cumulative_alpha.at(-1)).toBeCloseTo(0.025, 14);
  expect(found.inflation).toBeGreaterThan(1);
  expect(found).toMatchObject({ sided: 1, futility_z: null, fixed_n: null, interim: null });
});

test("two-sided: nominal P are two-sided too, and each side has half of alpha", async () => {
  const one = await document("--looks", "4", "--spending", "kd:2", "--alpha", "0.025");
  const two = await document("--looks", "4", "--spending", "kd:2", "--alpha", "0.05", "--sided", "2");
  two.z.forEach((z, k) => {
    expect(z).toBeCloseTo(one.z[k]!, 4);
    expect(two.nominal_p[k]).toBeCloseTo(2 * one.nominal_p[k], 5);
  });
});

test("times as given, futility, patients, an observed path, a figure", async () => {
  const svg = join(folder, "bounds.svg");
  const args = ["--times", "0.333,0.667,1", "--futility", "z:-,0.5", "--fixed-n", "600", "--observed", "1.2,2.7"];
  const found = await document(...args, "--figure", svg);
  expect(found.times).toEqual([0.333, 0.667, 1]);
  expect(found.futility_z).toEqual([null, 0.5, null]);
  expect(found.max_n).toBe(Math.ceil(600 * found.inflation));
  for (const { expected_n } of found.operating) expect(expected_n! > 0 && expected_n! <= found.max_n!).toBe(true);
  expect(found.interim!.map((look) => look.decision)).toEqual(["go on", "reject"]);
  expect(readFileSync(svg, "utf8")).toContain("Boundaries of the group-sequential test");
});

test("a look without a bound is null", async () => {
  expect((await document("--times", "0.001,1", "--spending", "obf")).z[0]).toBeNull();
});

test("for a person: bounds, inflation, what happens, adjusted results", async () => {
  const args = ["--looks", "3", "--futility", "hsd:-2", "--binding", "--observed", "1.2,2.7"];
  const { stdout } = await counterpulse("design", "sequential", ...args);
  for (const words of ["reject at Z", "futile below Z", "inflation", "binding", "true effect", "median-unbiased"])
    expect(stdout).toContain(words);
  const classical = await counterpulse(
    "design",
    "sequential",
    "--looks",
    "5",
    "--boundary",
    "pocock",
    "--sided",
    "2",
    "--alpha",
    "0.05",
  );
  expect(classical.stdout).toContain("2.4132");
});

describe("wrong input: one line, status 2, nothing written", () => {
  test.each([
    [[], /--looks: it is missing/],
    [["--looks", "0"], /--looks: "0" is not allowed; a whole number from 1 to 10 is/],
    [["--looks", "2", "--times", "0.2,0.5,1"], /--times: 3 times are not allowed with --looks 2/],
    [["--times", "0.5,0.5,1"], /times: 0\.5 is not allowed at look 2/],
    [["--times", "0.5,x"], /--times: "x" is not a number/],
    [["--looks", "3", "--spending", "foo"], /--spending: "foo" is not allowed; obf, pocock, hsd:GAMMA or kd:RHO is/],
    [["--looks", "3", "--boundary", "foo"], /--boundary: "foo" is not allowed/],
    [["--looks", "3", "--boundary", "pocock", "--spending", "obf"], /cannot be used with/],
    [["--looks", "3", "--futility", "z:1,x"], /--futility: "x" is not a number/],
    [["--looks", "3", "--futility", "z:1"], /futility: 1 bounds are not allowed with 3 looks/],
    [["--looks", "3", "--observed", "1,1,1,1"], /observed: 4 values are not allowed/],
    [["--looks", "3", "--sided", "3"], /Allowed choices are 1, 2/],
    [["--looks", "3", "--figure", join(folder, "a.png")], /--figure: .*\.svg is allowed/],
  ])("%j", async (args, message) => {
    const before = readdirSync(folder);
    expect(await counterpulse("design", "sequential", ...args)).toEqual(wrongInput(message));
    expect(readdirSync(folder)).toEqual(before);
  });
});
