import type { Executor } from "./executor.ts";
import type { CohortPlan } from "./plan.ts";
import type { Answers } from "./query.ts";
import type { WorkDone, WorkerRequest } from "./queue-worker.ts";

export { type CohortHooks, type CohortResult, Interrupted, resumeCohort, runCohort } from "./coordinator.ts";
export { EXECUTORS, type Executor, type ExecutorName, inline } from "./executor.ts";
export { whoHolds } from "./lock.ts";
export {
  type Manifest,
  readManifest,
  type ShardRecord,
  type Stage,
  shardCount,
  shardRows,
  shardUnsettled,
} from "./manifest.ts";
export { type CohortPlan, type CohortRequest, cellsOf, planCohort, requireSameModel, studyHash } from "./plan.ts";
export { NoRoom } from "./pump.ts";
export type { Answers } from "./query.ts";
export type { WorkDone, WorkerRequest } from "./queue-worker.ts";
export { type CohortState, cohortState, digest, requireComplete } from "./read.ts";
export { DamagedShard } from "./shard-file.ts";

// Queues, threads and the database are loaded by whoever uses them: other commands start without them.

export async function threads(folder: string, study: string, wanted?: number): Promise<Executor> {
  return (await import("./threads.ts")).threads(folder, study, wanted);
}

export async function bullmq(folder: string, study: string, plan: CohortPlan, url: string): Promise<Executor> {
  return (await import("./bullmq.ts")).bullmq(folder, study, plan, url);
}

export async function work(request: WorkerRequest): Promise<WorkDone> {
  return (await import("./queue-worker.ts")).work(request);
}

export async function query(folder: string, sql: string): Promise<Answers> {
  return (await import("./query.ts")).query(folder, sql);
}

export async function exportCohort(folder: string, path: string): Promise<void> {
  return (await import("./query.ts")).exportCohort(folder, path);
}
