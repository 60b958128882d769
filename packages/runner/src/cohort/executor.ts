/** Where tasks are done: here, on threads, or by workers on any machine. The rows are the same. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { ShardRecord } from "./manifest.ts";
import { contextOf, perform, type Task } from "./task.ts";

export const EXECUTORS = ["inline", "threads", "bullmq"] as const;
export type ExecutorName = (typeof EXECUTORS)[number];

export interface Executor {
  /** Tasks worth handing over before the first has come back. */
  readonly capacity: number;
  /** @throws why it could not be done */
  run(task: Task): Promise<ShardRecord>;
  /** No more: what is under way is given up, and leaves nothing behind. */
  close(): Promise<void>;
}

/** What a thread is told once; tasks follow. */
export interface ThreadTask {
  readonly folder: string;
  readonly study: string;
  readonly task: Task;
}

const WORKER = new URL("./thread.js", import.meta.url);

/** False where the program runs from its sources: a thread needs what is built. */
export const threadsWork = (): boolean => existsSync(fileURLToPath(WORKER));

export function inline(folder: string, study: string): Executor {
  return {
    capacity: 1,
    run: async (task) => perform(contextOf(folder, study), task),
    close: async () => {},
  };
}

/** Threads that take tasks of any study. */
export function threadPool(threads: number): Piscina<ThreadTask, ShardRecord> {
  return new Piscina({
    filename: WORKER.href,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
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
