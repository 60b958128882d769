/** Threads that share the answer's jobs. Each job's result depends on the job alone, so neither their number nor order tells. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { Laboratory } from "@counterpulse/lab";
import { type AnswerJob, type AnswerKind, type AnswerResult, runAnswerJob } from "./jobs.ts";
import type { FromAnswerWorker } from "./worker.ts";

export { type AnswerJob, type AnswerResult, BUILT_IN_PATIENTS, type StudySummary } from "./jobs.ts";

const WORKER = new URL("./worker.js", import.meta.url);

interface Waiting {
  readonly job: AnswerJob;
  readonly weight: number;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

export class AnswerPool {
  private readonly queue: Waiting[] = [];
  private readonly idle: Worker[] = [];
  private readonly workers: Worker[] = [];
  private readonly busy = new Map<Worker, Waiting>();
  private readonly shares = new Map<Waiting, number>();
  private readonly laboratory: Laboratory | null;
  private done = 0;

  /** @param all the weights of all jobs to come, for the share that is done */
  constructor(
    threads: number,
    private readonly all: number,
    private readonly onProgress?: (done: number, all: number) => void,
  ) {
    // From its sources the program has one thread, for a thread needs what is built.
    const built = threads > 1 && existsSync(fileURLToPath(WORKER));
    this.laboratory = built ? null : new Laboratory();
    for (let k = 0; built && k < threads; k++) this.workers.push(this.hire());
    this.idle.push(...this.workers);
  }

  /** @param weight about how long it takes, beside the others */
  run<K extends AnswerKind>(job: AnswerJob<K>, weight: number): Promise<AnswerResult<K>> {
    return new Promise((resolve, reject) => {
      this.queue.push({ job, weight, resolve, reject } as Waiting);
      if (this.laboratory) setImmediate(() => this.here());
      else this.give();
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private here(): void {
    const one = this.queue.shift();
    if (!one) return;
    try {
      const result = runAnswerJob(one.job, this.laboratory!, (done, all) => this.tell(one, done / all));
      this.finish(one);
      one.resolve(result as never);
    } catch (error) {
      one.reject(error as Error);
    }
  }

  private give(): void {
    while (this.queue.length > 0 && this.idle.length > 0) this.start(this.idle.pop()!, this.queue.shift()!);
  }

  /** Listeners stay for a worker's life: with its last one gone a worker's port stops for good. */
  private hire(): Worker {
    const worker = new Worker(WORKER);
    worker.on("message", (message: FromAnswerWorker) => {
      const one = this.busy.get(worker)!;
      if ("share" in message) return this.tell(one, message.share);
      this.busy.delete(worker);
      this.idle.push(worker);
      this.finish(one);
      if ("error" in message) one.reject(new Error(message.error));
      else one.resolve(message.result as never);
      return this.give();
    });
    worker.on("error", (error) => this.busy.get(worker)?.reject(error));
    return worker;
  }

  private start(worker: Worker, one: Waiting): void {
    this.busy.set(worker, one);
    worker.postMessage(one.job);
  }

  private tell(one: Waiting, share: number): void {
    this.shares.set(one, share * one.weight);
    const running = [...this.shares.values()].reduce((a, b) => a + b, 0);
    this.onProgress?.(this.done + running, this.all);
  }

  private finish(one: Waiting): void {
    this.shares.delete(one);
    this.done += one.weight;
    this.onProgress?.(this.done, this.all);
  }
}
