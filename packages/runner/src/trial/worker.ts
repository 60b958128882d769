/** A thread that runs trials: it makes the plan for itself, and answers part by part. */
import { parentPort, workerData } from "node:worker_threads";
import { type Records, runTrials, scenarioOfJob, setUpTrial, type TrialRequest } from "@counterpulse/lab";

export type ToTrialWorker = { readonly job: number; readonly from: number; readonly to: number };
export type FromTrialWorker = { readonly job: number; readonly records: Records };

const request = workerData as TrialRequest;
const setup = setUpTrial(request);

parentPort!.on("message", ({ job, from, to }: ToTrialWorker) => {
  const { scenario, mask } = scenarioOfJob(setup, setup.jobs[job]);
  const records = runTrials(setup.plan, scenario, from, to, { seed: request.seed, mask });
  parentPort!.postMessage({ job, records } satisfies FromTrialWorker);
});
