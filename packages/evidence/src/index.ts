export { checkClaim, checkClaims } from "./check/check.ts";
export { type Claim, type ClaimKind, type Finding, VERDICTS, type Verdict } from "./check/claim.ts";
export { ClaimError } from "./check/claim-error.ts";
export { STUDIES } from "./data/index.ts";
export type { Arm, Outcome, OutcomeArm, Status, Study } from "./study.ts";
