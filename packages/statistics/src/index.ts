export {
  analyzeCrossover,
  type CrossoverAnalysis,
  type CrossoverMethod,
  type CrossoverOptions,
  crossoverMethods,
} from "./crossover/analysis.ts";
export type { CrossoverData, Subject } from "./crossover/data.ts";
export { type Equivalence, equivalence, type TEstimate, tEstimate } from "./crossover/estimate.ts";
export { type HillsArmitage, hillsArmitage } from "./crossover/hills-armitage.ts";
export { type MixedCrossover, mixedCrossover, mixedTreatment } from "./crossover/mixed.ts";
export { parseCsv } from "./csv.ts";
export * from "./design/index.ts";
export { type EValue, eValue, type RatioMeasure } from "./e-value.ts";
export { InputError } from "./input-error.ts";
export { type PairedMeans, pairedMeans } from "./means/paired.ts";
export { type Slope, slope } from "./means/slope.ts";
export { type TwoMeans, twoMeans } from "./means/two-groups.ts";
export {
  type AnalysedStudy,
  analyzeMeta,
  type MetaAnalysis,
  type MetaOptions,
  type Method,
} from "./meta/analysis.ts";
export { type Effect, type PoolOptions, type Tau2Method, tau2Methods } from "./meta/effect.ts";
export { type CountMeasure, type CountStudy, effectOf } from "./meta/effect-sizes.ts";
export { type Asymmetry, egger, eggerRandom } from "./meta/egger.ts";
export type { Extras, ExtrasOptions } from "./meta/extras.ts";
export { effectFromDifference, effectFromRatio } from "./meta/from-interval.ts";
export { type Influence, influence } from "./meta/influence.ts";
export { mantelHaenszel } from "./meta/mantel-haenszel.ts";
export type { Coefficient } from "./meta/model.ts";
export { peto, petoEffect } from "./meta/peto.ts";
export { type Pooled, type PooledStudy, poolEffects, predictionInterval } from "./meta/pool.ts";
export { isRatio, type Measure, readStudies, type Studies } from "./meta/read-studies.ts";
export { type Rebuilt, rebuildCounts } from "./meta/rebuild-counts.ts";
export {
  indicators,
  type MetaRegression,
  type Moderator,
  metaRegression,
  predictAt,
  regressionModel,
} from "./meta/regression.ts";
export { cumulative, leaveOneOut, type Summary } from "./meta/sensitivity.ts";
export { type Subgroups, subgroupAnalysis } from "./meta/subgroups.ts";
export { type TrimAndFill, trimAndFill } from "./meta/trim-and-fill.ts";
export { type PValueFunction, pValueFunction } from "./p-value-function.ts";
export {
  analyzeMatch,
  type MatchAnalysis,
  type MatchMethod,
  type MatchOptions,
  matchMethods,
} from "./propensity/analysis.ts";
export { type Balance, balanceOf, weightsOfPairs } from "./propensity/balance.ts";
export { type CaliperScale, caliperOf, caliperScales } from "./propensity/caliper.ts";
export { type DoublyRobust, doublyRobust } from "./propensity/doubly-robust.ts";
export { greedyPairs, type Order, orders, type Pair } from "./propensity/greedy.ts";
export { type Column, type Logistic, logistic } from "./propensity/logistic.ts";
export { optimalPairs } from "./propensity/optimal.ts";
export { type PairedEffect, pairedEffect } from "./propensity/paired-effect.ts";
export { type Rosenbaum, rosenbaumBounds } from "./propensity/rosenbaum.ts";
export {
  propensityWeights,
  type WeightedEffect,
  type Weighting,
  weightedEffect,
  weightings,
} from "./propensity/weights.ts";
export { analyzeSurvival, parseEvent, type SurvivalAnalysis, type SurvivalOptions } from "./survival/analysis.ts";
export { type BaselineHazard, baselineHazard } from "./survival/baseline-hazard.ts";
export type { CompetingAnalysis } from "./survival/competing-analysis.ts";
export type { CompetingData } from "./survival/competing-data.ts";
export {
  type Covariate,
  type CoxFit,
  type CoxModel,
  type CoxOptions,
  type CoxTerm,
  cox,
  coxModel,
} from "./survival/cox.ts";
export { type CumulativeIncidence, cumulativeIncidence } from "./survival/cumulative-incidence.ts";
export type { SurvivalData, Ties } from "./survival/data.ts";
export { type FineGrayFit, type FineGrayTerm, fineGray } from "./survival/fine-gray.ts";
export { type GrayTest, grayTest } from "./survival/gray-test.ts";
export {
  type ConfidenceType,
  confidenceTypes,
  type KaplanMeier,
  kaplanMeier,
  restrictedMean,
  survivalQuantile,
} from "./survival/kaplan-meier.ts";
export { landmarkData, landmarkRows } from "./survival/landmark.ts";
export { type LogRank, type LogRankOptions, logRank } from "./survival/log-rank.ts";
export { type ProportionalHazardsTest, proportionalHazards } from "./survival/proportional-hazards.ts";
export { type PublishedCurve, type RebuiltCurve, rebuildCurve } from "./survival/rebuild-curve.ts";
export { type Comparison, type RestrictedMeans, restrictedMeans } from "./survival/restricted-mean.ts";
export { type WeibullFit, type WeibullTerm, weibull } from "./survival/weibull.ts";
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
export { checkTable, criticalZ, type Estimate, type Limits, type TwoByTwo } from "./two-by-two/table.ts";
export { type ChiSquaredTest, chiSquaredTest, type ExactTests, exactTests, yatesTest } from "./two-by-two/tests.ts";
