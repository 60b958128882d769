export { type AccuracyFigure, type BenchResult, bench, workPrecision } from "./bench/bench.ts";
export { writeWhole } from "./whole-file.ts";
