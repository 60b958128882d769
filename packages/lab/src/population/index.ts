export { copula } from "./copula.ts";
export { type Distribution, quantile } from "./distribution.ts";
export { type Margin, marginsOf, neededIndices, targetsGroups } from "./margins.ts";
export { type Factor, type Population, populationFromObject, type Virtual } from "./population.ts";
export { type PopulationFile, populationSchema, type Target } from "./population-file.ts";
export { populationJsonSchema } from "./population-schema.ts";
export { builtInPopulation, POPULATIONS, requirePopulation } from "./populations.ts";
export { DERIVED, type Quantity } from "./quantities.ts";
export {
  type Candidate,
  type Enrolment,
  NO_STEADY_STATE,
  type RecruitOptions,
  recruit,
  screen,
} from "./recruit.ts";
export {
  type PopulationSample,
  type SampleRequest,
  samplePopulation,
  type Weighting,
  WHOM,
  type Whom,
} from "./sample.ts";
export { SAMPLINGS, type Sampler, type Sampling, sampler } from "./sampling.ts";
export { type Share, shareOf } from "./share.ts";
export { type Summary, summarise, summariseWeighted } from "./summary.ts";
export type { Subject, TargetRow } from "./targets.ts";
export { type Tilt, tilt } from "./tilting.ts";
export { type Calibrated, type Claim, type Weighted, weigh } from "./weights.ts";
