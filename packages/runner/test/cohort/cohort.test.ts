import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Laboratory, marginsOf, parseSupport, recruit, requirePopulation } from "@counterpulse/lab";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resumeCohort, runCohort } from "../../src/cohort/coordinator.ts";
import { type Executor, inline } from "../../src/cohort/executor.ts";
import { readManifest } from "../../src/cohort/manifest.ts";
import { type CohortRequest, cellsOf, planCohort } from "../../src/cohort/plan.ts";
import { exportCohort, query } from "../../src/cohort/query.ts";
import { cohortState, digest } from "../../src/cohort/read.ts";
import type { Task } from "../../src/cohort/task.ts";

const base = mkdtempSync(join(tmpdir(), "counterpulse-cohort-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const full = new Laboratory();
const population = requirePopulation(full.model, "infarct-shock");
const REQUEST: CohortRequest = {
  population,
  physiology: "haemodynamics",
  n: 12,
  seed: 9,
  supports: ["none", "va-ecmo"],
};
const plan = planCohort(REQUEST);
const study = join(base, "study");

const files = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .sort()
      .filter((name) => /\.\w+$/.test(name))
      .map((name) => [name, readFileSync(join(folder, name), "base64")]),
  );

beforeAll(async () => {
  await runCohort(study, plan, { executor: inline });
});

test("patients are those that recruiting one by one takes, and every row is what the laboratory gives alone", async () => {
  const laboratory = new Laboratory([], "haemodynamics");
  const { enrolled, accepted } = recruit(laboratory, population, { n: 12, seed: 9, sampling: "sobol" });
  const { rows } = await query(study, "select * from rows");
  expect(rows).toHaveLength(24);
  const manifest = readManifest(study);
  expect(manifest.enrolled).toMatchObject({ acceptance: { count: 12, of: accepted.of } });
  expect(rows.filter((r) => r.support === "none").map((r) => r.draw)).toEqual(enrolled.map((e) => e.draw));
  for (const one of enrolled.slice(0, 3)) {
    const [alone] = laboratory.solve(
      [{ patient: one.patient, settings: {}, support: parseSupport("va-ecmo"), start: one.bare.state }],
      { withIndicesAt: false, guided: true },
    );
    const row = rows.find((r) => r.draw === one.draw && r.support === "va-ecmo")!;
    expect(row).toMatchObject({
      patient_id: one.patient.id,
      converged: alone.converged,
      pcwp_mmHg: alone.indices.pcwp_mmHg,
      total_flow_L_min: alone.indices.total_flow_L_min,
      "lv.Ees": one.drawn["lv.Ees"],
      "group:sex": one.groups.sex,
    });
  }
});

test("margins are those of the patients enrolled, by sex, too, although screens do not hold it", () => {
  const laboratory = new Laboratory([], "haemodynamics");
  const { enrolled } = recruit(laboratory, population, { n: 12, seed: 9, sampling: "sobol" });
  const { margins } = readManifest(study).enrolled!;
  expect(margins).toEqual(
    marginsOf(
      population,
      enrolled.map(({ groups, bare }) => ({ groups, indices: bare.indices })),
    ),
  );
  const power = margins.filter((m) => m.index === "cpi_W_m2");
  expect(power.map((m) => m.group)).toEqual([{ sex: "woman" }, { sex: "man" }]);
  expect(power[0].n + power[1].n).toBe(12);
  expect(power.every((m) => m.n > 0)).toBe(true);
});

test("a patient without a steady state is a row with values and the reason", async () => {
  const { rows } = await query(study, "select reason, evaluated_at_s, pcwp_mmHg from rows where not converged");
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    expect(row.reason).toMatch(/steady state|settled/);
    expect(row.evaluated_at_s).toBe(60);
    expect(row.pcwp_mmHg).toEqual(expect.any(Number));
  }
});

/** Does tasks here, several at a time, and lets a test interfere. */
function meddling(before: (task: Task, times: number) => void | Promise<void>) {
  const times = new Map<string, number>();
  return (folder: string, hash: string): Executor => {
    const inner = inline(folder, hash);
    return {
      ...inner,
      capacity: 4,
      run: async (task) => {
        const key = `${task.stage} ${task.shard}`;
        times.set(key, (times.get(key) ?? 0) + 1);
        await before(task, times.get(key)!);
        return inner.run(task);
      },
    };
  };
}

test("tasks that end in any order, or are done twice, leave the same files", async () => {
  const folder = join(base, "order");
  const again = inline;
  const executor = meddling(async (task) => {
    await new Promise((resolve) => setTimeout(resolve, (7 * (task.shard + 3)) % 5));
  });
  await runCohort(folder, plan, {
    executor: (at, hash) => {
      const one = executor(at, hash);
      const twice = again(at, hash);
      return { ...one, run: async (task) => [await one.run(task), await twice.run(task)][0] };
    },
  });
  expect(files(folder)).toEqual(files(study));
});

test("what fails once is tried again; what goes on failing is told, and done by a later run", async () => {
  const folder = join(base, "failing");
  const executor = meddling((task, times) => {
    if (task.stage === "rows" && (task.shard === 2 || (task.shard === 1 && times === 1))) throw new Error("it rains");
  });
  const { manifest } = await runCohort(folder, plan, { executor });
  expect(manifest.failed).toEqual([{ stage: "rows", shard: 2, reason: "it rains" }]);
  expect(cohortState(folder)).toMatchObject({ state: "failed", shards: { done: manifest.shards.length } });
  await expect(digest(folder)).rejects.toThrow(/shards are finished; a whole study is allowed/);
  await resumeCohort(folder, { executor: inline });
  expect(files(folder)).toEqual(files(study));
});

test("a disk that takes no more stops the study at once, and what is there counts", async () => {
  const folder = join(base, "full");
  const executor = meddling((task) => {
    if (task.stage === "rows" && task.shard === 3)
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  });
  await expect(runCohort(folder, plan, { executor })).rejects.toMatchObject({ name: "NoRoom" });
  expect(cohortState(folder).state).toBe("interrupted");
  const redone: string[] = [];
  await resumeCohort(folder, { executor: meddling(({ stage }) => void redone.push(stage)) });
  expect(redone).not.toContain("screen");
  expect(files(folder)).toEqual(files(study));
});

test("the same study again does nothing; another one is refused, and so is a folder of other things", async () => {
  const before = files(study);
  await runCohort(study, plan, {
    executor: () => {
      throw new Error("nothing is to be done");
    },
  });
  expect(files(study)).toEqual(before);
  const other = planCohort({ ...REQUEST, seed: 4 });
  await expect(runCohort(study, other, { executor: inline })).rejects.toThrow(/holds another study/);
  const strange = mkdtempSync(join(base, "strange-"));
  writeFileSync(join(strange, "thesis.txt"), "");
  await expect(runCohort(strange, plan, { executor: inline })).rejects.toThrow(/is not empty and holds no study/);
});

test("the lock of a process that is dead or silent is taken over; of one that lives it is not", async () => {
  const folder = join(base, "locked");
  await runCohort(folder, plan, { executor: inline });
  const lock = join(folder, "lock.json");
  const hold = (holder: object): void => writeFileSync(lock, JSON.stringify({ token: "x", progress: null, ...holder }));
  const resume = () => resumeCohort(folder, { executor: inline });
  hold({ host: "elsewhere", pid: 1, born: null });
  await expect(resume()).rejects.toThrow(/another coordinator is at work on this study \(process 1 on elsewhere\)/);
  const longAgo = Date.now() / 1000 - 1000;
  utimesSync(lock, longAgo, longAgo);
  await resume();
  hold({ host: (await import("node:os")).hostname(), pid: process.pid, born: "not this one" });
  await resume();
  expect(readdirSync(folder)).not.toContain("lock.json");
});

test("a manifest with a flipped bit is not believed", async () => {
  const folder = join(base, "manifest");
  await runCohort(folder, plan, { executor: inline });
  const path = join(folder, "manifest.json");
  writeFileSync(path, readFileSync(path, "utf8").replace('"seed": 9', '"seed": 7'));
  await expect(resumeCohort(folder, { executor: inline })).rejects.toThrow(/is not what was written/);
});

test("device settings are crossed, each support with its own", async () => {
  const request: CohortRequest = {
    ...REQUEST,
    n: 2,
    supports: ["none", "iabp", "va-ecmo", "va-ecmo+iabp"],
    vary: { "va-ecmo.flow_L_min": [3, 4], "iabp.ratio": [1, 2] },
  };
  expect(cellsOf(planCohort(request)).map(({ support }) => support)).toEqual([
    ...["none", "iabp", "iabp", "va-ecmo", "va-ecmo"],
    ...Array(4).fill("va-ecmo+iabp"),
  ]);
  const folder = join(base, "crossed");
  await runCohort(folder, planCohort(request), { executor: inline });
  const { rows } = await query(
    folder,
    'select support, "set:va-ecmo.flow_L_min" as flow, "set:iabp.ratio" as ratio, avg(device_flow_L_min) as device from rows where "set:iabp.ratio" is distinct from 2 group by all order by 1, 2',
  );
  expect(rows.map(({ support, flow, ratio }) => [support, flow, ratio])).toEqual([
    ["iabp", null, 1],
    ["none", null, null],
    ["va-ecmo", 3, null],
    ["va-ecmo", 4, null],
    ["va-ecmo+iabp", 3, 1],
    ["va-ecmo+iabp", 4, 1],
  ]);
  expect(rows[2].device).toBeCloseTo(3, 1);
  expect(rows[3].device).toBeCloseTo(4, 1);
});

test.each<[Partial<CohortRequest>, RegExp]>([
  [{ supports: ["none", "balloon"] }, /support "balloon": "balloon" is not a device/],
  [{ supports: ["va-ecmo+iabp", "iabp+va-ecmo"] }, /--supports: "iabp\+va-ecmo" is given twice/],
  [{ vary: { "lv.Ees": [1, 2] } }, /--vary: lv\.Ees belongs to no device of --supports/],
  [{ vary: { "iabp.ratio": [1, 2] } }, /--vary: iabp\.ratio belongs to no device/],
  [{ vary: { "va-ecmo.flow_L_min": [3, 99] } }, /--vary: va-ecmo\.flow_L_min = 99 is outside what is allowed/],
  [{ settings: { "va-ecmo.flow_L_min": 3 }, vary: { "va-ecmo.flow_L_min": [3] } }, /is set by --set too/],
  [{ settings: { "va-ecmo.speed_rpm": 3000 }, vary: { "va-ecmo.flow_L_min": [3] } }, /cannot both be held/],
])("wrong requests: %j", (change, message) => {
  expect(() => planCohort({ ...REQUEST, ...change })).toThrow(message);
});

test("criteria that hardly anybody meets end with the one that most fail", async () => {
  const strict = {
    ...population,
    document: { ...population.document, accept: { ci_L_min_m2: [9, 10] as [number, number] } },
  };
  const folder = join(base, "strict");
  const request = planCohort({ ...REQUEST, n: 1, population: strict });
  await expect(runCohort(folder, request, { executor: inline })).rejects.toThrow(
    /of \d+ draws only 0 meet the criteria, and most fail ci_L_min_m2/,
  );
  expect(existsSync(folder)).toBe(false);
});

test.each([
  ["copy rows to 'x.csv'", /SQL: /],
  ["select * from read_csv('/etc/passwd')", /SQL: Permission Error/],
  ["drop view rows", /a study is read, not changed/],
  ["attach 'x.db'", /SQL: /],
  ["set enable_external_access = true", /a study is read, not changed/],
  ["select 1; select 2", /2 statements are given/],
  ["select nothing_of_this from rows", /not found in FROM clause.*tables: rows, draws/],
])("questions that a study does not answer: %s", async (sql, message) => {
  await expect(query(study, sql)).rejects.toThrow(message);
});

test("an export has every row in order, in full precision", async () => {
  const path = join(base, "rows.csv");
  await exportCohort(study, path);
  const [header, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const { rows, columns } = await query(study, "select * from rows");
  expect(header.split(",")).toEqual(columns);
  expect(lines).toHaveLength(24);
  const at = columns.indexOf("lv.Ees");
  expect(lines.map((line) => Number(line.split(",")[at]))).toEqual(rows.map((row) => row["lv.Ees"]));
});

test("the digest is that of the rows: another seed has another, another cut into shards has the same", async () => {
  const cut = join(base, "cut");
  await runCohort(cut, { ...plan, patients_per_shard: 5, draws_per_screen: 33 }, { executor: inline });
  expect(readManifest(cut).shards).toHaveLength(3);
  expect(await digest(cut)).toBe(await digest(study));
  const other = join(base, "other");
  await runCohort(other, planCohort({ ...REQUEST, n: 3, seed: 4 }), { executor: inline });
  expect(await digest(other)).not.toBe(await digest(study));
});
