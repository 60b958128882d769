/** A pooled or adjusted ratio against the two percentages beside it: their crude ratio should lie in its interval. */
import type { Finding, RatioClaim } from "./claim.ts";
import { finding, toldRange } from "./finding.ts";
import { printed, type Range, roundsTo, truncatesTo } from "./printed.ts";
import { impossiblePercent } from "./proportion.ts";
import { type Bounded, union } from "./wald.ts";

export function checkPercents(claim: RatioClaim, percents: readonly [string, string], b: Bounded): Finding {
  const reads = percents.map((text, i) => printed(text, `percents[${i}]`));
  const wrong = reads.map(impossiblePercent).find((reason) => reason !== null);
  if (wrong) {
    const [claimed, stated] = ["percentages of the groups", percents.join(" v ")];
    return finding(claim, { claim: claimed, stated, verdict: "impossible", rule: "impossible value", reason: wrong });
  }
  const [p1, p2] = reads.map((read): Range => {
    const [low, high] = union(roundsTo(read), truncatesTo(read));
    return [Math.max(0, low) / 100, Math.min(100, high) / 100];
  });
  const risk: Range = [p1[0] / p2[1], p1[1] / p2[0]];
  const odds: Range = [oddsOf(p1[0]) / oddsOf(p2[1]), oddsOf(p1[1]) / oddsOf(p2[0])];
  const [own, other] = claim.measure === "OR" ? [odds, risk] : [risk, odds];
  const middle = (own[0] + own[1]) / 2;
  const base = {
    claim: `${claim.measure} and ${percents[0]} v ${percents[1]} %`,
    stated: `${claim.estimate} (${claim.ci?.[0]} to ${claim.ci?.[1]})`,
    recomputed: middle,
    bounds: own,
    rule: `${claim.measure} of percentages`,
  };
  const inside = ([low, high]: Range): boolean => Math.log(high) >= b.lower[0] && Math.log(low) <= b.upper[1];
  if (inside(own)) {
    return finding(claim, {
      ...base,
      verdict: "consistent",
      reason: `The crude ratio, ${toldRange(own, 3)}, lies in its interval.`,
    });
  }
  const mistaken = inside(other)
    ? ` The ${claim.measure === "OR" ? "risk" : "odds"} ratio, ${toldRange(other, 3)}, would.`
    : "";
  const reason = `The crude ratio, ${toldRange(own, 3)}, does not lie in its interval.${mistaken}`;
  return finding(claim, { ...base, verdict: "inconsistent", reason });
}

const oddsOf = (p: number): number => p / (1 - p);
