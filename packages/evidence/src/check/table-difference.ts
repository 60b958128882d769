/** A risk difference, and a number needed to treat, against the counts of a table. */
import type { TwoByTwo } from "@counterpulse/statistics";
import type { Finding, TwoByTwoClaim } from "./claim.ts";
import { finding, told } from "./finding.ts";
import { differenceIntervals } from "./intervals.ts";
import { judgeNeeded, NULL_RULE, neededRange, nullReason } from "./number-needed.ts";
import { parsePrinted, printed, type Range } from "./printed.ts";
import { judge } from "./proportion.ts";

/** A difference may be printed as a fraction or in percentage points, and as either group minus the other. */
export function checkTableDifference(claim: TwoByTwoClaim, table: TwoByTwo, text: string, what: string): Finding {
  const stated = printed(text, "stated_rd");
  const base = { claim: `risk difference of ${what}`, stated: text, rule: "risk difference of counts" };
  const value = table.a / table.n1 - table.b / table.n2;
  if (Math.abs(stated.value) > 100 || (stated.text.includes("%") && Math.abs(stated.value) > 100)) {
    const reason = "A risk difference lies between -100 and 100 %.";
    return finding(claim, { ...base, verdict: "impossible", rule: "impossible value", reason });
  }
  const unsigned = !/^[+-]/.test(stated.text.replace(/[\u2212\u2013]/g, "-"));
  const scales = stated.percent ? [100] : Math.abs(stated.value) > 1 ? [100] : [1, 100];
  const signs = unsigned ? [1, -1] : [1];
  const tries = scales.flatMap((scale) => signs.map((sign) => ({ scale, sign, value: scale * sign * value })));
  for (const wanted of ["consistent", "rounding"] as const) {
    const fits = tries.find((t) => judge(stated, t.value) === wanted);
    if (!fits) continue;
    const how = `${fits.sign < 0 && value !== 0 ? ", as second group minus first" : ""}${wanted === "rounding" ? ", cut instead of rounded" : ""}`;
    return finding(claim, { ...base, recomputed: fits.value, verdict: wanted, reason: `The counts give it${how}.` });
  }
  const shown = scales[0] * value;
  const reason = `The counts give ${told(shown)}${scales[0] === 100 ? " %" : ""}.`;
  return finding(claim, { ...base, recomputed: shown, verdict: "inconsistent", reason });
}

export function checkTableNumberNeeded(claim: TwoByTwoClaim, table: TwoByTwo, text: string, what: string): Finding[] {
  const stated = printed(text, "stated_nnt");
  const value = table.a / table.n1 - table.b / table.n2;
  const base = { claim: `NNT of ${what}`, stated: text };
  const exact: Range = [value, value];
  const judged = judgeNeeded(stated, neededRange(exact));
  const recomputed = value === 0 ? null : 1 / Math.abs(value);
  const found: Finding[] = [];
  const rounded = judged.verdict === "inconsistent" && value !== 0 ? fromRoundedRisks(table, text) : null;
  found.push(finding(claim, { ...base, recomputed, ...(rounded ?? judged) }));
  const intervals = differenceIntervals(table).slice(0, 3);
  // Only where no usual interval keeps clear of 0.
  if (judged.verdict !== "impossible" && intervals.every(({ ci }) => ci[0] < 0 && ci[1] > 0)) {
    const [wald] = intervals;
    const reason = nullReason(wald.ci);
    found.push(finding(claim, { ...base, recomputed, bounds: null, verdict: "inconsistent", rule: NULL_RULE, reason }));
  }
  return found;
}

/** Papers also take it from risks that they have rounded to a tenth of a percent. */
function fromRoundedRisks({ a, n1, b, n2 }: TwoByTwo, text: string) {
  const tenth = (events: number, n: number): number => Math.round((1000 * events) / n) / 1000;
  const difference = tenth(a, n1) - tenth(b, n2);
  const stated = parsePrinted(text);
  if (!stated || difference === 0) return null;
  const judged = judgeNeeded(stated, neededRange([difference, difference]));
  if (judged.verdict !== "consistent") return null;
  return {
    verdict: "rounding",
    rule: judged.rule,
    reason: "It is 1 over the difference of risks rounded to 0.1 %.",
  } as const;
}
