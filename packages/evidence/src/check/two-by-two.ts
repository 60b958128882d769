/** What a paper states of a two-by-two table, each figure against what the counts give. */
import { exactOddsRatio, oddsRatio, riskRatio, type TwoByTwo } from "@counterpulse/statistics";
import type { Finding, TwoByTwoClaim, Verdict } from "./claim.ts";
import { finding, told, toldRange } from "./finding.ts";
import { impossibleP, judgeP, judgePRange } from "./p-value.ts";
import { printed, type Range } from "./printed.ts";
import { impossibleCounts } from "./proportion.ts";
import { checkTableDifference, checkTableNumberNeeded } from "./table-difference.ts";
import { checkTableInterval } from "./table-interval.ts";
import { EXACT_UP_TO, mcNemarRange, type NamedP, standardTests } from "./tests.ts";

export function checkTwoByTwo(claim: TwoByTwoClaim): Finding[] {
  const { a, n1, b, n2 } = claim;
  const table: TwoByTwo = { a, n1, b, n2 };
  const what = `${told(a)} of ${told(n1)} v ${told(b)} of ${told(n2)}`;
  const wrong = impossibleCounts(a, n1, "first group") ?? impossibleCounts(b, n2, "second group");
  if (wrong) {
    const stated = `${what}`;
    return [
      finding(claim, { claim: "counts", stated, verdict: "impossible", rule: "impossible value", reason: wrong }),
    ];
  }
  const found: Finding[] = [];
  if (claim.stated_p !== undefined) found.push(checkP(claim, table, claim.stated_p, what));
  for (const measure of ["RR", "OR"] as const) {
    const stated = measure === "RR" ? claim.stated_rr : claim.stated_or;
    if (stated !== undefined) found.push(checkRatio(claim, table, measure, stated, what));
  }
  if (claim.stated_rd !== undefined) found.push(checkTableDifference(claim, table, claim.stated_rd, what));
  if (claim.stated_nnt !== undefined) found.push(...checkTableNumberNeeded(claim, table, claim.stated_nnt, what));
  if (claim.stated_ci !== undefined) found.push(checkTableInterval(claim, table, claim.stated_ci, what));
  if (found.length > 0) return found;
  const reason = "The counts can be; nothing else is stated.";
  return [finding(claim, { claim: "counts", stated: what, verdict: "consistent", rule: "counts", reason })];
}

const ORDER: readonly Verdict[] = ["consistent", "rounding", "inconsistent", "impossible"];

function checkP(claim: TwoByTwoClaim, table: TwoByTwo, text: string, what: string): Finding {
  const stated = printed(text, "stated_p");
  const base = { claim: `P of ${what}`, stated: text };
  const wrong = impossibleP(stated);
  if (wrong) return finding(claim, { ...base, verdict: "impossible", rule: "impossible value", reason: wrong });
  const tests = standardTests(table);
  const judged = tests.map((test) => ({ ...test, verdict: judgeP(stated, test.p) }));
  judged.sort((x, y) => ORDER.indexOf(x.verdict) - ORDER.indexOf(y.verdict));
  const all = tests.map(({ p }) => p);
  const bounds: Range = [Math.min(...all), Math.max(...all)];
  const rule = "P of counts";
  const [best] = judged;
  const pairs = claim.paired ? mcNemarRange(table) : null;
  if (best.verdict !== "consistent" && pairs) {
    const verdict = judgePRange(stated, pairs);
    if (ORDER.indexOf(verdict) < ORDER.indexOf(best.verdict)) {
      const reason = `McNemar's test of the pairs can give it: ${toldRange(pairs)}, by how the pairs agree.`;
      return finding(claim, { ...base, recomputed: best.p, bounds: pairs, verdict, rule, reason });
    }
  }
  if (best.verdict !== "inconsistent") {
    const fits = judged.filter(({ verdict }) => verdict === best.verdict).map(({ test }) => test);
    const how = best.verdict === "rounding" ? "gives it, rounded or cut" : "gives it";
    const reason = `${fits[0]} ${how}${fits.length > 1 ? `, as do ${fits.length - 1} other tests` : ""}: ${told(best.p)}.`;
    return finding(claim, { ...base, recomputed: best.p, bounds, verdict: best.verdict, rule, reason });
  }
  const reason = `No standard test gives it: ${list(tests)}.`;
  return finding(claim, { ...base, recomputed: tests[0].p, bounds, verdict: "inconsistent", rule, reason });
}

const SHOWN = 4;
const list = (tests: readonly NamedP[]): string =>
  tests
    .slice(0, SHOWN)
    .map(({ test, p }) => `${test} ${told(p, 3)}`)
    .join(", ");

function checkRatio(claim: TwoByTwoClaim, table: TwoByTwo, measure: "RR" | "OR", text: string, what: string): Finding {
  const stated = printed(text, measure === "RR" ? "stated_rr" : "stated_or");
  const base = { claim: `${measure} of ${what}`, stated: text };
  if (stated.value < 0) {
    const reason = `${measure === "RR" ? "A risk ratio" : "An odds ratio"} lies above 0.`;
    return finding(claim, { ...base, verdict: "impossible", rule: "impossible value", reason });
  }
  const values = ratiosOf(table, measure);
  const rule = `${measure} of counts`;
  const fits = values.find(({ value }) => judgeExactly(stated, value));
  if (fits)
    return finding(claim, {
      ...base,
      recomputed: fits.value,
      verdict: "consistent",
      rule,
      reason: `The counts give it${fits.how}.`,
    });
  const value = values[0]?.value ?? null;
  if (value === null) {
    const reason = "A group has no event, or nothing but events: there is no such ratio.";
    return finding(claim, { ...base, verdict: "inconsistent", rule, reason });
  }
  const other = ratiosOf(table, measure === "RR" ? "OR" : "RR")[0];
  const mistaken =
    other && judgeExactly(stated, other.value) ? ` It is the ${measure === "RR" ? "odds" : "risk"} ratio.` : "";
  const inverse = judgeExactly(stated, 1 / value) ? " It is the ratio the other way round." : "";
  const reason = `The counts give ${told(value)}.${mistaken}${inverse}`;
  return finding(claim, { ...base, recomputed: value, verdict: "inconsistent", rule, reason });
}

/** A ratio is rounded, never cut. */
const judgeExactly = (stated: ReturnType<typeof printed>, value: number): boolean =>
  judgeP(stated, value) === "consistent";

function ratiosOf(table: TwoByTwo, measure: "RR" | "OR"): { value: number; how: string }[] {
  const of = measure === "RR" ? riskRatio : oddsRatio;
  const { a, n1, b, n2 } = table;
  const plain = of(table).value;
  const found = plain === null ? [] : [{ value: plain, how: "" }];
  if (a === 0 || b === 0 || a === n1 || b === n2) {
    const halved = of({ a: a + 0.5, n1: n1 + 1, b: b + 0.5, n2: n2 + 1 }).value;
    if (halved !== null) found.push({ value: halved, how: " with 1/2 added to each cell" });
  } else if (measure === "OR" && n1 + n2 <= EXACT_UP_TO) {
    const conditional = exactOddsRatio(table).value;
    if (conditional !== null) found.push({ value: conditional, how: " as the conditional estimate" });
  }
  return found;
}
