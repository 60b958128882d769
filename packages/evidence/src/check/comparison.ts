/** Two places that should say the same. */
import type { ComparisonClaim, Finding } from "./claim.ts";
import { finding } from "./finding.ts";
import { overlap, parseCount, roundsTo, strictly } from "./printed.ts";

export function checkComparison(claim: ComparisonClaim): Finding[] {
  const { stated, elsewhere, where } = claim;
  const [own, other] = [parseCount(stated), parseCount(elsewhere)];
  const base = { claim: `against ${where}`, stated, rule: "two places" };
  if (!own || !other) {
    const same = plain(stated) === plain(elsewhere);
    const reason = same ? `${where} says the same.` : `${where} says: ${elsewhere}.`;
    return [finding(claim, { ...base, recomputed: elsewhere, verdict: same ? "consistent" : "inconsistent", reason })];
  }
  const parts = { ...base, recomputed: other.comparison === "=" ? other.value : elsewhere };
  if (
    (own.value === other.value && own.comparison === other.comparison) ||
    (own.comparison !== "=" && overlap(strictly(own), strictly(other)))
  )
    return [finding(claim, { ...parts, verdict: "consistent", reason: `${where}: ${elsewhere}.` })];
  if (overlap(roundsTo(own), roundsTo(other)))
    return [
      finding(claim, { ...parts, verdict: "rounding", reason: `${where}: ${elsewhere}; the same when rounded.` }),
    ];
  return [finding(claim, { ...parts, verdict: "inconsistent", reason: `${where}: ${elsewhere}.` })];
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, " ").trim();
