export { type AccuracyFigure, type BenchResult, bench, workPrecision } from "./bench/bench.ts";
export * from "./cohort/index.ts";
export { sensitivityInThreads, usableThreads } from "./sensitivity/parallel.ts";
export { writeWhole } from "./whole-file.ts";
