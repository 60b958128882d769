/** Trials on several threads. A trial depends on its number alone, so the result has the same bits on any number of them. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import {
  concludeTrial,
  joinRecords,
  type Records,
  resultOfJob,
  setUpTrial,
  simulateTrial,
  type TrialRequest,
  type TrialSimulation,
} from "@counterpulse/lab";
import type { FromTrialWorker, ToTrialWorker } from "./worker.ts";

/** Trials that a thread is given at a time. */
const CHUNK = 500;
/** Fewer are done before threads have started. */
const WORTH_THREADS = 2000;

const WORKER = new URL("./worker.js", import.meta.url);
const seconds = (): number => performance.now() / 1000;

export async function simulateTrialInThreads(
  request: TrialRequest,
  threads: number,
  onProgress?: (done: number, all: number) => void,
): Promise<TrialSimulation> {
  const chunks = Math.ceil(request.repeats / CHUNK);
  // From its sources the program has one thread, for a thread needs what is built.
  const built = existsSync(fileURLToPath(WORKER));
  if (!built || threads <= 1 || request.repeats < WORTH_THREADS) return simulateTrial(request, seconds, onProgress);
  const setup = setUpTrial(request);
  const team = new Team(request, Math.min(threads, chunks));
  try {
    const results = [];
    for (const [k, job] of setup.jobs.entries()) {
      const start = seconds();
      const parts = await team.run(k, (done) =>
        onProgress?.(k * request.repeats + done, setup.jobs.length * request.repeats),
      );
      const records = joinRecords(setup.plan, parts);
      const result = resultOfJob(setup, job, records);
      results.push({ ...result, seconds: seconds() - start });
    }
    return concludeTrial(setup, results);
  } finally {
    await team.end();
  }
}

/** The job that all threads work at. */
interface Work {
  readonly job: number;
  readonly parts: Records[];
  readonly tell: (done: number) => void;
  readonly resolve: (parts: Records[]) => void;
  readonly reject: (error: Error) => void;
  given: number;
  done: number;
}

/** Threads, each with listeners for its whole life: with its last listener gone a thread's port would stop for good. */
class Team {
  private readonly workers: readonly Worker[];
  private work: Work | null = null;
  /** What a thread that failed said; it is told to whoever waits or comes next. */
  private failed: Error | null = null;

  constructor(
    private readonly request: TrialRequest,
    threads: number,
  ) {
    this.workers = Array.from({ length: threads }, () => this.hire());
  }

  /** One job, in parts of CHUNK trials, whichever thread is free; jobs follow each other. */
  run(job: number, tell: (done: number) => void): Promise<Records[]> {
    return new Promise((resolve, reject) => {
      if (this.failed) return reject(this.failed);
      this.work = { job, tell, resolve, reject, parts: [], given: 0, done: 0 };
      for (const worker of this.workers) this.give(worker);
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private hire(): Worker {
    const worker = new Worker(WORKER, { workerData: this.request });
    worker.on("message", ({ records }: FromTrialWorker) => this.take(worker, records));
    worker.on("error", (error) => {
      this.failed = error instanceof Error ? error : new Error(String(error));
      this.work?.reject(this.failed);
    });
    return worker;
  }

  private give(worker: Worker): void {
    const { work, request } = this;
    if (!work || work.given >= request.repeats) return;
    const to = Math.min(work.given + CHUNK, request.repeats);
    worker.postMessage({ job: work.job, from: work.given, to } satisfies ToTrialWorker);
    work.given = to;
  }

  private take(worker: Worker, records: Records): void {
    const work = this.work!;
    work.parts.push(records);
    work.done += records.to - records.from;
    work.tell(work.done);
    if (work.done < this.request.repeats) return this.give(worker);
    this.work = null;
    work.resolve(work.parts);
  }
}
