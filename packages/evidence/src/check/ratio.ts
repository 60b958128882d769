/** A ratio against its interval (which is symmetric about it on the logarithmic scale), its P, and its events. */
import type { Finding, RatioClaim } from "./claim.ts";
import { finding, told, toldRange } from "./finding.ts";
import { checkHazard } from "./hazard.ts";
import { testsOfRatio } from "./other-tests.ts";
import { impossibleP, judgePRange } from "./p-value.ts";
import { overlap, type Printed, printed, type Range, roundsTo } from "./printed.ts";
import { impossibleCounts } from "./proportion.ts";
import { checkPercents } from "./ratio-of-percents.ts";
import { type Bounded, loosened, middle, pRange, standardErrors, union, zRange } from "./wald.ts";

/**
 * Exact, score and profile-likelihood intervals of a risk or odds ratio are a little skewed on the logarithmic scale: by
 * at most this much times the square of their half-width (found over 12,000 random tables; 0.125 was the most).
 */
const SKEW = 0.13;

export function checkRatio(claim: RatioClaim): Finding[] {
  const { measure, ci } = claim;
  const estimate = printed(claim.estimate, "estimate");
  const limits = ci && (ci.map((text, i) => printed(text, `ci[${i}]`)) as [Printed, Printed]);
  const wrong = impossibleRatio(estimate, limits, measure);
  const stated = ci ? `${claim.estimate} (${ci[0]} to ${ci[1]})` : claim.estimate;
  const base = { claim: `${measure} and its interval`, stated };
  const impossible =
    wrong && finding(claim, { ...base, verdict: "impossible", rule: "impossible value", reason: wrong });
  const p = claim.stated_p === undefined ? null : printed(claim.stated_p, "stated_p");
  const found: Finding[] = impossible ? [impossible] : [];
  if (!limits || impossible) {
    if (!impossible) found.push(lone(claim, stated));
    const wrongP = p && impossibleP(p);
    if (wrongP) found.push(pFinding(claim, { verdict: "impossible", rule: "impossible value", reason: wrongP }));
    return found;
  }
  const bounded = onLogScale(estimate, limits);
  found.push(checkInterval(claim, bounded, base));
  if (p) found.push(checkP(claim, p, bounded));
  if (claim.percents) found.push(checkPercents(claim, claim.percents, bounded));
  if (claim.counts) found.push(...checkEvents(claim, claim.counts, bounded));
  return found;
}

const lone = (claim: RatioClaim, stated: string): Finding =>
  finding(claim, {
    claim: claim.measure,
    stated,
    verdict: "consistent",
    rule: "possible value",
    reason: "It can be; there is no interval to hold it against.",
  });

const isBelow0 = ({ value, comparison }: Printed): boolean => value < 0 || (value === 0 && comparison === "<");

function impossibleRatio(
  estimate: Printed,
  limits: readonly [Printed, Printed] | null,
  measure: string,
): string | null {
  if (isBelow0(estimate)) return `An ${measure} of ${estimate.text} cannot be: it lies above 0.`;
  if (!limits) return null;
  const [low, high] = limits;
  if (isBelow0(low) || isBelow0(high))
    return `A limit of ${isBelow0(low) ? low.text : high.text} cannot be: a ratio lies above 0.`;
  return low.value > high.value ? "The lower limit lies above the upper." : null;
}

const log = ([low, high]: Range): Range => [Math.log(Math.max(0, low)), Math.log(Math.max(0, high))];

const onLogScale = (estimate: Printed, [low, high]: readonly [Printed, Printed]): Bounded => ({
  estimate: log(roundsTo(estimate)),
  lower: log(roundsTo(low)),
  upper: log(roundsTo(high)),
});

const back = ([low, high]: Range): Range => [Math.exp(low), Math.exp(high)];

function checkInterval(claim: RatioClaim, b: Bounded, base: { claim: string; stated: string }): Finding {
  if (b.estimate[1] < b.lower[0] || b.estimate[0] > b.upper[1]) {
    const reason = "The estimate lies outside its own interval.";
    return finding(claim, {
      ...base,
      recomputed: centre(b),
      bounds: back(middle(b)),
      verdict: "inconsistent",
      rule: "estimate in its interval",
      reason,
    });
  }
  const rule = "interval about its estimate (log scale)";
  const middles = middle(b);
  const parts = { ...base, recomputed: centre(b), bounds: back(middles), rule };
  if (overlap(b.estimate, middles))
    return finding(claim, { ...parts, verdict: "consistent", reason: "The estimate is the interval's middle." });
  const half = (b.upper[0] - b.lower[1]) / 2;
  const gap = Math.max(b.estimate[0] - middles[1], middles[0] - b.estimate[1]);
  if (claim.measure !== "HR" && gap <= SKEW * half * half) {
    const reason = "The estimate is not the interval's middle; an exact or score interval can be so skewed.";
    return finding(claim, { ...parts, verdict: "rounding", reason });
  }
  const reason = `The middle of the interval is ${toldRange(back(middles))}, not ${claim.estimate}.`;
  return finding(claim, { ...parts, verdict: "inconsistent", reason });
}

/** The middle of the interval as printed. */
const centre = ({ lower, upper }: Bounded): number => {
  const mid = ([x, y]: Range): number => Math.log((Math.exp(x) + Math.exp(y)) / 2);
  return Math.exp((mid(lower) + mid(upper)) / 2);
};

const pFinding = (
  claim: RatioClaim,
  parts: Pick<Finding, "verdict" | "rule" | "reason"> & { recomputed?: number; bounds?: Range },
): Finding =>
  finding(claim, { claim: `P of ${claim.measure} ${claim.estimate}`, stated: claim.stated_p as string, ...parts });

function checkP(claim: RatioClaim, stated: Printed, b: Bounded): Finding {
  const wrong = impossibleP(stated);
  if (wrong) return pFinding(claim, { verdict: "impossible", rule: "impossible value", reason: wrong });
  const level = claim.level ?? 0.95;
  const errors = standardErrors(b, level);
  const z = zRange(b.estimate, errors);
  const bounds = pRange(z);
  const recomputed = pRange(zRange(point(b.estimate), point(errors)))[0];
  const parts = { recomputed, bounds, rule: "P of interval" };
  const wald = judgePRange(stated, bounds);
  if (wald === "consistent")
    return pFinding(claim, {
      ...parts,
      verdict: wald,
      reason: `Wald's test of the interval gives ${toldRange(bounds, 3)}.`,
    });
  if (wald === "rounding")
    return pFinding(claim, {
      ...parts,
      verdict: wald,
      reason: `Wald's test gives ${toldRange(bounds, 3)}; rounded or cut, that is it.`,
    });
  if (!overlap(b.estimate, middle(b))) {
    const own = pRange(zRange(middle(b), errors));
    if (judgePRange(stated, own) === "consistent") {
      const reason = `It is that of the interval (${toldRange(own, 3)}), so the estimate is what does not fit.`;
      return pFinding(claim, { ...parts, bounds: union(own, bounds), verdict: "rounding", reason });
    }
  }
  const others = pRange(otherTests(claim, z, b.estimate, errors));
  if (judgePRange(stated, others) !== "inconsistent") {
    const which = claim.measure === "HR" ? "a score or log-rank test" : "another test of the same data";
    const reason = `Wald's test gives ${toldRange(bounds, 3)}; ${which} can give it (${toldRange(others, 3)}).`;
    return pFinding(claim, { ...parts, bounds: others, verdict: "rounding", reason });
  }
  return pFinding(claim, {
    ...parts,
    verdict: "inconsistent",
    reason: `Wald's test of the interval gives ${toldRange(bounds, 3)}.`,
  });
}

const point = ([low, high]: Range): Range => {
  const at = Number.isFinite(low) && Number.isFinite(high) ? (low + high) / 2 : Number.isFinite(low) ? low : high;
  return [at, at];
};

/**
 * z of tests that the interval does not give. With a hazard ratio r the log-rank test's z is about Wald's times
 * cosh(ln r / 2), the information being that of equal groups; for others, tests of the counts are tried.
 */
function otherTests({ measure }: RatioClaim, [low, high]: Range, estimate: Range, errors: Range): Range {
  const factor = Math.cosh(Math.max(...estimate.map(Math.abs)) / 2);
  const [log, error] = [point(estimate)[0], point(errors)[0]];
  const tried = measure === "HR" ? null : testsOfRatio(measure, Math.exp(log), error);
  const wald = Math.abs(log) / error;
  // Rounding widens what was found at the printed values as it widens Wald's own z.
  const [least, most] = tried ? [tried[0] - (wald - low), tried[1] + (high - wald)] : [low, high];
  return loosened([Math.max(0, Math.min(least, low / factor)), Math.max(most, high * factor)]);
}

function checkEvents(claim: RatioClaim, counts: NonNullable<RatioClaim["counts"]>, b: Bounded): Finding[] {
  const { a, n1, b: events, n2 } = counts;
  const wrong = impossibleCounts(a, n1, "first group") ?? impossibleCounts(events, n2, "second group");
  const stated = `${told(a)} of ${told(n1)} v ${told(events)} of ${told(n2)}`;
  if (wrong)
    return [
      finding(claim, { claim: "counts", stated, verdict: "impossible", rule: "impossible value", reason: wrong }),
    ];
  return checkHazard(claim, counts, b);
}
