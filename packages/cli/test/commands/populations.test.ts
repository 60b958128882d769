import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PopulationFile, PopulationSample } from "@counterpulse/lab";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { counterpulse, wrongInput } from "../capture.ts";
import { SMALL_POPULATION } from "../population-file.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
const file = join(folder, "small.yaml");
writeFileSync(
  file,
  `${SMALL_POPULATION}  cvp_pcwp_ratio: { kind: share, value: 0.4, within: [0.5, null], source: test, note: for a test }
  lvef_pct: { kind: median, value: 99, source: test }
`,
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("lists the built-in populations", async () => {
  const { status, stdout } = await counterpulse("populations", "--json");
  expect(status).toBe(0);
  const list = JSON.parse(stdout) as { id: string; title: string; source: string }[];
  expect(list.map((p) => p.id)).toContain("infarct-shock");
  for (const one of list)
    expect(one).toMatchObject({ title: expect.stringMatching(/./), source: expect.stringMatching(/./) });
  const shown = (await counterpulse("populations")).stdout;
  expect(shown).toMatch(/^Infarct shock \(infarct-shock\)\n/);
  expect(shown.split("\n").filter((line) => line.length > 100)).toEqual([]);
});

test("prints one as a file, the same in YAML and in JSON", async () => {
  const yaml = parse((await counterpulse("populations", "infarct-shock")).stdout) as PopulationFile;
  const json = JSON.parse((await counterpulse("populations", "infarct-shock", "--json")).stdout) as PopulationFile;
  expect(yaml).toEqual(json);
  expect(yaml.base).toBe("cardiogenic-shock");
  expect(Object.values(yaml.parameters).every((d) => d.source.length > 0)).toBe(true);
});

test("an unknown one: one line, status 2", async () => {
  expect(await counterpulse("populations", "nobody")).toEqual(wrongInput(/population "nobody": .*infarct-shock/));
});

test("a file of one's own is checked, and printed as it is understood", async () => {
  const { status, stdout } = await counterpulse("populations", file, "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ id: "small", targets: { cvp_pcwp_ratio: { within: [0.5, null] } } });
});

test("the schema is that of docs", async () => {
  const { stdout } = await counterpulse("populations", "--schema");
  const docs = new URL("../../../../docs/population.schema.json", import.meta.url);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(docs, "utf8")));
});

describe("margins and weights", () => {
  test("--margins: those enrolled beside the targets, without weights", async () => {
    const { status, stdout } = await counterpulse("populations", file, "--margins", "--n", "6", "--json");
    expect(status).toBe(0);
    const result = JSON.parse(stdout) as PopulationSample;
    expect(result).toMatchObject({ whom: "enrolled", n: 6, seed: 1, sampling: "sobol", weights: null });
    expect(result.acceptance).toMatchObject({ count: 6 });
    const [wedge, ratio] = result.margins;
    expect(wedge).toMatchObject({ index: "pcwp_mmHg", n: 6, target: { value: 24, sd: 7 }, share: null });
    expect(ratio).toMatchObject({ index: "cvp_pcwp_ratio", share: { of: 6 }, target: { value: 0.4 } });
  });

  test("--weights: numbers met and not met, the weights as a table", async () => {
    const csv = join(folder, "weights.csv");
    const args = ["populations", file, "--weights", "drawn", "--n", "40", "--seed", "4"];
    const { status, stdout } = await counterpulse(...args, "--json", "--out", csv);
    expect(status).toBe(0);
    const { weights, n, acceptance } = JSON.parse(stdout) as PopulationSample;
    expect(acceptance.of).toBe(40);
    expect(weights!.targets.map((t) => [t.index, t.statistic, t.met])).toEqual([
      ["pcwp_mmHg", "mean", true],
      ["pcwp_mmHg", "SD", true],
      ["cvp_pcwp_ratio", "share", false],
      ["lvef_pct", "median", false],
    ]);
    // One parameter decides both: a wide wedge pressure and few with a high ratio do not go together.
    expect(weights!.targets[2].conflict).toMatchObject({
      reason: "contradicts others",
      with: [
        { index: "pcwp_mmHg", statistic: "mean", wanted: 24 },
        { index: "pcwp_mmHg", statistic: "SD", wanted: 7 },
      ],
    });
    expect(weights!.targets[3].conflict).toEqual({ reason: "all lie at or below 99", with: [] });
    expect(weights!.margins[0].mean).toBeCloseTo(24, 7);
    expect(weights!.effective_n).toBeLessThan(n);
    const [header, ...rows] = readFileSync(csv, "utf8").trimEnd().split("\n");
    expect(header).toBe("draw,weight");
    expect(rows).toHaveLength(n);
    expect(rows.reduce((sum, row) => sum + Number(row.split(",")[1]), 0)).toBeCloseTo(n, 6);
  });

  test("for a person: before and after, what cannot be met, within 100 columns", async () => {
    const { status, stdout } = await counterpulse("populations", file, "--weights", "enrolled", "--n", "30");
    expect(status).toBe(0);
    expect(stdout.split("\n").filter((line) => line.length > 100 || /\s$/.test(line))).toEqual([]);
    expect(stdout).toMatch(/30 patients enrolled of \d+ drawn/);
    expect(stdout).toMatch(/CVP over wedge pressure +[\d.]+ % \([\d.]+ to [\d.]+\) +40\.0 % with 0\.5 or more: test/);
    expect(stdout).toContain("CVP over wedge pressure: for a test.");
    expect(stdout).toMatch(/wedge pressure \(PCWP\): mean 24\.0 +24\.0 +[\d.]+ +24\.0 +met/);
    expect(stdout).toMatch(/LV ejection fraction: median 99 cannot be met: all lie at or below 99\./);
    expect(stdout).toMatch(/weights leave what [\d.]+ of 30 unweighted patients say/);
  });

  const bare = join(folder, "bare.yaml");
  writeFileSync(bare, SMALL_POPULATION.replace(/targets:[\s\S]*/, ""));
  const wrong = join(folder, "wrong.yaml");
  writeFileSync(wrong, SMALL_POPULATION.replace("kind: mean", "kind: mode"));
  test.each([
    [[bare, "--weights", "drawn"], /population "bare": targets: there is none to aim at/],
    [[wrong, "--margins"], /wrong\.yaml: targets\.pcwp_mmHg\.kind: median, mean or share is allowed/],
    [["--weights", "drawn"], /--weights: no population is named/],
    [[file, "--weights", "some"], /--weights.*Allowed choices are enrolled, drawn/],
    [[file, "--n", "9"], /--n: nothing is drawn; --margins or --weights draws/],
    [[file, "--margins", "--n", "1"], /--n: "1" is not allowed; a whole number from 2/],
    [[file, "--margins", "--out", join(folder, "a.csv")], /--out: a \.csv file holds weights/],
    [[file, "--margins", "--out", join(folder, "a.svg")], /--out: .*\.csv and \.json are allowed/],
    [[file, "--schema"], /--schema: it is the same for every population/],
  ])("wrong input %j: one line, status 2, nothing written", async (args, message) => {
    const before = readdirSync(folder);
    expect(await counterpulse("populations", ...args)).toEqual(wrongInput(message));
    expect(readdirSync(folder)).toEqual(before);
  });
});
