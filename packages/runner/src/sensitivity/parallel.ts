/** A sensitivity analysis on several threads. Parts do not depend on each other, so the result has the same bits. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import {
  concludeSensitivity,
  type Laboratory,
  planSensitivity,
  type Sensitivity,
  type SensitivityPart,
  type SensitivityRequest,
  sensitivity,
  stamp,
} from "@counterpulse/lab";
import type { FromWorker, ToWorker } from "./worker.ts";

/** What a thread is told: the request without functions. */
export interface ThreadRequest extends Omit<SensitivityRequest, "population" | "onProgress"> {
  readonly document: unknown;
  readonly where: string;
}

/** Points that a thread works on at a time: many enough to fill its lanes, few enough to end together. */
const LEAST_POINTS = 128;
const MOST_POINTS = 512;

const WORKER = new URL("./worker.js", import.meta.url);

/** Threads that can be used: one where the program runs from its sources, for a thread needs what is built. */
export function usableThreads(wanted: number): number {
  return existsSync(fileURLToPath(WORKER)) ? wanted : 1;
}

export async function sensitivityInThreads(
  request: SensitivityRequest,
  laboratory: Laboratory,
  threads: number,
): Promise<Sensitivity> {
  const workers = usableThreads(threads);
  if (workers <= 1) return sensitivity(request, laboratory);
  const plan = planSensitivity(request, laboratory.model);
  const parts = await allParts(request, plan.design.size, workers);
  return concludeSensitivity(plan, stamp(laboratory), parts);
}

function allParts(request: SensitivityRequest, size: number, threads: number): Promise<SensitivityPart[]> {
  const { population, onProgress, ...plain } = request;
  const data: ThreadRequest = { ...plain, document: population.document, where: population.id };
  const step = Math.min(MOST_POINTS, Math.max(LEAST_POINTS, Math.ceil(size / threads / 4)));
  const parts: SensitivityPart[] = [];
  const shares = new Map<Worker, number>();
  let [next, finished] = [0, 0];
  return new Promise((resolve, reject) => {
    const workers = Array.from(
      { length: Math.min(threads, Math.ceil(size / step)) },
      () => new Worker(WORKER, { workerData: data }),
    );
    const end = (): unknown => Promise.all(workers.map((w) => w.terminate()));
    const give = (worker: Worker): void => {
      if (next >= size) return;
      const message: ToWorker = { from: next, to: Math.min(next + step, size) };
      next = message.to;
      worker.postMessage(message);
    };
    const tell = (): void => {
      const running = [...shares.values()].reduce((a, b) => a + b, 0);
      onProgress?.(Math.min(size, finished + running * step), size);
    };
    for (const worker of workers) {
      worker.on("message", (message: FromWorker) => {
        if ("share" in message) shares.set(worker, message.share);
        else {
          shares.delete(worker);
          parts.push(message.part);
          finished += message.part.meetsCriteria.length;
          give(worker);
        }
        tell();
        if (finished < size) return;
        end();
        resolve(parts);
      });
      worker.on("error", (error) => {
        end();
        reject(error);
      });
      give(worker);
    }
  });
}
