export const STUDIES: readonly never[] = [];
export type {
  Estimate as RegistryEstimate,
  Method as RegistryMethod,
  Truth as RegistryTruth,
} from "./registry/estimates.ts";
export type { HiddenCurve } from "./registry/hidden-curve.ts";
export { COVARIATES as REGISTRY_COVARIATES, type Confounding } from "./registry/model.ts";
export { type RegistryOptions, type RegistryStudy, registryStudy } from "./registry/study.ts";
