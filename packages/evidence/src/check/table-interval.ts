/** A confidence interval against the counts of a table: whether any standard method gives both limits. */
import type { TwoByTwo } from "@counterpulse/statistics";
import type { Finding, TwoByTwoClaim } from "./claim.ts";
import { finding, told } from "./finding.ts";
import { differenceIntervals, ratioIntervals, type TableMeasure } from "./intervals.ts";
import { holds, type Printed, printed, roundsTo, truncatesTo } from "./printed.ts";
import type { NamedInterval } from "./score-intervals.ts";

interface Candidate extends NamedInterval {
  readonly measure: TableMeasure;
  /** In percentage points: limits may have been cut. */
  readonly percent: boolean;
}

export function checkTableInterval(
  claim: TwoByTwoClaim,
  table: TwoByTwo,
  ci: readonly [string, string],
  what: string,
): Finding {
  const limits = ci.map((text, i) => printed(text, `stated_ci[${i}]`)) as [Printed, Printed];
  const base = { claim: `interval of ${what}`, stated: `${ci[0]} to ${ci[1]}` };
  const wrong = impossible(claim, limits);
  if (wrong) return finding(claim, { ...base, verdict: "impossible", rule: "impossible value", reason: wrong });
  const candidates = measuresOf(claim, limits).flatMap((measure) => candidatesOf(table, measure, claim.level));
  const rule = "interval of counts";
  for (const [verdict, range] of [
    ["consistent", roundsTo],
    ["rounding", truncatesTo],
  ] as const) {
    const fits = candidates.find(
      (c) => (verdict === "consistent" || c.percent) && limits.every((limit, i) => fitsLimit(limit, c.ci[i], range)),
    );
    if (!fits) continue;
    const reason = `${fits.method}'s interval of the ${fits.measure}${verdict === "rounding" ? ", its digits cut" : ""}: ${told(fits.ci[0])} to ${told(fits.ci[1])}.`;
    return finding(claim, { ...base, recomputed: fits.ci[0], bounds: fits.ci, verdict, rule, reason });
  }
  const nearest = candidates.filter((c) => c.measure === candidates[0]?.measure).slice(0, 3);
  if (nearest.length === 0) {
    const reason = "A group has no event, or nothing but events: there is no such interval.";
    return finding(claim, { ...base, verdict: "inconsistent", rule, reason });
  }
  const reason = `No standard method gives it: ${nearest.map((c) => `${c.method} (${c.measure}) ${told(c.ci[0])} to ${told(c.ci[1])}`).join(", ")}.`;
  return finding(claim, {
    ...base,
    recomputed: nearest[0].ci[0],
    bounds: nearest[0].ci,
    verdict: "inconsistent",
    rule,
    reason,
  });
}

const fitsLimit = (limit: Printed, value: number, range: typeof roundsTo): boolean =>
  holds(range(limit), value) || holds(roundsTo(limit), value);

function impossible(
  { stated_rr, stated_or, stated_rd }: TwoByTwoClaim,
  [low, high]: readonly [Printed, Printed],
): string | null {
  if (low.value > high.value) return "Its lower limit lies above its upper.";
  if (stated_rd === undefined && (stated_rr ?? stated_or) !== undefined && low.value < 0)
    return "A ratio lies above 0.";
  return Math.max(Math.abs(low.value), high.value) > 100 && stated_rd !== undefined
    ? "A risk difference lies between -100 and 100 %."
    : null;
}

/** The interval belongs to what is stated beside it; where nothing is, to any measure that it can be of. */
function measuresOf(claim: TwoByTwoClaim, [low]: readonly [Printed, Printed]): TableMeasure[] {
  const beside: TableMeasure[] = [];
  if (claim.stated_rr !== undefined) beside.push("RR");
  if (claim.stated_or !== undefined) beside.push("OR");
  if (claim.stated_rd !== undefined) beside.push("RD");
  if (beside.length > 0) return beside;
  return low.value < 0 ? ["RD"] : ["RR", "OR", "RD"];
}

function candidatesOf(table: TwoByTwo, measure: TableMeasure, level?: number): Candidate[] {
  if (measure !== "RD") return ratioIntervals(table, measure, level).map((i) => ({ ...i, measure, percent: false }));
  const [other, scales] = [{ a: table.b, n1: table.n2, b: table.a, n2: table.n1 }, [1, 100]];
  // Either group may have been taken from the other.
  return [table, other].flatMap((t) =>
    differenceIntervals(t, level).flatMap(({ method, ci }) =>
      scales.map((s) => ({ method, measure, percent: true, ci: [s * ci[0], s * ci[1]] as const })),
    ),
  );
}
