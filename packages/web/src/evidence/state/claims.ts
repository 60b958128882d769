/** Findings of the checker, by verdict. */
import {
  checkClaims,
  claimsOf,
  EDITORIAL_CLAIMS,
  type Finding,
  STUDIES,
  VERDICTS,
  type Verdict,
} from "@counterpulse/evidence";

export type ClaimDocument = "editorial" | "studies";

export interface ClaimChoice {
  readonly document: ClaimDocument;
  readonly verdict: Verdict | "all";
}

const found = new Map<ClaimDocument, readonly Finding[]>();

/** Checked once: neither papers nor rules change while the page is open. */
export function findingsOf(document: ClaimDocument): readonly Finding[] {
  const known = found.get(document);
  if (known) return known;
  const fresh = checkClaims(document === "editorial" ? EDITORIAL_CLAIMS : STUDIES.flatMap(claimsOf));
  found.set(document, fresh);
  return fresh;
}

/** How many of each verdict, the worst first; verdicts that nothing has are left out. */
export function countVerdicts(findings: readonly Finding[]): { verdict: Verdict; count: number }[] {
  return VERDICTS.map((verdict) => ({ verdict, count: findings.filter((f) => f.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .reverse();
}

/** The worst first, else as they stand in the document. */
export function shownFindings(findings: readonly Finding[], verdict: Verdict | "all"): Finding[] {
  const rank = ({ verdict: own }: Finding): number => VERDICTS.indexOf(own);
  return findings.filter((f) => verdict === "all" || f.verdict === verdict).sort((x, y) => rank(y) - rank(x));
}
