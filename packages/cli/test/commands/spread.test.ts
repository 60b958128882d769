import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Spread } from "@counterpulse/lab";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { counterpulse, type Outcome, wrongInput } from "../capture.ts";
import { SMALL_POPULATION } from "../population-file.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
const file = join(folder, "small.yaml");
writeFileSync(file, SMALL_POPULATION);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a small population", () => {
  let out: Outcome;
  let result: Spread;
  const csv = join(folder, "patients.csv");
  beforeAll(async () => {
    out = await counterpulse("spread", file, "--n", "4", "--seed", "3", "--json", "--out", csv);
    result = JSON.parse(out.stdout);
  }, 60_000);

  test("the document names what was drawn, how, and what came out", () => {
    expect(out).toMatchObject({ status: 0, stderr: "" });
    expect(result).toMatchObject({
      population: { id: "small", title: "Small" },
      support: "va-ecmo",
      seed: 3,
      sampling: "sobol",
      n: 4,
      failed: 0,
    });
    for (const share of Object.values(result.distension)) {
      expect(share.of).toBe(4);
      expect(share.ci![0] <= share.share! && share.share! <= share.ci![1]).toBe(true);
    }
    expect(result.acceptance).toMatchObject({ count: 4, refused: expect.any(Object) });
    expect(result.margins[0]).toMatchObject({ index: "pcwp_mmHg", n: 4, target: { value: 24, sd: 7 } });
    expect(result.published.map((p) => p.range)).toContainEqual([0.1, 0.6]);
    expect(result.file.accept).toEqual({ pcwp_mmHg: [10, null] });
  });

  test("the CSV has a row for each patient, with what was drawn and what came out", () => {
    const [header, ...rows] = readFileSync(csv, "utf8").trimEnd().split("\n");
    const columns = header.split(",");
    for (const name of ["draw", "lv.Ees", "none:pcwp_mmHg", "va-ecmo:pcwp_mmHg", "lv_distended"])
      expect(columns).toContain(name);
    expect(rows).toHaveLength(4);
    const at = (row: string, name: string) => Number(row.split(",")[columns.indexOf(name)]);
    rows.forEach((row, i) => {
      expect(at(row, "lv.Ees")).toBe(result.patients[i].parameters["lv.Ees"]);
      expect(at(row, "va-ecmo:pcwp_mmHg")).toBe(result.patients[i].supported.pcwp_mmHg);
    });
  });
});

test("for a person: shares with intervals, targets, devices, within 100 columns", async () => {
  const { status, stdout } = await counterpulse("spread", file, "--n", "2", "--set", "va-ecmo.flow_L_min=3");
  expect(status).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.filter((line) => line.length > 100 || /\s$/.test(line))).toEqual([]);
  expect(lines[0]).toBe("Small (small)");
  expect(stdout).toMatch(
    /2 patients enrolled of \d+ drawn \([\d.]+ %, 95 % CI [\d.]+ to [\d.]+\); sobol points, seed 1/,
  );
  expect(stdout).toMatch(/ {2}by either criterion +\d of 2 {2}[\d.]+ %, 95 % CI/);
  expect(stdout).toContain("mean 24.0, SD 7.0: test");
  expect(stdout).toContain("10 to 60 %");
  expect(stdout).toContain("VA-ECMO: flow held at 3 L/min");
  expect(lines.at(-1)).toBe("For research and teaching; not a medical device.");
});

describe("wrong input: one line, status 2, nothing written", () => {
  const broken = join(folder, "broken.yaml");
  writeFileSync(broken, SMALL_POPULATION.replace("cv: 0.3", "cv: -1"));
  test.each([
    [["nobody"], /population "nobody": there is no such population/],
    [["missing.yaml"], /population file "missing\.yaml": there is no such file/],
    [[broken], /broken\.yaml: parameters\.lv\.Ees\.cv: /],
    [["--n", "0"], /--n: "0" is not allowed; a whole number from 2 to 100000 is/],
    [["--n", "2.5"], /--n: "2\.5" is not allowed/],
    [["--seed", "-1"], /--seed: "-1" is not allowed/],
    [["--support", "none"], /--support: "none" is no support/],
    [["--support", "pump"], /"pump" is not a device/],
    [["--sampling", "halton"], /--sampling.*Allowed choices are sobol, lhs, random/],
    [["--out", join(folder, "a.svg")], /spread draws no figure/],
    [["--set", "lv.Ees=99"], /--set: lv\.Ees = 99 is outside/],
  ])("%j", async (args, message) => {
    const before = readdirSync(folder);
    expect(await counterpulse("spread", ...args)).toEqual(wrongInput(message));
    expect(readdirSync(folder)).toEqual(before);
  });
});
