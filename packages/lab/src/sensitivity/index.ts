export { type Change, changeName, parseChange } from "./changes.ts";
export {
  concludeSensitivity,
  type FactorSensitivity,
  type OutputSensitivity,
  type Sensitivity,
} from "./conclude.ts";
export { type Evaluations, type Index, resampleRows, sobolIndices } from "./estimators.ts";
export { ranks, spearman } from "./rank.ts";
export * from "./sensitivity.ts";
