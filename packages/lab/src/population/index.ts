export { copula } from "./copula.ts";
export { type Distribution, quantile } from "./distribution.ts";
export { type Factor, type Population, populationFromObject, type Virtual } from "./population.ts";
export { type PopulationFile, populationSchema } from "./population-file.ts";
export { populationJsonSchema } from "./population-schema.ts";
export { builtInPopulation, POPULATIONS, requirePopulation } from "./populations.ts";
export {
  type Candidate,
  type Enrolment,
  NO_STEADY_STATE,
  type RecruitOptions,
  recruit,
  screen,
} from "./recruit.ts";
export { SAMPLINGS, type Sampler, type Sampling, sampler } from "./sampling.ts";
export { type Share, shareOf } from "./share.ts";
export { type Summary, summarise } from "./summary.ts";
