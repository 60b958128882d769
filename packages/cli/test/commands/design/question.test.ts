import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STUDIES } from "@counterpulse/evidence";
import { proportionPower } from "@counterpulse/statistics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { QuestionDocument } from "../../../src/commands/design/question.ts";
import { counterpulse, type Outcome, wrongInput } from "../../capture.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const [svg, file] = [join(folder, "question.svg"), join(folder, "question.json")];

describe("the editorial's question", () => {
  let out: Outcome;
  let found: QuestionDocument;
  beforeAll(async () => {
    out = await counterpulse("design", "question", "--repeats", "200", "--json", "--figure", svg, "--out", file);
    found = JSON.parse(out.stdout);
  }, 60_000);

  test("rests on the evidence's counts and on its trials", () => {
    expect(out).toMatchObject({ status: 0, stderr: "" });
    const registry = STUDIES.find((study) => study.id === "aso-2016")!;
    const { arms } = registry.outcomes[0];
    expect(found.registry.deaths.counts).toMatchObject({ a: arms[0].events, n1: arms[0].total, b: arms[1].events });
    expect(found.scenarios[0].p1.toFixed(3)).toBe("0.484");
    expect(found.scenarios[0].p2.toFixed(3)).toBe("0.582");
    expect(found.trial.n).toBe(600);
    expect(found.registered.map(({ n }) => n)).toEqual([358, 400, 104, null]);
    for (const { source } of found.registered) expect(source.address).toMatch(/^https:/);
  });

  test("what 600 patients can show: two thirds of trials if it is right, one in four or fewer if half right", () => {
    const [right, half, wrong] = found.trial.scenarios;
    const [a, b] = [258 / 533, 310 / 533];
    expect(right.power.normal).toBeCloseTo(proportionPower(a, b, 300, 300), 12);
    expect(right.power.chi2_exact > 0.6 && right.power.chi2_exact < 0.75).toBe(true);
    expect(half.power.chi2_exact).toBeLessThan(0.25);
    expect(wrong.power.chi2_exact).toBeCloseTo(0.05, 2);
    expect(found.scenarios[0].n_for_80).toBe(820);
  });

  test("the smaller trials can show less; the trial of means tells standard deviations", () => {
    const capacities = found.registered.flatMap(({ capacity }) => (capacity ? [capacity] : []));
    for (const capacity of capacities) {
      expect(capacity.scenarios[0].power.chi2_exact).toBeLessThan(found.trial.scenarios[0].power.chi2_exact);
      expect(capacity.predictive.registry).toBeGreaterThan(capacity.predictive.sceptic);
    }
    const physiology = found.registered.find(({ n }) => n === 104)!;
    expect(physiology.death_is_endpoint).toBe(false);
    expect(physiology.detectable_standardised![0].difference).toBeCloseTo(0.555, 3);
  });

  test("adaptive: simulated for the trial without a number, with its type I error", () => {
    expect(found.adaptive!.trial).toBe("remap-ecmo");
    for (const { null: none, repeats } of found.adaptive!.results) {
      expect(repeats).toBe(200);
      expect(none.type1).toBeLessThan(0.15);
    }
  });

  test("the figure and the file", () => {
    expect(readFileSync(svg, "utf8")).toContain("What a trial of the balloon under VA-ECMO can show");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(found);
  });
});

test("for a person: within 100 columns", async () => {
  const { status, stdout } = await counterpulse("design", "question", "--n", "900", "--repeats", "100");
  expect(status).toBe(0);
  expect(stdout.split("\n").filter((line) => line.length > 100 || /\s$/.test(line))).toEqual([]);
  for (const words of ["A trial of 900 patients", "if half right", "sceptic", "NCT06872021", "Response-adaptive"])
    expect(stdout).toContain(words);
});

test.each([
  [["--n", "10"], /--n: "10" is not allowed; a whole number from 20 to 10000 is/],
  [["--repeats", "10"], /--repeats: "10" is not allowed/],
  [["--out", join(folder, "a.csv")], /--out: .*\.json is allowed/],
  [["--figure", join(folder, "a.png")], /--figure: .*\.svg is allowed/],
])("refuses %j", async (args, message) => {
  const before = readdirSync(folder);
  expect(await counterpulse("design", "question", ...args)).toEqual(wrongInput(message));
  expect(readdirSync(folder)).toEqual(before);
});
