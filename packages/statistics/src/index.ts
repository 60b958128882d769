export { parseCsv } from "./csv.ts";
export { type EValue, eValue, type RatioMeasure } from "./e-value.ts";
export { InputError } from "./input-error.ts";
export { isMissing, parseNumber, Table } from "./table.ts";
export { analyzeTwoByTwo, type TwoByTwoAnalysis, type TwoByTwoOptions } from "./two-by-two/analysis.ts";
export { exactOddsRatio } from "./two-by-two/exact-odds-ratio.ts";
export { type McNemar, type McNemarBounds, mcNemar, mcNemarFromMargins } from "./two-by-two/mcnemar.ts";
export { type Direction, type NumberNeeded, numberNeeded } from "./two-by-two/number-needed.ts";
export { oddsRatio, riskRatio } from "./two-by-two/ratios.ts";
export {
  miettinenNurminenDifference,
  newcombeDifference,
  waldDifference,
  wilson,
} from "./two-by-two/risk-difference.ts";
export { checkTable, type Estimate, type Limits, type TwoByTwo } from "./two-by-two/table.ts";
export { type ChiSquaredTest, chiSquaredTest, type ExactTests, exactTests, yatesTest } from "./two-by-two/tests.ts";
