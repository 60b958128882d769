/** The executor of one machine: threads that take tasks of any study. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Piscina } from "piscina";
import { type Executor, inline } from "./executor.ts";
import type { ShardRecord } from "./manifest.ts";
import type { Task } from "./task.ts";

/** What a thread is told of each task. */
export interface ThreadTask {
  readonly folder: string;
  readonly study: string;
  readonly task: Task;
}

/** Room for what is made and dropped beat by beat: more would only be filled before it is swept. */
const YOUNG_MB = 8;

/** A heap that has grown by so many per cent is swept: memory then is two thirds, and time the same. */
const GROWING_PERCENT = 30;

const WORKER = new URL("./thread.js", import.meta.url);

/** False where the program runs from its sources: a thread needs what is built. */
export const threadsWork = (): boolean => existsSync(fileURLToPath(WORKER));

export function threadPool(threads: number): Piscina<ThreadTask, ShardRecord> {
  // Of the whole process, and only before the threads begin.
  setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
  return new Piscina({
    filename: WORKER.href,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
}

export function threads(folder: string, study: string, wanted = availableParallelism()): Executor {
  if (!threadsWork()) return inline(folder, study);
  const pool = threadPool(wanted);
  return {
    // One more than run at a time, so that no thread waits for the next.
    capacity: wanted + 1,
    run: (task) => pool.run({ folder, study, task }),
    close: () => pool.destroy(),
  };
}
