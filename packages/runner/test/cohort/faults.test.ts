/**
 * Faults with real processes. Whatever dies, freezes, fills or rots, the study that comes out has every row once and is,
 * file by file, the one that an undisturbed run in one process gives. `npm run soak` (COUNTERPULSE_CASES) does all of them
 * with larger studies, and prints a table of what happened.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { expect } from "vitest";
import {
  copyOfUndisturbed,
  expectUndisturbed,
  fault,
  fileSizes,
  long,
  resume,
  run,
  runLimited,
  setUpFaults,
  shardFiles,
  statusOf,
} from "./fault-table.ts";
import { counterpulse, finished, folder, freePort, type Process, redisServer, shardsOf, until } from "./processes.ts";

setUpFaults();

const newStudy = (): string => join(folder(), "study");

for (const threads of [1, 2, 4])
  fault(`none: ${threads} threads`, threads === 2 ? {} : { soakOnly: true }, async () => {
    const study = newStudy();
    await finished(run(study, "--threads", String(threads)));
    return { happened: "ran through", study };
  });

fault("kill -9 of the coordinator", {}, async () => {
  const study = newStudy();
  const first = run(study, "--threads", "2");
  await until("a shard is written", () => shardsOf(study) >= 1);
  first.kill("SIGKILL");
  await first.ended;
  expect(await statusOf(study)).toMatchObject({ state: "interrupted", coordinator: null });
  const done = shardsOf(study);
  await finished(resume(study));
  return { happened: `${done} of ${shardFiles().length} shards stood; its lock was taken over, resumed`, study };
});

fault("an interrupt (Ctrl-C)", { soakOnly: true }, async () => {
  const study = newStudy();
  const first = run(study, "--threads", "1");
  await until("a shard is written", () => shardsOf(study) >= 1);
  first.kill("SIGINT");
  expect(await first.ended).toBe(1);
  expect(first.err).toMatch(/^counterpulse: interrupted; `counterpulse cohort resume [^\n]+\n$/);
  await finished(resume(study, "--threads", "2"));
  return { happened: "told how to go on, resumed on two threads", study };
});

fault("two coordinators on one study", {}, async () => {
  const study = newStudy();
  const first = run(study, "--threads", "1");
  await until("a shard is written", () => shardsOf(study) >= 1);
  // Held while the others look, so that it is not done before.
  first.kill("SIGSTOP");
  const second = resume(study);
  expect(await second.ended).toBe(2);
  expect(second.err).toMatch(/another coordinator is at work on this study \(process \d+ on /);
  expect(await statusOf(study)).toMatchObject({ state: "running", coordinator: { pid: first.child.pid } });
  first.kill("SIGCONT");
  await finished(first);
  return { happened: "the second was refused, the first went on", study };
});

fault("truncated and bit-flipped files", {}, async () => {
  const study = copyOfUndisturbed();
  truncateSync(join(study, "rows/000001.parquet"), 1000);
  const flipped = join(study, "rows/000003.parquet");
  const bytes = readFileSync(flipped);
  bytes[bytes.length >> 1] ^= 4;
  writeFileSync(flipped, bytes);
  truncateSync(join(study, "screens/000000.parquet"), 10);
  expect(await statusOf(study)).toMatchObject({ shards: { damaged: [1, 3] }, screens: { damaged: [0] } });
  const asked = counterpulse("cohort", "digest", study);
  expect(await asked.ended).toBe(1);
  expect(asked.err).toContain("is not what was written");
  const again = await finished(resume(study));
  expect(again.err.match(/is made anew/g)).toHaveLength(3);
  return { happened: "told, not read, 3 files made anew", study };
});

fault("writing fails (a limit on the size of files)", {}, async () => {
  const study = newStudy();
  const first = runLimited(Math.max(...fileSizes()) - 1024, study, "--threads", "2");
  expect(await first.ended).toBe(1);
  expect(first.err).toContain("EFBIG");
  const names = readdirSync(study, { recursive: true, encoding: "utf8" });
  expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
  const done = shardsOf(study);
  await finished(resume(study));
  return { happened: `stopped with ${done} shards, nothing half-written; resumed without the limit`, study };
});

/** A small disk of its own; null where this system does not let us have one. */
function smallDisk(at: string, size: string): { resize(size: string): void; end(): void } | null {
  const mount = (...args: string[]): boolean => spawnSync("mount", args).status === 0;
  if (!mount("-t", "tmpfs", "-o", `size=${size}`, "tmpfs", at)) return null;
  return { resize: (to) => mount("-o", `remount,size=${to}`, at), end: () => spawnSync("umount", [at]) };
}

fault("a full disk", { soakOnly: true }, async (context, later) => {
  const at = folder();
  const half = Math.ceil(fileSizes().reduce((a, b) => a + b, 0) / 2);
  const disk = smallDisk(at, String(half));
  if (disk === null) return context.skip("no small disk can be mounted here");
  later(disk.end);
  const study = join(at, "study");
  const first = run(study, "--threads", "2");
  expect(await first.ended).toBe(1);
  expect(first.err).toMatch(/^counterpulse: the disk takes no more [^\n]*ENOSPC[^\n]*cohort resume [^\n]+\n$/);
  const done = shardsOf(study);
  disk.resize("50m");
  await finished(resume(study));
  return { happened: `stopped in one line with ${done} shards; resumed with room`, study };
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

fault("none: Redis with a password, two workers", { redis: true, soakOnly: true }, async () => {
  const q = await queue("secret");
  const workers = [worker(q), worker(q)];
  await finished(runOn(q));
  await expectUndisturbed(q.study);
  for (const one of workers) {
    one.kill("SIGINT");
    expect(await one.ended).toBe(0);
  }
  const lines = workers.map(shardLines);
  expect(lines[0] + lines[1]).toBe(shardFiles().length);
  return { happened: `${lines.join(" and ")} shards`, study: q.study };
});

fault("kill -9 of a worker in the middle of a shard", { redis: true }, async () => {
  const q = await queue();
  const first = worker(q);
  const study = runOn(q);
  await until("the worker is in its second shard", () => shardLines(first) >= 1);
  first.kill("SIGKILL");
  await first.ended;
  const done = shardLines(first);
  const second = worker(q);
  await finished(study);
  return { happened: `shards by the first: ${done}; by another: ${shardLines(second)}`, study: q.study };
});

fault("kill -9 of a queue's coordinator", { redis: true, soakOnly: true }, async () => {
  const q = await queue();
  const first = worker(q);
  const study = runOn(q);
  await until("a shard is done", () => shardLines(first) >= 1);
  study.kill("SIGKILL");
  await study.ended;
  await finished(resume(q.study, "--executor", "bullmq", "--redis", q.server.url));
  return { happened: "resumed; what workers did meanwhile counted", study: q.study };
});

fault("kill -9 of Redis, restarted from its log", { redis: true }, async () => {
  const q = await queue();
  const first = worker(q);
  const study = runOn(q);
  await until("a shard is done", () => shardLines(first) >= 1);
  q.server.process.kill("SIGKILL");
  await q.server.process.ended;
  await sleep(long ? 3000 : 500);
  await redisServer(q.data, q.port);
  await finished(study);
  return { happened: "coordinator and worker waited for it and went on", study: q.study };
});

fault("kill -9 of Redis, which comes back with nothing", { redis: true, soakOnly: true }, async () => {
  const q = await queue();
  const first = worker(q);
  const study = runOn(q);
  await until("a shard is done", () => shardLines(first) >= 1);
  q.server.process.kill("SIGKILL");
  await q.server.process.ended;
  await redisServer(folder(), q.port);
  await finished(study);
  return { happened: "the study was handed over again", study: q.study };
});

fault("a frozen worker that returns late", { redis: true, soakOnly: true }, async () => {
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
  return { happened: "another did its shard; what it brought late changed nothing", study: q.study };
});

fault("a worker of another model", { redis: true }, async () => {
  const q = await queue();
  const redis = new Redis(q.server.url);
  const model = { name: "m", version: "0.0.1", hash: "0123" };
  await redis.set("counterpulse:study:abc", JSON.stringify({ key: "another", study: "abc", name: "theirs", model }));
  redis.disconnect();
  const refused = worker(q);
  expect(await refused.ended).toBe(2);
  expect(refused.err).toMatch(/^counterpulse: study "theirs" is refused: it was begun with model 0\.0\.1 0123/);
  return { happened: "refused in one line", study: null };
});

fault("a worker that does not see the study", { redis: true, soakOnly: true }, async () => {
  const q = await queue();
  const elsewhere = { ...q, store: folder() };
  mkdirSync(join(elsewhere.store, "study"));
  const blind = worker(elsewhere);
  const study = runOn(q);
  expect(await study.ended).toBe(1);
  expect(study.err).toMatch(/--store: study "study" is not in /);
  expect(blind.err).toMatch(/screen 0: --store/);
  return { happened: "it and the study said so", study: null };
});
