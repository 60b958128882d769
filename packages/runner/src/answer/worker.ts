/** A thread that does parts of the answer, one after the other. */
import { parentPort } from "node:worker_threads";
import { Laboratory } from "@counterpulse/lab";
import { type AnswerJob, runAnswerJob } from "./jobs.ts";

export type FromAnswerWorker = { readonly share: number } | { readonly result: unknown } | { readonly error: string };

const laboratory = new Laboratory();

parentPort!.on("message", (job: AnswerJob) => {
  const tell = (message: FromAnswerWorker): void => parentPort!.postMessage(message);
  try {
    let told = 0;
    const result = runAnswerJob(job, laboratory, (done, all) => {
      const now = performance.now();
      if (now - told < 200) return;
      told = now;
      tell({ share: done / all });
    });
    tell({ result });
  } catch (error) {
    tell({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
