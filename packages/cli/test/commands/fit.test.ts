import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fit, Simulation } from "@counterpulse/lab";
import { afterAll, describe, expect, test } from "vitest";
import { counterpulse, wrongInput } from "../capture.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const flags = (...targets: string[]) => targets.flatMap((t) => ["--target", t]);
const bedside = flags("HR=95", "SBP=88", "DBP=55", "CVP=14", "PCWP=22", "CI=1.8~0.2", "LVEF=25");

const document = async <T>(...args: string[]): Promise<T> => {
  const out = await counterpulse(...args, "--json");
  expect(out).toMatchObject({ status: 0, stderr: "" });
  return JSON.parse(out.stdout) as T;
};

test("the document has every promised key", async () => {
  const result = await document<Fit>("fit", ...bedside);
  expect(result).toMatchObject({ converged: true, rmse_z: expect.any(Number), support: "none" });
  expect(result.targets.map((t) => t.index)).toEqual([
    "hr_per_min",
    "aortic_systolic_mmHg",
    "aortic_end_diastolic_mmHg",
    "cvp_mmHg",
    "pcwp_mmHg",
    "ci_L_min_m2",
    "lvef_pct",
  ]);
  for (const t of result.targets) {
    expect(Object.keys(t)).toEqual(["index", "target", "sd", "fitted", "z"]);
    expect(Object.values(t).slice(1).every(Number.isFinite)).toBe(true);
  }
  expect(result.targets.find((t) => t.index === "ci_L_min_m2")).toMatchObject({ target: 1.8, sd: 0.2 });
  for (const p of result.parameters) {
    expect(p).toMatchObject({ id: expect.any(String), value: expect.any(Number), sd: expect.any(Number) });
    expect(p.sd).toBeGreaterThan(0);
  }
  expect(result.patient).toMatchObject({ id: "fitted", parameters: { "heart.rate_per_min": 95 } });
});

describe.each(["patient.json", "patient.yaml"])("--out %s", (name) => {
  const file = join(folder, name);

  test("is a patient to every command, with the fitted indices", async () => {
    const support = name.endsWith("yaml") ? "va-ecmo" : "none";
    const given = support === "none" ? bedside : flags("HR=95", "MAP=70", "CVP=10", "PCWP=20", "ECMO_flow=3.5");
    const result = await document<Fit>("fit", ...given, "--support", support, "--out", file);
    const { indices, patient } = await document<Simulation>("simulate", file, "--support", support);
    expect(patient).toBe("patient");
    for (const { index, fitted } of result.targets) expect(indices[index], index).toBe(fitted);
  });

  test("may be fitted again", async () => {
    const { patient } = await document<Fit>("fit", "--patient", file, ...flags("LVEF=25"), "--starts", "1");
    expect(patient.provenance.base).toBe("patient");
  });
});

test("the whole document is a patient file too", async () => {
  const file = write("document.json", (await counterpulse("fit", ...flags("HR=90"), "--json")).stdout);
  expect((await document<Simulation>("simulate", file, "--support", "none")).indices.hr_per_min).toBe(90);
});

test("targets, support and settings from a file, and more on the command line", async () => {
  const file = write("bed.yaml", "support: va-ecmo\nsettings: {patient.weight_kg: 60}\ntargets: {MAP: 65, CVP: 10}\n");
  const args = ["fit", "--targets", file, ...flags("PCWP=20"), "--set", "patient.height_cm=160", "--starts", "1"];
  const result = await document<Fit>(...args);
  expect(result.support).toBe("va-ecmo");
  expect(result.targets).toHaveLength(3);
  expect(result.patient.parameters).toMatchObject({ "patient.weight_kg": 60, "patient.height_cm": 160 });
  expect((await document<Fit>(...args, "--support", "none")).support).toBe("none");
});

test("a person reads targets, parameters with their spread, and what to beware of", async () => {
  const { stdout } = await counterpulse("fit", ...bedside, "--target", "MAP=40", "--hold", "lv.V0, lv.alpha");
  expect(stdout).toMatch(/^Patient fitted to 8 bedside values, support none\n/);
  expect(stdout).toMatch(/\n {2}aortic systolic +mmHg +88 +5 +\d+\.\d +[+-]\d\.\d\d +aortic_systolic_mmHg\n/);
  expect(stdout).toMatch(/\n {2}cardiac index +L\/min\/m² +1\.8 +0\.2 /);
  expect(stdout).toMatch(/\n {2}heart\.rate_per_min +1\/min +95 +± 1 +set by hr_per_min\n/);
  expect(stdout).toMatch(/\n {2}lv\.Ees +mmHg\/mL +\d\.\d+ +± 0\.\d+ +1\.5 ± 1\.1 +\d+ %\n/);
  expect(stdout).not.toContain("lv.V0");
  expect(stdout).toMatch(/Targets are met to \d\.\d\d sd/);
  expect(stdout).toContain("! aortic_end_diastolic_mmHg = 55 and aortic_mean_mmHg = 40 contradict each other");
  expect(stdout).toMatch(/Model: .*hash [0-9a-f]+; reflexes on\.\n/);
});

test("the help names bedside values and the form of the file", async () => {
  const { stdout } = await counterpulse("fit", "--help");
  for (const text of ["SBP", "PCWP", "ECMO_flow", "augmented", "targets: {MAP: 65"]) expect(stdout).toContain(text);
});

test.each([
  [[], "--target: there is no target; index=value[~sd] is allowed"],
  [flags("MPA=65"), '--target: there is no index "MPA"; did you mean mPAP?'],
  [flags("MAP=65", "ABP=66"), "--target: aortic_mean_mmHg is given twice"],
  [flags("svo2_pct=60~-2"), "svo2_pct: its standard deviation is -2"],
  [flags("ECMO_flow=4"), "device_flow_L_min does not exist on support none"],
  [[...flags("MAP=65"), "--support", "ecmo"], 'support "ecmo"'],
  [[...flags("MAP=65"), "--patient", "nobody"], 'patient "nobody": there is no such patient'],
  [[...flags("MAP=65"), "--hold", "lv.Es"], '--hold: there is no parameter "lv.Es"'],
  [[...flags("MAP=65"), "--free", "heart.arrested"], "--free: heart.arrested takes whole numbers"],
  [[...flags("MAP=65"), "--starts", "0"], "--starts: 0 is outside what is allowed: a number from 1 to 100"],
  [[...flags("MAP=65"), "--starts", "1.5"], "--starts: 1.5 is not whole"],
  [[...flags("MAP=65"), "--seed", "-1"], "--seed: -1 is outside"],
  [[...flags("MAP=65"), "--targets", "nowhere.yaml"], 'targets file "nowhere.yaml": there is no such file'],
])("wrong input %j writes nothing", async (args, message) => {
  const before = readdirSync(folder);
  expect(await counterpulse("fit", ...args, "--out", join(folder, "wrong.json"))).toEqual(wrongInput(message));
  expect(readdirSync(folder)).toEqual(before);
});

test("a patient goes to JSON or YAML, and not over what is read", async () => {
  const refused = (...args: string[]) => counterpulse("fit", ...flags("HR=90"), ...args);
  expect(await refused("--out", join(folder, "a.csv"))).toEqual(wrongInput(".json, .yaml and .yml are allowed"));
  const base = write("base.yaml", "parameters: {}");
  expect(await refused("--patient", base, "--out", base)).toEqual(wrongInput("is a file that the command reads"));
  expect(readFileSync(base, "utf8")).toBe("parameters: {}");
});
