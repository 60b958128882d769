import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NamedIndices, SIGNALS, type Simulation } from "@counterpulse/lab";
import { afterAll, describe, expect, test } from "vitest";
import { counterpulse, wrongInput } from "../capture.ts";
import { INDEX_IDS, SEGMENTS } from "../contract.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const base = ["simulate", "cardiogenic-shock", "--support", "va-ecmo+iabp"];
const document = async (...args: string[]) => {
  const out = await counterpulse(...base, ...args, "--json");
  expect(out).toMatchObject({ status: 0, stderr: "" });
  return JSON.parse(out.stdout) as Simulation;
};

test("the document has every promised key", async () => {
  const result = await document();
  expect(result).toMatchObject({
    model: { name: expect.any(String), version: expect.any(String), hash: expect.any(String) },
    patient: "cardiogenic-shock",
    support: "va-ecmo+iabp",
    settings: expect.objectContaining({ "reflexes.on": 1 }),
    converged: true,
    reason: null,
  });
  expect(Object.keys(result.indices)).toEqual(expect.arrayContaining(INDEX_IDS));
  expect(SEGMENTS).toContain((result.indices as NamedIndices).watershed);
  expect(result.signals).toBeUndefined();
});

test("signals are sampled over the time asked for", async () => {
  const { signals } = await document(
    "--signals",
    "aortic_root_mmHg, balloon_mL,lv.V",
    "--seconds",
    "2",
    "--rate",
    "100",
  );
  expect(Object.keys(signals!)).toEqual(["time_s", "aortic_root_mmHg", "balloon_mL", "lv.V"]);
  for (const values of Object.values(signals!)) {
    expect(values).toHaveLength(201);
    expect(values.every(Number.isFinite)).toBe(true);
  }
  expect(signals!.time_s[0]).toBe(0);
  expect(signals!.time_s.at(-1)).toBeCloseTo(2, 2);
  expect(Math.max(...signals!.balloon_mL)).toBeGreaterThan(35);
});

test("a person reads indices with their ids, and the signals' span", async () => {
  const { stdout } = await counterpulse(...base, "--signals", "lv_mL", "--seconds", "1");
  expect(stdout).toMatch(/\n {2}mean +mmHg +\d+ +aortic_mean_mmHg\n/);
  expect(stdout).toMatch(/\n {2}left ventricular volume +mL +\d+\.\d +\d+\.\d +\d+\.\d +lv_mL\n/);
  expect(stdout).toContain("251 samples over 1.00 s; --out FILE.csv, FILE.svg or --json gives them.");
  expect(stdout).toContain("Values are those of the steady state.");
});

test("timing that was moved is told in words", async () => {
  const { stdout } = await counterpulse(
    ...base,
    "--set",
    "iabp.inflation_offset_ms=-60",
    "--set",
    "va-ecmo.speed_rpm=3500",
  );
  expect(stdout).toContain("IABP: 40 mL, 1:1, inflation 60 ms early\n");
  expect(stdout).toContain("VA-ECMO: speed held at 3500 rpm");
});

test("--out gives the signals as columns, or the indices as rows", async () => {
  const [beats, table] = [join(folder, "beats.csv"), join(folder, "indices.csv")];
  const { signals } = JSON.parse(
    (await counterpulse(...base, "--signals", "lv_mL,lv_mmHg", "--seconds", "1", "--out", beats, "--json")).stdout,
  ) as Simulation;
  const rows = readFileSync(beats, "utf8").trimEnd().split("\n");
  expect(rows).toHaveLength(252);
  expect(rows[0]).toBe("time_s,lv_mL,lv_mmHg");
  expect(rows[3].split(",").map(Number)).toEqual([signals!.time_s[2], signals!.lv_mL[2], signals!.lv_mmHg[2]]);
  expect((await counterpulse(...base, "--out", table)).stdout).toContain("va-ecmo+iabp");
  const lines = readFileSync(table, "utf8").trimEnd().split("\n");
  expect(lines[0]).toBe("id,unit,value");
  expect(lines.find((line) => line.startsWith("svr_dyn_s_cm5"))).toMatch(/^svr_dyn_s_cm5,dyn s cm-5,\d+\.\d{6,}$/);
  expect(lines).toContain("impella_flow_L_min,L/min,");
  expect(lines.find((line) => line.startsWith("watershed,"))).toMatch(/^watershed,1,[a-z]+(_[a-z]+)+$/);
});

describe("--out FILE.svg", () => {
  const draw = async (...args: string[]) => {
    const file = join(folder, "figure.svg");
    const { status, stdout } = await counterpulse(...args, "--out", file);
    expect(status).toBe(0);
    return { svg: readFileSync(file, "utf8"), stdout, file };
  };
  const labels = (svg: string) => [...svg.matchAll(/font-weight="600"[^>]*>([^<]+)</g)].map(([, label]) => label);

  test("shows a bedside monitor's signals of the devices in use", async () => {
    const { svg, stdout, file } = await draw(...base);
    const title = "Cardiogenic shock after infarction, both ventricles weak";
    const bedside = ["Left heart pressure", "Right radial pressure", "Pulmonary artery pressure"];
    const all = [title, ...bedside, "Central venous pressure", "Balloon volume", "ECMO flow"];
    expect(labels(svg)).toEqual(all);
    expect(svg).toContain("VA-ECMO + IABP, steady state. IABP: 40 mL, 1:1. VA-ECMO: flow held at 4 L/min");
    expect(svg).toMatch(/hash [0-9a-f]+; reflexes on\. For research and teaching; not a medical/);
    expect(stdout).toContain(`1251 samples over 5.00 s; drawn in ${file}.`);
    const bare = await draw("simulate", "healthy-adult", "--support", "none", "--seconds", "2");
    expect(labels(bare.svg).slice(1)).toEqual([...bedside, "Central venous pressure"]);
    expect(bare.svg).toContain("no support, steady state.");
  });

  test("shows the signals asked for, at most the last 5 s, and what was set", async () => {
    const signals = ["--signals", "lv_mL,radial_mmHg,femoral_mmHg,aortic_root.p,septum.E", "--seconds", "7"];
    const { svg } = await draw(...base, ...signals, "--set", "iabp.ratio=2");
    expect(labels(svg).slice(1)).toEqual(["Arterial pressure", "LV volume", "aortic_root.p", "septum.E"]);
    for (const label of ["Right radial", "Left femoral"]) expect(svg).toContain(`>${label}</text>`);
    expect(svg).toContain("Waveforms from 2.0 to 7.0 s.");
    expect(svg).toContain("Set: iabp.ratio = 2.");
  });

  test("draws the flows of the coronaries in one panel, and says when reflexes are off", async () => {
    const { svg } = await draw(...base, "--signals", "lad_mL_min,lcx_mL_min,rca_mL_min", "--set", "reflexes.on=0");
    expect(labels(svg).slice(1)).toEqual(["Flow into the coronary arteries"]);
    for (const label of ["LAD", "Circumflex", "Right coronary"]) expect(svg).toContain(`>${label}</text>`);
    expect(svg).toMatch(/; reflexes off\. For research/);
  });

  test("gives the same file for the same input", async () => {
    const first = await draw(...base, "--seconds", "1");
    expect((await draw(...base, "--seconds", "1")).svg).toBe(first.svg);
  });

  test("needs two samples", async () => {
    const file = join(folder, "one.svg");
    const out = await counterpulse(...base, "--seconds", "0.01", "--rate", "50", "--out", file);
    expect(out).toEqual(wrongInput("--seconds: 0.01 s at 50 Hz is one sample; a figure needs 2 or more"));
    expect(readdirSync(folder)).not.toContain("one.svg");
  });
});

test("the help lists every signal", async () => {
  const { stdout } = await counterpulse("simulate", "--help");
  for (const name of Object.keys(SIGNALS)) expect(stdout).toMatch(new RegExp(`\\b${name}\\b`));
});

test.each([
  [["--seconds", "0"], "--seconds: 0 is outside what is allowed: a number above 0 and up to 3600 s"],
  [["--seconds", "-3"], "--seconds: -3 is outside"],
  [["--seconds", "1e6"], "--seconds: 1e6 is outside"],
  [["--seconds", "ten"], '--seconds: "ten" is not a number'],
  [["--rate", "9"], "--rate: 9 is outside what is allowed: a number from 10 to 2000 Hz"],
  [["--rate", "2,5"], "write 2.5, with a decimal point"],
  [["--at", "NaN"], '--at: "NaN" is not a number'],
  [["--signals", "lv_mL,lv_ml"], 'there is no signal "lv_ml"; allowed are aortic_root_mmHg'],
  [["--signals", "constructor"], 'there is no signal "constructor"'],
  [["--signals", ""], 'there is no signal ""'],
  [["--signals", "lv_mL,rv_mL,lv_mmHg", "--seconds", "3600", "--rate", "2000"], "21600000 samples; up to 20000000"],
])("wrong input %j writes nothing", async (args, message) => {
  const before = readdirSync(folder);
  expect(await counterpulse(...base, ...args, "--out", join(folder, "wrong.csv"))).toEqual(wrongInput(message));
  expect(readdirSync(folder)).toEqual(before);
});

test("a missing support is asked for", async () => {
  expect(await counterpulse("simulate", "healthy-adult")).toEqual(wrongInput("--support is missing; none, or devices"));
});
