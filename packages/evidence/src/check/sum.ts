/** Parts against their total. Parts with decimals were rounded, each by up to half a unit. */

import type { Finding, SumClaim } from "./claim.ts";
import { ClaimError } from "./claim-error.ts";
import { finding, told } from "./finding.ts";
import { holds, overlap, type Printed, parseCount, type Range, roundsTo } from "./printed.ts";

const RULE = "sum of parts";

export function checkSum(claim: SumClaim): Finding[] {
  const parts = claim.parts.map((part, i) => readCount(part, `parts[${i}]`));
  const total = readCount(claim.stated_total, "stated_total");
  const base = { claim: `${claim.parts.join(" + ")}`, stated: String(claim.stated_total), rule: RULE };
  const negative = [...parts, total].find(({ value }) => value < 0);
  if (negative) {
    const reason = `A count of ${told(negative.value)} cannot be.`;
    return [finding(claim, { ...base, verdict: "impossible", rule: "impossible value", reason })];
  }
  const places = Math.max(...parts.map(({ unit }) => decimals(unit)));
  const sum = Number(parts.reduce((s, { value }) => s + value, 0).toFixed(places));
  if (holds(roundsTo(total), sum)) {
    return [finding(claim, { ...base, recomputed: sum, verdict: "consistent", reason: "The parts add up." })];
  }
  const half = parts.reduce((s, { unit, value }) => s + (Number.isInteger(value) && unit === 1 ? 0 : unit / 2), 0);
  const bounds: Range = [sum - half, sum + half];
  if (half > 0 && overlap(bounds, roundsTo(total))) {
    const reason = "The parts add up within the rounding of each.";
    return [finding(claim, { ...base, recomputed: sum, bounds, verdict: "rounding", reason })];
  }
  const reason = `The parts add up to ${told(sum, 8)}, ${told(Math.abs(sum - total.value), 8)} ${sum > total.value ? "more" : "less"} than stated.${swapped(claim, total.value)}`;
  return [finding(claim, { ...base, recomputed: sum, bounds, verdict: "inconsistent", reason })];
}

const decimals = (unit: number): number => Math.max(0, Math.round(-Math.log10(unit)));

/** A number is read as it is written; so is a text. */
function readCount(given: number | string, field: string): Printed {
  const read = parseCount(String(given));
  if (!read) throw new ClaimError(field, given, "a number");
  return read;
}

/** Whether two neighbouring digits of one part, changed about, make the sum right. */
function swapped({ parts }: SumClaim, total: number): string {
  const whole = parts.map((part) => parseCount(String(part))?.value ?? Number.NaN);
  const sum = whole.reduce((s, value) => s + value, 0);
  for (const value of whole) {
    const digits = String(value);
    for (let i = 0; i + 1 < digits.length; i++) {
      const other = Number(digits.slice(0, i) + digits[i + 1] + digits[i] + digits.slice(i + 2));
      if (other !== value && sum - value + other === total) return ` With ${other} instead of ${value} they would.`;
    }
  }
  return "";
}
