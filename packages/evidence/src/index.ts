export { checkClaim, checkClaims } from "./check/check.ts";
export { type Claim, type ClaimKind, type Finding, VERDICTS, type Verdict } from "./check/claim.ts";
export { ClaimError } from "./check/claim-error.ts";
export { type ReadClaims, readClaims } from "./check/read-claims.ts";
export { EDITORIAL, EDITORIAL_CLAIMS, EDITORIAL_REMARKS } from "./claims/editorial.ts";
export { claimsOf } from "./claims/of-study.ts";
export { QUESTIONS, type Question, STUDIES } from "./data/index.ts";
export { type OutcomeDocument, type StudyDocument, studyDocument } from "./documents.ts";
export { findStudy } from "./find-study.ts";
export { findPool, POOLS, type PoolDefinition } from "./pools/definitions.ts";
export { type PoolDocument, type PoolOptions, type PublishedResult, pool } from "./pools/pool.ts";
export type {
  Estimate as RegistryEstimate,
  Method as RegistryMethod,
  Truth as RegistryTruth,
} from "./registry/estimates.ts";
export type { HiddenCurve } from "./registry/hidden-curve.ts";
export { COVARIATES as REGISTRY_COVARIATES, type Confounding } from "./registry/model.ts";
export { type RegistryOptions, type RegistryStudy, registryStudy } from "./registry/study.ts";
export type { Arm, Outcome, OutcomeArm, Status, Study } from "./study.ts";
