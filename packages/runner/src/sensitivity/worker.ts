/** A thread that works on parts of a sensitivity analysis: it makes its own laboratory, and answers part by part. */
import { parentPort, workerData } from "node:worker_threads";
import {
  evaluatePart,
  Laboratory,
  planSensitivity,
  populationFromObject,
  type SensitivityPart,
} from "@counterpulse/lab";
import type { ThreadRequest } from "./parallel.ts";

export type ToWorker = { readonly from: number; readonly to: number };
export type FromWorker = { readonly share: number } | { readonly part: SensitivityPart };

const TOLD_EVERY_MS = 200;

const { document, where, ...request } = workerData as ThreadRequest;
const laboratory = new Laboratory();
const population = populationFromObject(laboratory.model, document, where);
const plan = planSensitivity({ ...request, population }, laboratory.model);
let told = 0;

parentPort!.on("message", ({ from, to }: ToWorker) => {
  const part = evaluatePart(plan, laboratory, from, to, (share) => {
    const now = performance.now();
    if (now - told < TOLD_EVERY_MS) return;
    told = now;
    parentPort!.postMessage({ share } satisfies FromWorker);
  });
  parentPort!.postMessage({ part } satisfies FromWorker);
});
