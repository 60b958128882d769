export { type AnswerJob, AnswerPool, type AnswerResult, BUILT_IN_PATIENTS, type StudySummary } from "./answer/pool.ts";
export { type AccuracyFigure, type BenchResult, bench, workPrecision } from "./bench/bench.ts";
export * from "./cohort/index.ts";
export { sensitivityInThreads, usableThreads } from "./sensitivity/parallel.ts";
export { studyPowerInThreads, studyRunInThreads } from "./study/index.ts";
export { studyParquet } from "./study/parquet.ts";
export { simulateTrialInThreads } from "./trial/parallel.ts";
export { writeWhole } from "./whole-file.ts";
export { type FolderFile, writeWholeFolder } from "./whole-folder.ts";
