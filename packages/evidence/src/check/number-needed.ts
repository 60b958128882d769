/** A number needed to treat against a difference; it may be rounded or rounded up, never cut. */
import type { Verdict } from "./claim.ts";
import { told, toldRange } from "./finding.ts";
import { overlap, type Printed, type Range } from "./printed.ts";

/** Sizes that 1 / difference can have; differences as fractions. */
export function neededRange([low, high]: Range): Range {
  const sizes = [Math.abs(low), Math.abs(high)];
  const least = low <= 0 && high >= 0 ? 0 : Math.min(...sizes);
  return [1 / Math.max(...sizes), least === 0 ? Number.POSITIVE_INFINITY : 1 / least];
}

/** What a printed number needed to treat can stand for: rounded, or rounded up. */
export function neededFor({ value, unit }: Printed): Range {
  const size = Math.abs(value);
  const slack = 1e-9 * Math.max(unit, size);
  return [size - unit - slack, size + unit / 2 + slack];
}

export function judgeNeeded(stated: Printed, needed: Range): { verdict: Verdict; rule: string; reason: string } {
  if (Math.abs(stated.value) < 1)
    return { verdict: "impossible", rule: "impossible value", reason: "A number needed to treat is at least 1." };
  const rule = "NNT of difference";
  if (overlap(neededFor(stated), needed))
    return { verdict: "consistent", rule, reason: "It is 1 over the difference." };
  const reason = `1 over the difference is ${toldRange(needed)}.${misprint(stated, needed)}`;
  return { verdict: "inconsistent", rule, reason };
}

/** A point that was lost, or a digit too many at the front. */
function misprint(stated: Printed, needed: Range): string {
  const size = Math.abs(stated.value);
  for (const other of [size / 10, size * 10]) {
    if (overlap([other * 0.95, other * 1.05], needed)) return ` A decimal point would explain it (${told(other)}).`;
  }
  const shorter = Number(String(size).slice(1));
  if (shorter > 0 && overlap(neededFor({ ...stated, value: shorter }), needed))
    return ` It would fit without its first digit (${told(shorter)}).`;
  return "";
}

export const NULL_RULE = "NNT of a null result";
export const nullReason = (limits: Range): string => {
  const [low, high] = limits.map((limit) => told(1 / Math.abs(limit), 3));
  return `The difference's interval holds 0: the number runs from ${low} one way through infinity to ${high} the other; no single number tells that.`;
};
