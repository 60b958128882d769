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
  const workers = Array.from({ length: Math.min(threads, chunks) }, () => new Worker(WORKER, { workerData: request }));
  try {
    const results = [];
    for (const [k, job] of setup.jobs.entries()) {
      const start = seconds();
      const parts = await oneJob(workers, k, request.repeats, (done) =>
        onProgress?.(k * request.repeats + done, setup.jobs.length * request.repeats),
      );
      const records = joinRecords(setup.plan, parts);
      const result = resultOfJob(setup, job, records);
      results.push({ ...result, seconds: seconds() - start });
    }
    return concludeTrial(setup, results);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function oneJob(
  workers: readonly Worker[],
  job: number,
  repeats: number,
  tell: (done: number) => void,
): Promise<Records[]> {
  const parts: Records[] = [];
  let [next, done] = [0, 0];
  return new Promise((resolve, reject) => {
    const give = (worker: Worker): void => {
      if (next >= repeats) return;
      const message: ToTrialWorker = { job, from: next, to: Math.min(next + CHUNK, repeats) };
      next = message.to;
      worker.postMessage(message);
    };
    for (const worker of workers) {
      worker.removeAllListeners();
      worker.on("error", reject);
      worker.on("message", ({ records }: FromTrialWorker) => {
        parts.push(records);
        done += records.to - records.from;
        tell(done);
        if (done === repeats) resolve(parts);
        else give(worker);
      });
      give(worker);
    }
  });
}
