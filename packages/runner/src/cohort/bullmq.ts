/**
 * The executor for many machines: tasks go into a queue on Redis, workers take them from it. A task may be done twice, by
 * a worker that was thought dead and by the one after it: both write the same bytes to the same place. A job that Redis
 * has forgotten is handed over again, and a result counts only if the file is there as the worker described it.
 */
import { basename, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { Executor } from "./executor.ts";
import { type ShardRecord, shardPath } from "./manifest.ts";
import type { CohortPlan } from "./plan.ts";
import { announce, connect, programKey, queueName, type ShardJob, withdraw } from "./redis.ts";
import { checksum } from "./shard-file.ts";
import type { Task } from "./task.ts";

const LOOKED_EVERY_MS = 150;
const ANNOUNCED_EVERY_MS = 4000;
/** Handed over at a time: enough for a room of workers, few enough to be withdrawn when the study is interrupted. */
const CAPACITY = 64;
const JOB = { attempts: 3, backoff: { type: "fixed", delay: 500 }, removeOnComplete: { age: 86_400 } } as const;

export async function bullmq(folder: string, study: string, plan: CohortPlan, url: string): Promise<Executor> {
  const redis = await connect(url);
  const key = programKey();
  const queue = new Queue<ShardJob, ShardRecord>(queueName(key), { connection: redis });
  queue.on("error", () => {});
  const name = basename(resolve(folder));
  const { model } = plan;
  const tell = (): Promise<void> => announce(redis, { key, study, name, model });
  await tell();
  const timer = setInterval(() => tell().catch(() => {}), ANNOUNCED_EVERY_MS);
  const open = new Set<string>();
  let closed = false;
  const idOf = (task: Task): string => `${study.slice(0, 32)}-${task.stage}-${task.shard}`;
  const run = async (task: Task): Promise<ShardRecord> => {
    const id = idOf(task);
    open.add(id);
    for (let misses = 0; ; await sleep(LOOKED_EVERY_MS)) {
      if (closed) throw new Error("the queue was left");
      const state = await queue.getJobState(id);
      if (state === "unknown") await queue.add("shard", { study, name, task }, { ...JOB, jobId: id });
      if (state !== "completed" && state !== "failed") continue;
      // Read after it has ended: what it gave is in it now.
      const job = await queue.getJob(id);
      if (!job) continue;
      const { returnvalue: record, failedReason } = job;
      await job.remove().catch(() => {});
      if (state === "failed") throw new Error(failedReason);
      if (record && checksum(shardPath(folder, task.stage, task.shard))?.sha256 === record.sha256) {
        open.delete(id);
        return record;
      }
      if (++misses > 3) throw new Error(`what workers wrote of ${id} is not seen here: is --store the same place?`);
    }
  };
  return { capacity: CAPACITY, run, close: () => leave() };

  async function leave(): Promise<void> {
    closed = true;
    clearInterval(timer);
    // Redis may be gone: whoever leaves does not wait for it.
    await Promise.race([clear(queue, redis, study, open), sleep(3000)]);
    await queue.close().catch(() => {});
    redis.disconnect();
  }
}

/** Jobs that nobody has begun are taken back; what is being done ends, and waits for the study to be resumed. */
async function clear(queue: Queue, redis: Redis, study: string, open: ReadonlySet<string>): Promise<void> {
  try {
    await withdraw(redis, study);
    await Promise.all(
      [...open].map(async (id) => {
        const job = await queue.getJob(id);
        if (job && (await job.getState()) !== "completed") await job.remove().catch(() => {});
      }),
    );
  } catch {}
}
