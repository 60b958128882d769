/** A ratio against the events of its groups: its side of 1, its size, and how narrow its interval can be. */
import type { Finding, RatioClaim } from "./claim.ts";
import { finding, told } from "./finding.ts";
import type { Range } from "./printed.ts";
import { type Bounded, standardErrors } from "./wald.ts";

/** An unadjusted interval is no narrower than its events allow; a little is granted for rounding and for ties. */
const NARROWEST = 0.95;
const Z = 1.959964;

export function checkHazard(claim: RatioClaim, counts: NonNullable<RatioClaim["counts"]>, b: Bounded): Finding[] {
  const { a, n1, b: events, n2 } = counts;
  const stated = claim.ci ? `${claim.estimate} (${claim.ci[0]} to ${claim.ci[1]})` : claim.estimate;
  const implied = impliedRatio(claim.measure, a / n1, events / n2);
  if (implied === null || a === 0 || events === 0) return [];
  const error = Math.sqrt(1 / a + 1 / events);
  const bounds: Range = [implied * Math.exp(-Z * error), implied * Math.exp(Z * error)];
  const base = { claim: `${claim.measure} and ${a} of ${n1} v ${events} of ${n2} events`, stated };
  const side = Math.sign(Math.log(implied));
  const parts = { ...base, recomputed: implied, bounds, rule: `${claim.measure} of events` };
  const opposite = side > 0 ? b.upper[1] < 0 : b.lower[0] > 0;
  const found: Finding[] = [];
  if (opposite && side !== 0) {
    const reason = `Its interval lies on one side of 1, the events (about ${told(implied, 3)}) on the other.`;
    found.push(finding(claim, { ...parts, verdict: "inconsistent", reason }));
  } else {
    const near = b.estimate[1] >= Math.log(bounds[0]) && b.estimate[0] <= Math.log(bounds[1]);
    const verdict = near ? "consistent" : "inconsistent";
    const reason = `The events give about ${told(implied, 3)} with proportional hazards and equal follow-up.`;
    found.push(
      finding(claim, {
        ...parts,
        verdict,
        reason: claim.measure === "HR" ? reason : `The events give ${told(implied, 3)}.`,
      }),
    );
  }
  if (claim.measure === "HR" && !opposite) found.push(checkPrecision(claim, a + events, b, stated));
  return found;
}

function checkPrecision(claim: RatioClaim, events: number, b: Bounded, stated: string): Finding {
  const least = 2 / Math.sqrt(events);
  const errors = standardErrors(b, claim.level ?? 0.95);
  const verdict = errors[1] < NARROWEST * least ? "inconsistent" : "consistent";
  const reason = `The interval's standard error is ${told(errors[0], 3)} to ${told(errors[1], 3)}; ${events} events allow ${told(least, 3)} at the least.`;
  return finding(claim, {
    claim: `interval and ${events} events`,
    stated,
    recomputed: least,
    bounds: errors,
    verdict,
    rule: "interval of events",
    reason,
  });
}

/** Of cumulative risks: with proportional hazards, the ratio of the logarithms of survival. */
function impliedRatio(measure: RatioClaim["measure"], p1: number, p2: number): number | null {
  const ratio =
    measure === "RR" ? p1 / p2 : measure === "OR" ? p1 / (1 - p1) / (p2 / (1 - p2)) : Math.log1p(-p1) / Math.log1p(-p2);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}
