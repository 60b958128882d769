/**
 * Faults with real processes. Whatever dies, freezes, fills or rots, the study that comes out is, file by file, the one
 * that an undisturbed run in one process gives. `npm run soak` (COUNTERPULSE_CASES) does it with larger studies.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterEach, beforeAll, expect, test } from "vitest";
import {
  built,
  contents,
  counterpulse,
  endAll,
  finished,
  folder,
  freePort,
  type Process,
  redisInstalled,
  redisServer,
  shardsOf,
  until,
} from "./processes.ts";

const long = process.env.COUNTERPULSE_CASES !== undefined;
const N = long ? 160 : 8;
const PLAN = ["infarct-shock", "--n", String(N), "--supports", "none,va-ecmo", "--seed", "5"];
const LIMIT = long ? 1_800_000 : 120_000;

const withBuild = test.runIf(built);
const withRedis = test.runIf(built && redisInstalled);

let undisturbed: Record<string, string> = {};
let sha256 = "";

const run = (out: string, ...more: string[]): Process => counterpulse("cohort", "run", ...PLAN, "--out", out, ...more);

beforeAll(async () => {
  if (!built) return;
  const at = join(folder(), "study");
  await finished(run(at, "--executor", "inline"));
  undisturbed = contents(at);
  sha256 = (await finished(counterpulse("cohort", "digest", at))).out.trim();
  endAll();
}, LIMIT);

afterEach(endAll);

async function expectUndisturbed(study: string): Promise<void> {
  expect(contents(study)).toEqual(undisturbed);
  expect((await finished(counterpulse("cohort", "digest", study))).out.trim()).toBe(sha256);
}

withBuild.each([1, 2, 4])("threads: %i give the bytes of one process", { timeout: LIMIT }, async (threads) => {
  const study = join(folder(), "study");
  await finished(run(study, "--threads", String(threads)));
  await expectUndisturbed(study);
});

withBuild("kill -9 of the coordinator: its lock is taken over, and the study resumes", { timeout: LIMIT }, async () => {
  const study = join(folder(), "study");
  const first = run(study, "--threads", "2");
  await until("two shards are written", () => shardsOf(study) >= 2);
  first.kill("SIGKILL");
  await first.ended;
  const { out } = await finished(counterpulse("cohort", "status", study, "--json"));
  expect(JSON.parse(out)).toMatchObject({ state: "interrupted", coordinator: null });
  await finished(counterpulse("cohort", "resume", study));
  await expectUndisturbed(study);
});

withBuild("an interrupt leaves a study that resumes, and says how", { timeout: LIMIT }, async () => {
  const study = join(folder(), "study");
  const first = run(study, "--threads", "1");
  await until("a shard is written", () => shardsOf(study) >= 1);
  first.kill("SIGINT");
  expect(await first.ended).toBe(1);
  expect(first.err).toMatch(/^counterpulse: interrupted; `counterpulse cohort resume [^\n]+\n$/);
  await finished(counterpulse("cohort", "resume", study, "--threads", "2"));
  await expectUndisturbed(study);
});

withBuild("two coordinators: the second refuses, and the first is not disturbed", { timeout: LIMIT }, async () => {
  const study = join(folder(), "study");
  const first = run(study, "--threads", "1");
  await until("a shard is written", () => shardsOf(study) >= 1);
  // Held while the others look, so that it is not done before.
  first.kill("SIGSTOP");
  const second = counterpulse("cohort", "resume", study);
  expect(await second.ended).toBe(2);
  expect(second.err).toMatch(/another coordinator is at work on this study \(process \d+ on /);
  const { out } = await finished(counterpulse("cohort", "status", study, "--json"));
  expect(JSON.parse(out)).toMatchObject({ state: "running", coordinator: { pid: first.child.pid } });
  first.kill("SIGCONT");
  await finished(first);
  await expectUndisturbed(study);
});

withBuild("truncated and bit-flipped files are told, not read, and made anew", { timeout: LIMIT }, async () => {
  const study = join(folder(), "study");
  await finished(run(study));
  truncateSync(join(study, "rows/000001.parquet"), 1000);
  const flipped = join(study, "rows/000003.parquet");
  const bytes = readFileSync(flipped);
  bytes[bytes.length >> 1] ^= 4;
  writeFileSync(flipped, bytes);
  truncateSync(join(study, "screens/000000.parquet"), 10);
  const { out } = await finished(counterpulse("cohort", "status", study, "--json"));
  expect(JSON.parse(out)).toMatchObject({ shards: { damaged: [1, 3] }, screens: { damaged: [0] } });
  const asked = counterpulse("cohort", "digest", study);
  expect(await asked.ended).toBe(1);
  expect(asked.err).toContain("is not what was written");
  const again = await finished(counterpulse("cohort", "resume", study));
  expect(again.err.match(/is made anew/g)).toHaveLength(3);
  await expectUndisturbed(study);
});

/** A small disk of its own; null where this system does not let us have one. */
function smallDisk(at: string, size: string): { resize(size: string): void; end(): void } | null {
  const mount = (...args: string[]): boolean => spawnSync("mount", args).status === 0;
  if (!mount("-t", "tmpfs", "-o", `size=${size}`, "tmpfs", at)) return null;
  return { resize: (to) => mount("-o", `remount,size=${to}`, at), end: () => spawnSync("umount", [at]) };
}

withBuild("a full disk stops the study with one line; with room it resumes", { timeout: LIMIT }, async (context) => {
  const at = folder();
  const disk = smallDisk(at, long ? "900k" : "140k");
  if (disk === null) return context.skip("no small disk can be mounted here");
  try {
    const study = join(at, "study");
    const first = run(study, "--threads", "2");
    expect(await first.ended).toBe(1);
    expect(first.err).toMatch(/^counterpulse: the disk takes no more [^\n]*ENOSPC[^\n]*cohort resume [^\n]+\n$/);
    disk.resize("50m");
    await finished(counterpulse("cohort", "resume", study));
    await expectUndisturbed(study);
  } finally {
    disk.end();
  }
});

interface Queue {
  readonly store: string;
  readonly study: string;
  readonly data: string;
  readonly port: number;
  readonly server: Awaited<ReturnType<typeof redisServer>>;
}

async function queue(password = ""): Promise<Queue> {
  const [store, data, port] = [folder(), folder(), await freePort()];
  return { store, study: join(store, "study"), data, port, server: await redisServer(data, port, password) };
}

const worker = ({ server, store }: Queue): Process => counterpulse("worker", "--redis", server.url, "--store", store);
const runOn = ({ server, study }: Queue): Process => run(study, "--executor", "bullmq", "--redis", server.url);
const shardLines = (child: Process): number => child.err.match(/shard \d+: \d+ rows/g)?.length ?? 0;

withRedis("Redis with a password, two workers: the bytes of one process", { timeout: LIMIT }, async () => {
  const q = await queue("secret");
  const workers = [worker(q), worker(q)];
  await finished(runOn(q));
  await expectUndisturbed(q.study);
  for (const one of workers) {
    one.kill("SIGINT");
    expect(await one.ended).toBe(0);
  }
  expect(shardLines(workers[0]) + shardLines(workers[1])).toBe(
    Object.keys(undisturbed).filter((f) => /^rows/.test(f)).length,
  );
});

withRedis("kill -9 of a worker in the middle of a shard: another does it", { timeout: LIMIT }, async () => {
  const q = await queue();
  const first = worker(q);
  const study = runOn(q);
  await until("the worker is in its second shard", () => shardLines(first) >= 1);
  first.kill("SIGKILL");
  worker(q);
  await finished(study);
  await expectUndisturbed(q.study);
});

withRedis("kill -9 of the coordinator of a queue: what workers did meanwhile counts", { timeout: LIMIT }, async () => {
  const q = await queue();
  const first = worker(q);
  const study = runOn(q);
  await until("a shard is done", () => shardLines(first) >= 1);
  study.kill("SIGKILL");
  await study.ended;
  await finished(counterpulse("cohort", "resume", q.study, "--executor", "bullmq", "--redis", q.server.url));
  await expectUndisturbed(q.study);
});

withRedis("kill -9 of Redis in the middle, and a restart from its log", { timeout: LIMIT }, async () => {
  const q = await queue();
  const first = worker(q);
  const study = runOn(q);
  await until("a shard is done", () => shardLines(first) >= 1);
  q.server.process.kill("SIGKILL");
  await q.server.process.ended;
  await sleep(500);
  await redisServer(q.data, q.port);
  await finished(study);
  await expectUndisturbed(q.study);
});

withRedis("Redis comes back with nothing: the study is handed over again", { timeout: LIMIT }, async () => {
  const q = await queue();
  const first = worker(q);
  const study = runOn(q);
  await until("a shard is done", () => shardLines(first) >= 1);
  q.server.process.kill("SIGKILL");
  await q.server.process.ended;
  await redisServer(folder(), q.port);
  await finished(study);
  await expectUndisturbed(q.study);
});

withRedis("a frozen worker that returns late does no harm", { timeout: LIMIT }, async () => {
  const q = await queue();
  const frozen = worker(q);
  const study = runOn(q);
  await until("the worker is in its second shard", () => shardLines(frozen) >= 1);
  frozen.kill("SIGSTOP");
  const other = worker(q);
  await finished(study);
  await expectUndisturbed(q.study);
  frozen.kill("SIGCONT");
  // It ends only when what it had in hand is written and handed in, late as it is.
  frozen.kill("SIGINT");
  expect(await frozen.ended).toBe(0);
  expect(other.status).toBe(null);
  await expectUndisturbed(q.study);
});

withRedis("a worker of another model is refused", { timeout: LIMIT }, async () => {
  const q = await queue();
  const redis = new Redis(q.server.url);
  const foreign = {
    key: "another",
    study: "abc",
    name: "theirs",
    model: { name: "m", version: "0.0.1", hash: "0123" },
  };
  await redis.set("counterpulse:study:abc", JSON.stringify(foreign));
  redis.disconnect();
  const refused = worker(q);
  expect(await refused.ended).toBe(2);
  expect(refused.err).toMatch(/^counterpulse: study "theirs" is refused: it was begun with model 0\.0\.1 0123/);
});

withRedis("a worker that does not see the study says so, and the study tells it", { timeout: LIMIT }, async () => {
  const q = await queue();
  const elsewhere = { ...q, store: folder() };
  mkdirSync(join(elsewhere.store, "study"));
  const blind = worker(elsewhere);
  const study = runOn(q);
  expect(await study.ended).toBe(1);
  expect(study.err).toMatch(/--store: study "study" is not in /);
  expect(blind.err).toMatch(/screen 0: --store/);
});
