import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { counterpulse, wrongInput } from "../capture.ts";

const base = mkdtempSync(join(tmpdir(), "counterpulse-cli-"));
const study = join(base, "study");
afterAll(() => rmSync(base, { recursive: true, force: true }));

const PLAN = [
  "infarct-shock",
  "--n",
  "6",
  "--supports",
  "none,va-ecmo",
  "--seed",
  "2",
  "--physiology",
  "haemodynamics",
];
const run = (...more: string[]) => counterpulse("cohort", "run", ...PLAN, "--executor", "inline", ...more);

let document: Record<string, unknown> = {};
beforeAll(async () => {
  const { status, stdout, stderr } = await run("--out", study, "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  document = JSON.parse(stdout);
});

test("run prints the contract's keys, and margins beside targets", () => {
  expect(document).toMatchObject({ n: 6, rows: 12, seed: 2, failed: expect.any(Number), shards: expect.any(Number) });
  expect(document).toMatchObject({ study: expect.stringMatching(/^[0-9a-f]{64}$/), seconds: expect.any(Number) });
  expect(document.model).toMatchObject({ version: "0.1.0", hash: expect.any(String) });
  expect(document.acceptance).toMatchObject({ count: 6 });
  expect(document.margins).toContainEqual(
    expect.objectContaining({ index: "ci_L_min_m2", target: expect.objectContaining({ value: 1.9 }), n: 6 }),
  );
});

test("resume prints the same but for the time; status, digest, query and export agree", async () => {
  const resumed = await counterpulse("cohort", "resume", study, "--executor", "inline", "--json");
  expect({ ...JSON.parse(resumed.stdout), seconds: 0 }).toEqual({ ...document, seconds: 0 });
  const state = JSON.parse((await counterpulse("cohort", "status", study, "--json")).stdout);
  expect(state).toMatchObject({ state: "done", rows: 12, shards: { done: 6, of: 6, running: [], damaged: [] } });
  const { sha256 } = JSON.parse((await counterpulse("cohort", "digest", study, "--json")).stdout);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  const asked = await counterpulse("cohort", "query", study, "select count(*) as n from rows", "--json");
  expect(JSON.parse(asked.stdout)).toEqual([{ n: 12 }]);
  const file = join(base, "rows.csv");
  const exported = await counterpulse("cohort", "export", study, "--out", file, "--json");
  expect(JSON.parse(exported.stdout)).toEqual({ file, rows: 12 });
  expect(readFileSync(file, "utf8").trimEnd().split("\n")).toHaveLength(13);
});

test("a person reads tables", async () => {
  const state = (await counterpulse("cohort", "status", study)).stdout;
  expect(state).toMatch(/^done: 6 patients of infarct-shock under none/);
  expect(state).toMatch(/6 of \d+ draws enrolled/);
  expect(state).toMatch(/cardiac power index, woman +W\/m² +[\d.]+ \([\d.]+ to [\d.]+\) .*mean 0\.29, SD 0\.11/);
  expect(state).toMatch(/RV dysfunction +[\d.]+ % \([\d.]+ to [\d.]+\) +37\.0 %/);
  expect((await run("--out", study)).stdout).toMatch(/12 rows in 6 shards in .*\n/);
  const { stdout } = await counterpulse(
    "cohort",
    "query",
    study,
    "select support, count(*) n from rows group by 1 order by 1",
  );
  expect(stdout).toBe("support  n\nnone     6\nva-ecmo  6\n2 rows\n");
});

test.each([
  [["--n", "0"], /--n: "0" is not allowed/],
  [["--supports", "none,balloon"], /support "balloon"/],
  [["--supports", ""], /support ""/],
  [["--executor", "bullmq"], /--redis: bullmq needs the server's address/],
  [["--redis", "redis://localhost"], /--redis: the executor "inline" uses no server/],
  [["--executor", "bullmq", "--redis", "http://localhost"], /--redis: this is no address of a Redis server/],
  [
    ["--executor", "bullmq", "--redis", "redis://u:secret@127.0.0.1:1"],
    /--redis: redis:\/\/127\.0\.0\.1:1 cannot be used/,
  ],
  [["--vary", "va-ecmo.flow_L_min"], /--vary: "va-ecmo\.flow_L_min" is not allowed; id=value,value is/],
  [["--set", "lv.Ees=1e9"], /--set: lv\.Ees = 1000000000 is outside/],
  [["--physiology", "some"], /--physiology .*Allowed choices are full, haemodynamics/],
  [["--seed", "x"], /--seed: "x" is not allowed/],
])("wrong input %j: one line, status 2, and no study", { timeout: 30_000 }, async (change, message) => {
  const out = join(base, "never");
  const outcome = await run("--out", out, ...change);
  expect(outcome).toEqual(wrongInput(message));
  expect(existsSync(out)).toBe(false);
});

test.each([
  [["run", "--n", "3"], /required option '--out <folder>'/],
  [["status", "nowhere"], /"nowhere" is no study/],
  [["digest", "nowhere"], /"nowhere" is no study/],
  [["resume", "nowhere"], /"nowhere" is no study/],
  [["query", "nowhere", "select 1"], /"nowhere" is no study/],
  [["export", "nowhere", "--out", "a.txt"], /ends in "\.txt"; \.csv and \.parquet are allowed/],
  [["inspect"], /unknown command 'inspect'/],
])("wrong input cohort %j", async (args, message) => {
  expect(await counterpulse("cohort", ...args)).toEqual(wrongInput(message));
});

test.each([
  [["--redis", "redis://localhost"], /required option '--store <folder>'/],
  [["--redis", "redis://localhost", "--store", "/no/such/folder"], /--store: "\/no\/such\/folder" is no folder/],
  [["--redis", "localhost:6379", "--store", "."], /--redis: this is no address of a Redis server/],
])("wrong input worker %j", async (args, message) => {
  expect(await counterpulse("worker", ...args)).toEqual(wrongInput(message));
});
