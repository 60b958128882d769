export { type CohortHooks, type CohortResult, Interrupted, resumeCohort, runCohort } from "./coordinator.ts";
export { EXECUTORS, type Executor, type ExecutorName, inline, threads, threadsWork } from "./executor.ts";
export { whoHolds } from "./lock.ts";
export { type Manifest, readManifest, type ShardRecord, type Stage } from "./manifest.ts";
export { type CohortPlan, type CohortRequest, cellsOf, planCohort, requireSameModel, studyHash } from "./plan.ts";
export { NoRoom } from "./pump.ts";
