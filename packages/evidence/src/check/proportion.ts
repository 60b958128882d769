/** A percentage against its counts; and whether any count can give it (GRIM for proportions, brown2017). */
import type { Finding, ProportionClaim, Verdict } from "./claim.ts";
import { finding, told } from "./finding.ts";
import { holds, type Printed, printed, type Range, roundsTo, truncatesTo } from "./printed.ts";

export function checkProportion(claim: ProportionClaim): Finding[] {
  const { events, total, stated_pct } = claim;
  const stated = printed(stated_pct, "stated_pct");
  const what = events === null ? `a percentage of ${total}` : `${events} of ${total}`;
  const base = { claim: what, stated: stated_pct };
  const wrong = impossibleCounts(events, total) ?? impossiblePercent(stated);
  if (wrong) return [finding(claim, { ...base, verdict: "impossible", rule: "impossible value", reason: wrong })];
  if (events === null) return [checkAny(claim, stated, base)];
  const value = (100 * events) / total;
  const verdict = judge(stated, value);
  const reason = verdict === "inconsistent" ? explain(claim, stated, value) : REASONS[verdict];
  return [finding(claim, { ...base, recomputed: value, verdict, rule: "percentage of counts", reason })];
}

const REASONS = {
  consistent: "The counts give this percentage.",
  rounding: "The counts give it when further digits are cut off instead of rounded.",
};

type Judged = Exclude<Verdict, "impossible">;

/** Rounded, cut, or neither. */
export function judge(stated: Printed, value: number): Judged {
  if (holds(roundsTo(stated), value)) return "consistent";
  return holds(truncatesTo(stated), value) ? "rounding" : "inconsistent";
}

/** No group is larger. */
const ALL_PEOPLE = 1e10;

export function impossibleCounts(events: number | null, total: number, group = "group"): string | null {
  if (!Number.isSafeInteger(total) || total < 1 || total > ALL_PEOPLE) return `A ${group} of ${told(total)} cannot be.`;
  if (events === null) return null;
  if (!Number.isSafeInteger(events) || events < 0) return `${told(events)} events in a ${group} cannot be.`;
  return events > total ? `${events} events among ${total} cannot be.` : null;
}

export function impossiblePercent({ value, comparison }: Printed): string | null {
  if (value < 0 || (value === 0 && comparison === "<")) return "No percentage of a group lies below 0.";
  if (value > 100 || (value === 100 && comparison === ">")) return "No percentage of a group lies above 100.";
  return null;
}

/** Counts whose percentage lies in a range: first and last, or null. */
function countsIn([low, high]: Range, total: number): [number, number] | null {
  const first = Math.max(0, Math.ceil((low * total) / 100 - 1e-9));
  const last = Math.min(total, Math.floor((high * total) / 100 + 1e-9));
  return first <= last ? [first, last] : null;
}

function checkAny(claim: ProportionClaim, stated: Printed, base: { claim: string; stated: string }): Finding {
  const { total } = claim;
  const rounded = countsIn(roundsTo(stated), total);
  const cut = rounded ?? countsIn(truncatesTo(stated), total);
  const rule = "percentage of any count (GRIM)";
  if (cut) {
    const counts = cut[0] === cut[1] ? `${cut[0]}` : `${cut[0]} to ${cut[1]}`;
    const reason = `${counts} of ${total} ${rounded ? "gives" : "gives it, cut instead of rounded; no count rounds to"} this percentage.`;
    const [first, last] = cut.map((count) => (100 * count) / total);
    const verdict = rounded ? "consistent" : "rounding";
    return finding(claim, { ...base, recomputed: (first + last) / 2, bounds: [first, last], verdict, rule, reason });
  }
  const below = Math.floor((stated.value * total) / 100);
  const [low, high] = [below, below + 1].map((count) => (100 * count) / total);
  const nearest = stated.value - low < high - stated.value ? low : high;
  const reason = `No count gives it: ${below} of ${total} are ${told(low)} %, ${below + 1} are ${told(high)} %.${ofOther(claim, stated)}`;
  return finding(claim, { ...base, recomputed: nearest, bounds: [low, high], verdict: "inconsistent", rule, reason });
}

/** What else the figure may be: of another group, or of those without the event. */
function explain(claim: ProportionClaim, stated: Printed, value: number): string {
  const { events, total } = claim;
  const other = judge(stated, 100 - value) === "inconsistent" ? "" : ` It is the percentage without the event.`;
  return `${events} of ${total} are ${told(value)} %.${other}${ofOther(claim, stated)}`;
}

function ofOther({ events, denominators = {} }: ProportionClaim, stated: Printed): string {
  const fits = Object.entries(denominators).filter(([, n]) =>
    events === null ? countsIn(roundsTo(stated), n) !== null : judge(stated, (100 * events) / n) !== "inconsistent",
  );
  return fits.map(([name, n]) => ` It fits ${n}, ${name}.`).join("");
}
