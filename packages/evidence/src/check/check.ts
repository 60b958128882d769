/** Every claim to its rules. */
import type { Claim, Finding } from "./claim.ts";
import { checkComparison } from "./comparison.ts";
import { checkDifference } from "./difference.ts";
import { checkProportion } from "./proportion.ts";
import { checkRatio } from "./ratio.ts";
import { checkSum } from "./sum.ts";
import { checkTwoByTwo } from "./two-by-two.ts";

export function checkClaim(claim: Claim): Finding[] {
  switch (claim.kind) {
    case "proportion":
      return checkProportion(claim);
    case "sum":
      return checkSum(claim);
    case "two_by_two":
      return checkTwoByTwo(claim);
    case "ratio":
      return checkRatio(claim);
    case "difference":
      return checkDifference(claim);
    case "comparison":
      return checkComparison(claim);
  }
}

export const checkClaims = (claims: readonly Claim[]): Finding[] => claims.flatMap(checkClaim);
