import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RegistryStudy } from "@counterpulse/evidence";
import { afterAll, describe, expect, test } from "vitest";
import { counterpulse, wrongInput } from "../capture.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the document: naive, matched, weighted and true effects", async () => {
  const out = await counterpulse(
    "evidence",
    "registry",
    "--confounding",
    "2,3",
    "--repeats",
    "0",
    "--seed",
    "4",
    "--json",
  );
  expect(out).toMatchObject({ status: 0, stderr: "" });
  const result = JSON.parse(out.stdout) as RegistryStudy;
  expect(result).toMatchObject({ seed: 4, n: 1650, confounding: { odds: 2, hazard: 3 }, repeats: null });
  for (const { rd } of [result.naive, result.matched, result.weighted.iptw, result.doubly_robust])
    expect(rd!.ci[0] < rd!.estimate && rd!.estimate < rd!.ci[1]).toBe(true);
  expect(result.truth.matched.hr).toBeGreaterThan(0.5);
  expect(result.margins.map(({ text }) => text)).toContain("dead by day 28, with balloon");
}, 60_000);

test("a person reads margins, estimates beside the truth, bias, and the confounder's strength; the figure is drawn", async () => {
  const figure = join(folder, "registry.svg");
  const out = await counterpulse("evidence", "registry", "--repeats", "3", "--omit", "coma", "--figure", figure);
  expect(out).toMatchObject({ status: 0, stderr: "" });
  for (const words of [
    "dead in hospital, with balloon",
    "matched pairs",
    "over 3 registries",
    "The analyst lacks coma",
    "E-value: 1.77",
  ])
    expect(out.stdout.replace(/\s+/g, " ")).toContain(words);
  expect(readFileSync(figure, "utf8")).toContain("What the registry&apos;s analysis".replace("&apos;", "'"));
}, 60_000);

describe("wrong input is one line", () => {
  test.each([
    [["--confounding", "0.5"], '--confounding: "0.5" is not allowed; none, a number from 1 to 20'],
    [["--confounding", "2,3,4"], '--confounding: "2,3,4" is not allowed'],
    [["--true-hr", "0"], "--true-hr: 0 is outside what is allowed"],
    [["--omit", "lactate"], 'no covariate "lactate"'],
    [["--n", "20"], '--n: "20" is not allowed; a whole number from 200 to 200000 is.'],
    [["--figure", "x.png"], "--figure"],
  ])("%j", async (args, message) => {
    expect(await counterpulse("evidence", "registry", ...args)).toEqual(wrongInput(message));
  });
});
