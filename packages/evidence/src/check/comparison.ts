/** Two places that should say the same. */
import type { ComparisonClaim, Finding } from "./claim.ts";
import { finding } from "./finding.ts";
import { holds, overlap, type Printed, parseCount, roundsTo, strictly } from "./printed.ts";

export function checkComparison(claim: ComparisonClaim): Finding[] {
  const { stated, elsewhere, where } = claim;
  const base = { claim: `against ${where}`, stated, rule: "two places" };
  const [own, other] = [readAbout(stated), readAbout(elsewhere)];
  const reason = `${where[0].toUpperCase()}${where.slice(1)}: ${elsewhere}.`;
  if (!own || !other) {
    const same = plain(stated) === plain(elsewhere);
    return [finding(claim, { ...base, recomputed: elsewhere, verdict: same ? "consistent" : "inconsistent", reason })];
  }
  const parts = { ...base, recomputed: other.comparison === "=" ? other.value : elsewhere };
  if (same(own, other)) return [finding(claim, { ...parts, verdict: "consistent", reason })];
  const [coarse, fine] = own.unit >= other.unit ? [own, other] : [other, own];
  if (coarse.unit > fine.unit && holds(roundsTo(coarse), fine.value)) {
    return [finding(claim, { ...parts, verdict: "rounding", reason: `${reason} The same when rounded.` })];
  }
  return [finding(claim, { ...parts, verdict: "inconsistent", reason })];
}

/** Equal; or, where one is a threshold, such that both can be true. */
function same(own: Printed, other: Printed): boolean {
  if (own.comparison === "=" && other.comparison === "=") return own.value === other.value;
  return overlap(strictly(own), strictly(other));
}

/** "about 3,000" is good to its last figure that is not 0. */
function readAbout(text: string): Printed | null {
  const match = /^(?:about|around|circa|ca\.?|some|~)\s*(.*)$/i.exec(text.trim());
  const read = parseCount(match ? match[1] : text);
  if (!match || !read || !Number.isInteger(read.value)) return read;
  const zeros = /0*$/.exec(String(Math.abs(read.value)))?.[0].length ?? 0;
  return { ...read, unit: 10 ** zeros };
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, " ").trim();
