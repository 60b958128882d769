/** Where tasks are done: here, on threads, or by workers on any machine. The rows are the same. */
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

export function inline(folder: string, study: string): Executor {
  return {
    capacity: 1,
    run: async (task) => perform(contextOf(folder, study), task),
    close: async () => {},
  };
}
