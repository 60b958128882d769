/** A difference in percentage points against its interval, its P, and the number needed to treat. */
import type { DifferenceClaim, Finding } from "./claim.ts";
import { finding, told, toldRange } from "./finding.ts";
import { judgeNeeded, NULL_RULE, neededRange, nullReason } from "./number-needed.ts";
import { leaningMiddles, testsOfDifference } from "./other-tests.ts";
import { impossibleP, judgePRange } from "./p-value.ts";
import { overlap, type Printed, printed, type Range, roundsTo, truncatesTo } from "./printed.ts";
import { type Bounded, loosened, middle, pRange, standardErrors, union, zRange } from "./wald.ts";

export function checkDifference(claim: DifferenceClaim): Finding[] {
  const estimate = printed(claim.estimate_pct, "estimate_pct");
  const ci = claim.ci_pct ?? null;
  const limits = ci && (ci.map((text, i) => printed(text, `ci_pct[${i}]`)) as [Printed, Printed]);
  const stated = ci ? `${claim.estimate_pct} (${ci[0]} to ${ci[1]})` : claim.estimate_pct;
  const base = { claim: "difference and its interval", stated };
  const wrong = impossibleDifference(estimate, limits);
  const found: Finding[] = [];
  if (wrong) found.push(finding(claim, { ...base, verdict: "impossible", rule: "impossible value", reason: wrong }));
  const bounded = limits && !wrong ? { plain: read(estimate, limits, false), cut: read(estimate, limits, true) } : null;
  if (bounded) found.push(checkInterval(claim, bounded.plain, bounded.cut, base));
  else if (!wrong)
    found.push(
      finding(claim, {
        ...base,
        verdict: "consistent",
        rule: "possible value",
        reason: "It can be; there is no interval to hold it against.",
      }),
    );
  if (claim.stated_p !== undefined) found.push(...checkP(claim, claim.stated_p, bounded));
  if (claim.stated_nnt !== undefined && !wrong)
    found.push(...checkNeeded(claim, claim.stated_nnt, estimate, bounded?.plain ?? null));
  return found;
}

function impossibleDifference(estimate: Printed, limits: readonly [Printed, Printed] | null): string | null {
  const far = [estimate, ...(limits ?? [])].find(({ value }) => Math.abs(value) > 100);
  if (far) return `A difference of ${far.text} % cannot be: it lies between -100 and 100.`;
  return limits && limits[0].value > limits[1].value ? "The lower limit lies above the upper." : null;
}

/** Ranges as fractions; with `cut`, figures may have been cut instead of rounded. */
function read(estimate: Printed, [low, high]: readonly [Printed, Printed], cut: boolean): Bounded {
  const of = (p: Printed): Range => {
    const [from, to] = cut ? union(roundsTo(p), truncatesTo(p)) : roundsTo(p);
    return [from / 100, to / 100];
  };
  return { estimate: of(estimate), lower: of(low), upper: of(high) };
}

const percent = ([low, high]: Range): Range => [100 * low, 100 * high];

function checkInterval(
  claim: DifferenceClaim,
  b: Bounded,
  cut: Bounded,
  base: { claim: string; stated: string },
): Finding {
  const middles = middle(b);
  const recomputed = 50 * (middles[0] + middles[1]);
  const parts = { ...base, recomputed, bounds: percent(middles), rule: "interval about its estimate" };
  if (b.estimate[1] < b.lower[0] || b.estimate[0] > b.upper[1]) {
    const reason = "The estimate lies outside its own interval.";
    return finding(claim, { ...parts, verdict: "inconsistent", rule: "estimate in its interval", reason });
  }
  if (overlap(b.estimate, middles))
    return finding(claim, { ...parts, verdict: "consistent", reason: "The estimate is the interval's middle." });
  if (overlap(cut.estimate, middle(cut)))
    return finding(claim, {
      ...parts,
      verdict: "rounding",
      reason: "The estimate is the interval's middle, digits having been cut.",
    });
  const width = centre(b.upper) - centre(b.lower);
  const leaning = leaningMiddles(centre(b.estimate), width, claim.level ?? 0.95);
  const rounding = (cut.lower[1] - cut.lower[0] + cut.estimate[1] - cut.estimate[0]) / 2;
  if (leaning && overlap([leaning[0] - rounding, leaning[1] + rounding], middles)) {
    const reason =
      "The estimate is not the interval's middle; a Newcombe, score or credible interval can lean so much.";
    return finding(claim, { ...parts, verdict: "rounding", reason });
  }
  return finding(claim, {
    ...parts,
    verdict: "inconsistent",
    reason: `The middle of the interval is ${toldRange(percent(middles))}.`,
  });
}

function checkP(claim: DifferenceClaim, text: string, bounded: { plain: Bounded; cut: Bounded } | null): Finding[] {
  const stated = printed(text, "stated_p");
  const base = { claim: `P of difference ${claim.estimate_pct}`, stated: text };
  const wrong = impossibleP(stated);
  if (wrong) return [finding(claim, { ...base, verdict: "impossible", rule: "impossible value", reason: wrong })];
  if (!bounded) return [];
  const level = claim.level ?? 0.95;
  const { plain, cut } = bounded;
  const bounds = pRange(zRange(plain.estimate, standardErrors(plain, level)));
  const size = Math.abs(centre(plain.estimate));
  const error = standardErrors(plain, level).reduce((sum, e) => sum + e / 2, 0);
  const parts = {
    ...base,
    recomputed: pRange([size / error, size / error])[0],
    bounds,
    rule: "P of interval",
  };
  const wald = judgePRange(stated, bounds);
  const shown = `Wald's test of the interval gives ${toldRange(bounds, 3)}`;
  if (wald !== "inconsistent") {
    const reason = wald === "consistent" ? `${shown}.` : `${shown}; rounded or cut, that is it.`;
    return [finding(claim, { ...parts, verdict: wald, reason })];
  }
  const others = pRange(otherTests(cut, level));
  if (judgePRange(stated, others) !== "inconsistent") {
    const reason = `${shown}; a pooled, corrected or exact test can give it (${toldRange(others, 3)}).`;
    return [finding(claim, { ...parts, bounds: others, verdict: "rounding", reason })];
  }
  return [finding(claim, { ...parts, verdict: "inconsistent", reason: `${shown}.` })];
}

/** z of tests that the interval does not give, tried on counts that would give it. */
function otherTests(b: Bounded, level: number): Range {
  const errors = standardErrors(b, level);
  const [low, high] = zRange(b.estimate, errors);
  const [difference, error] = [centre(b.estimate), centre(errors)];
  const wald = Math.abs(difference) / error;
  const width = centre(b.upper) - centre(b.lower);
  const tried = testsOfDifference(difference, width, level, width / 2 / error);
  // Rounding widens what was found at the printed values as it widens Wald's own z.
  const [least, most] = tried ? [tried[0] - (wald - low), tried[1] + (high - wald)] : [low, high];
  return loosened([Math.max(0, Math.min(low, least)), Math.max(high, most)]);
}

const centre = ([low, high]: Range): number => (low + high) / 2;

function checkNeeded(claim: DifferenceClaim, text: string, estimate: Printed, b: Bounded | null): Finding[] {
  const stated = printed(text, "stated_nnt");
  const [low, high] = roundsTo(estimate);
  const needed = neededRange([low / 100, high / 100]);
  const value = estimate.value === 0 ? null : 100 / Math.abs(estimate.value);
  const base = { claim: `NNT of difference ${claim.estimate_pct}`, stated: text, recomputed: value };
  const judged = judgeNeeded(stated, needed);
  const found = [finding(claim, { ...base, bounds: needed, ...judged })];
  const empty = b !== null ? b.lower[1] < 0 && b.upper[0] > 0 : nullByP(claim);
  if (judged.verdict === "impossible" || !empty) return found;
  const reason = b
    ? nullReason([(b.lower[0] + b.lower[1]) / 2, (b.upper[0] + b.upper[1]) / 2])
    : `With P ${told(printed(claim.stated_p as string).value)} the difference may as well be 0, and the number infinite.`;
  found.push(finding(claim, { ...base, bounds: null, verdict: "inconsistent", rule: NULL_RULE, reason }));
  return found;
}

function nullByP({ stated_p }: DifferenceClaim): boolean {
  if (stated_p === undefined) return false;
  const { comparison, value } = printed(stated_p);
  return value >= 0.05 && !comparison.startsWith("<");
}
