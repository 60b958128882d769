import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sensitivity } from "@counterpulse/lab";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { counterpulse, type Outcome, wrongInput } from "../capture.ts";
import { SMALL_POPULATION } from "../population-file.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
const file = join(folder, "small.yaml");
writeFileSync(file, SMALL_POPULATION);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ARGS = ["sensitivity", "--population", file, "--n", "8", "--change-of", "none,iabp"];
const OUTPUTS = ["--outputs", "aortic_augmented_diastolic_mmHg,lv_sv_mL"];

describe("a small population", () => {
  let out: Outcome;
  let result: Sensitivity;
  const figure = join(folder, "figure.svg");
  beforeAll(async () => {
    out = await counterpulse(...ARGS, ...OUTPUTS, "--json", "--out", figure);
    result = JSON.parse(out.stdout);
  }, 60_000);

  test("the document has the contract's form", () => {
    expect(out).toMatchObject({ status: 0, stderr: "" });
    expect(result).toMatchObject({ method: expect.stringMatching(/Sobol/), n: 8, patients: 32, failed: 0 });
    expect(result.outputs.map((o) => [o.index, o.change_of])).toEqual([
      ["aortic_augmented_diastolic_mmHg", "none -> iabp"],
      ["lv_sv_mL", "none -> iabp"],
    ]);
    for (const { factors } of result.outputs) {
      expect(factors.map((f) => f.parameter).sort()).toEqual(["lv.Ees", "vessels.arterial_compliance_scale"]);
      for (const { first, total, ci } of factors) {
        expect(Number.isFinite(first) && Number.isFinite(total)).toBe(true);
        expect(ci.first![0]).toBeLessThanOrEqual(ci.first![1]);
        expect(ci.total![0]).toBeLessThanOrEqual(ci.total![1]);
      }
      const totals = factors.map((f) => f.total!);
      expect(totals).toEqual([...totals].sort((a, b) => b - a));
    }
  });

  test("the figure shows every change with its factors", () => {
    const svg = readFileSync(figure, "utf8");
    expect(svg).toMatch(/^<svg /);
    for (const words of ["arterial compliance", "lv.Ees", "no support to IABP", "diastolic peak", "stroke volume"])
      expect(svg).toContain(words);
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

test("for a person: a table by total effect within 120 columns, and what was left out of it", async () => {
  const csv = join(folder, "indices.csv");
  const { status, stdout } = await counterpulse(...ARGS, "--outputs", "lv_sv_mL", "--out", csv);
  expect(status).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.filter((line) => line.length > 120 || /\s$/.test(line))).toEqual([]);
  expect(stdout).toMatch(/LV stroke volume, forward: none -> iabp\n {2}mean [+-][\d.]+, SD [\d.]+ mL; who meet/);
  expect(stdout).toMatch(/first +95 % CI +total +95 % CI +rank r +enrolled\n/);
  expect(stdout).toMatch(/8 rows, 32 patients, seed 1; factors are drawn independently/);
  expect(lines.at(-1)).toBe("For research and teaching; not a medical device.");
  const [header, ...rows] = readFileSync(csv, "utf8").trimEnd().split("\n");
  expect(header).toMatch(/^index,change_of,parameter,first,first_low,first_high,total,/);
  expect(rows).toHaveLength(2);
});

describe("wrong input: one line, status 2, nothing written", () => {
  test.each([
    [["--population", "nobody"], /population "nobody"/],
    [["--outputs", "pcwp"], /--outputs: there is no index "pcwp"/],
    [["--change-of", "va-ecmo"], /two supports with a comma/],
    [["--change-of", "none,none"], /two different supports/],
    [["--n", "4"], /--n: "4" is not allowed; a whole number from 8 to 65536 is/],
    [["--threads", "0"], /--threads: "0" is not allowed/],
    [["--seed", "x"], /--seed: "x" is not allowed/],
    [["--out", join(folder, "a.pdf")], /--out: .*\.csv, \.json and \.svg are allowed/],
  ])("%j", async (args, message) => {
    const before = readdirSync(folder);
    expect(await counterpulse("sensitivity", "--out", join(folder, "a.json"), ...args)).toEqual(wrongInput(message));
    expect(readdirSync(folder)).toEqual(before);
  });
});

const command = fileURLToPath(new URL("../../bin/counterpulse.js", import.meta.url));
const built = existsSync(fileURLToPath(new URL("../../../runner/dist/sensitivity/worker.js", import.meta.url)));

describe.skipIf(!built)("in a process of its own", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [command, ...ARGS, "--outputs", "lv_sv_mL", "--json", ...args], { encoding: "utf8" });

  test("one thread and several give the same document, to the bit", () => {
    const one = run("--threads", "1");
    expect(one).toMatchObject({ status: 0, stderr: "" });
    expect(run("--threads", "3")).toMatchObject({ status: 0, stderr: "", stdout: one.stdout });
  }, 120_000);

  test.skipIf(process.platform === "win32")("an interrupt ends it at once and leaves no file", () => {
    const target = join(folder, "interrupted.json");
    const line = `"${process.execPath}" "${command}" sensitivity --out "${target}" & sleep 3; kill -INT $!; wait $!; echo $?`;
    const started = performance.now();
    // -m: a shell without job control makes background processes deaf to interrupts.
    const { stdout } = spawnSync("bash", ["-m", "-c", line], { encoding: "utf8" });
    expect(stdout).toBe("130\n");
    expect(performance.now() - started).toBeLessThan(25_000);
    expect(readdirSync(folder).filter((name) => name.includes("interrupted"))).toEqual([]);
  });
});
