/** Keeps an executor busy with tasks, tries again what failed, and gives up what goes on failing. */
import type { Executor } from "./executor.ts";
import type { ShardRecord } from "./manifest.ts";
import type { Task } from "./task.ts";

export interface PumpHooks {
  /** The next task, or null where none is worth starting now. */
  next(): Task | null;
  done(record: ShardRecord): void;
  failed(task: Task, reason: string): void;
  /** Told of every change of what runs. */
  tell(running: readonly number[]): void;
  readonly signal?: AbortSignal;
}

const ATTEMPTS = 2;

/** The user wants no more: the study can be resumed. */
export class Interrupted extends Error {
  override name = "Interrupted";
}

/** Nothing more can be written: going on makes no sense. */
export class NoRoom extends Error {
  override name = "NoRoom";
}

/** Ends when there is no task left and none runs. @throws Interrupted, NoRoom */
export async function pump(executor: Executor, hooks: PumpHooks): Promise<void> {
  const running = new Map<number, Promise<void>>();
  const interrupted = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new Interrupted("interrupted"));
    if (hooks.signal?.aborted) stop();
    hooks.signal?.addEventListener("abort", stop, { once: true });
  });
  // Whoever waits hears of it; nobody may be waiting.
  interrupted.catch(() => {});
  for (;;) {
    while (running.size < executor.capacity) {
      const task = hooks.next();
      if (task === null) break;
      const work = attempt(executor, task, hooks).finally(() => running.delete(task.shard));
      work.catch(() => {});
      running.set(task.shard, work);
    }
    hooks.tell([...running.keys()]);
    if (running.size === 0) return;
    await Promise.race([...running.values(), interrupted]);
    // An interrupt is seen between tasks that end at once.
    await new Promise((resolve) => setImmediate(resolve));
    if (hooks.signal?.aborted) throw new Interrupted("interrupted");
  }
}

async function attempt(executor: Executor, task: Task, hooks: PumpHooks): Promise<void> {
  let reason = "";
  for (let k = 0; k < ATTEMPTS; k++) {
    try {
      const record = await executor.run(task);
      if (!hooks.signal?.aborted) hooks.done(record);
      return;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      if (isNoRoom(error)) throw new NoRoom(reason);
      if (hooks.signal?.aborted) return;
    }
  }
  hooks.failed(task, reason);
}

/** Errors that come from another thread or machine have lost their code, but not their words. */
function isNoRoom(error: unknown): boolean {
  return /\b(ENOSPC|EDQUOT|EROFS|EFBIG)\b/.test(
    error instanceof Error ? `${(error as NodeJS.ErrnoException).code} ${error.message}` : "",
  );
}
