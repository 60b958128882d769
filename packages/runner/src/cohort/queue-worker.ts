/** A worker: takes shards from the queue on Redis, computes them on threads, and writes them into the store. */
import { basename, join } from "node:path";
import { InputError } from "@counterpulse/lab";
import { UnrecoverableError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { isStudy, readManifest, type ShardRecord } from "./manifest.ts";
import { announced, connect, programKey, queueName, type ShardJob } from "./redis.ts";
import { contextOf, perform, type Task } from "./task.ts";
import { threadPool, threadsWork } from "./threads.ts";

export interface WorkerRequest {
  readonly redis: string;
  /** Folder of the studies, or one study's. */
  readonly store: string;
  readonly threads: number;
  readonly onLine: (line: string) => void;
  /** Ends the worker when what it has begun is done. */
  readonly signal: AbortSignal;
}

/** A worker that is not heard of for so long has lost its shard to another. */
const LOCK_MS = 6000;
const LOOKED_EVERY_MS = 2000;
/** However often workers die over a shard, it is given to the next. */
const MOST_DEATHS = 1000;

/** What a worker has done. */
export interface WorkDone {
  readonly shards: number;
  readonly rows: number;
}

/** @throws InputError where the only studies that wait are of another model */
export async function work({ redis: url, store, threads, onLine, signal }: WorkerRequest): Promise<WorkDone> {
  const redis = await connect(url);
  const key = programKey();
  await refuseOthers(redis, key, (reason) => {
    redis.disconnect();
    throw new InputError(reason);
  });
  const pool = threadsWork() ? threadPool(threads) : null;
  const find = finder(store);
  let done: WorkDone = { shards: 0, rows: 0 };
  const process = async ({ study, name, task }: ShardJob): Promise<ShardRecord> => {
    const folder = find(study, name);
    return pool ? pool.run({ folder, study, task }) : perform(contextOf(folder, study), task);
  };
  const worker = new Worker<ShardJob, ShardRecord>(
    queueName(key),
    async ({ data }) => {
      const began = performance.now();
      try {
        const record = await process(data);
        onLine(lineOf(data, record, performance.now() - began));
        done = { shards: done.shards + 1, rows: done.rows + record.rows };
        return record;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        onLine(`${titleOf(data.study, data.task)}: ${reason}`);
        throw (error as Error)?.name === "InputError" ? new UnrecoverableError(reason) : error;
      }
    },
    {
      connection: redis,
      concurrency: threads,
      lockDuration: LOCK_MS,
      stalledInterval: LOOKED_EVERY_MS,
      maxStalledCount: MOST_DEATHS,
    },
  );
  const said = new Set<string>();
  const once = (line: string): void => {
    if (!said.has(line)) onLine(line);
    said.add(line);
  };
  // A connection that is away comes back; a result that comes too late is not needed.
  worker.on("error", (error) => once(`${error.message || "the connection was lost"}; going on`));
  const watch = setInterval(() => refuseOthers(redis, key, once).catch(() => {}), LOOKED_EVERY_MS);
  onLine(`waiting for shards, ${threads} ${threads === 1 ? "thread" : "threads"}, program ${key}`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  clearInterval(watch);
  await worker.close();
  await pool?.destroy();
  redis.disconnect();
  return done;
}

/** A worker of another program would write other bytes: it is told so. */
async function refuseOthers(redis: Redis, key: string, refuse: (reason: string) => void): Promise<void> {
  const all = await announced(redis);
  if (all.some((one) => one.key === key)) return;
  for (const { name, model } of all)
    refuse(
      `study "${name}" is refused: it was begun with model ${model.version} ${model.hash} (${model.name}), which this worker does not have, or by another version of Node than ${process.version}; workers of the same version, model and Node are allowed.`,
    );
}

/** Where a study lies: in the store under its name, or the store is the study. */
function finder(store: string): (study: string, name: string) => string {
  const known = new Map<string, string>();
  return (study, name) => {
    const found = known.get(study) ?? candidates(store, name).find((folder) => holds(folder, study));
    if (!found)
      throw new Error(
        `--store: study "${name}" is not in "${store}"; the folder that holds the coordinator's --out is allowed`,
      );
    known.set(study, found);
    return found;
  };
}

const candidates = (store: string, name: string): string[] => [join(store, basename(name)), store];

function holds(folder: string, study: string): boolean {
  try {
    return isStudy(folder) && readManifest(folder).study === study;
  } catch {
    return false;
  }
}

const titleOf = (study: string, { stage, shard }: Task): string =>
  `${study.slice(0, 8)} ${stage === "screen" ? "screen" : "shard"} ${shard}`;

function lineOf({ study, task }: ShardJob, record: ShardRecord, ms: number): string {
  const what = task.stage === "screen" ? `${record.rows} draws, ${record.accepted} taken` : `${record.rows} rows`;
  return `${titleOf(study, task)}: ${what}, ${(ms / 1000).toFixed(1)} s`;
}
