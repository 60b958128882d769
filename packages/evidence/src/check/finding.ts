/** How findings are put together. */
import type { Claim, Finding, Verdict } from "./claim.ts";
import type { Range } from "./printed.ts";

interface Parts {
  readonly claim: string;
  readonly stated: string;
  readonly recomputed?: number | string | null;
  readonly bounds?: Range | null;
  readonly verdict: Verdict;
  readonly rule: string;
  readonly reason: string;
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

export function finding(claim: Claim, parts: Parts): Finding {
  const { recomputed = null, bounds } = parts;
  const value = typeof recomputed === "number" ? finite(recomputed) : recomputed;
  const exact: Range | null = typeof value === "number" ? [value, value] : null;
  const [low, high] = bounds ?? exact ?? [Number.NaN, Number.NaN];
  return {
    study: claim.study,
    claim: claim.claim === undefined ? parts.claim : `${claim.claim}: ${parts.claim}`,
    stated: parts.stated,
    recomputed: value,
    bounds: [finite(low), finite(high)],
    verdict: parts.verdict,
    rule: parts.rule,
    reason: parts.reason,
    note: claim.note ?? null,
  };
}

/** A number for a sentence: three or four digits that matter. */
export function told(x: number, digits = 4): string {
  if (!Number.isFinite(x)) return x > 0 ? "infinity" : "-infinity";
  if (x === 0) return "0";
  if (Number.isInteger(x) && Math.abs(x) < 1e9) return String(x);
  const rounded = Number(x.toPrecision(digits));
  return Math.abs(rounded) < 1e-4 ? rounded.toExponential() : String(rounded);
}

export const toldRange = ([low, high]: Range, digits = 4): string =>
  told(low, digits) === told(high, digits) ? told(low, digits) : `${told(low, digits)} to ${told(high, digits)}`;
