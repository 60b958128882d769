/** Shares and their differences, as designs tell them. */
import { fixed, MISSING } from "./number.ts";

/** A share in percent, with more decimals near 0 and 100. */
export function share(value: number | null): string {
  if (value === null) return MISSING;
  const pct = 100 * value;
  const edge = Math.min(pct, 100 - pct);
  if (edge < 5e-4 && edge > 0) return pct < 50 ? "<0.001 %" : ">99.999 %";
  return `${fixed(pct, edge < 0.1 && edge > 0 ? 3 : 1)} %`;
}

/** A difference of two shares, in points of percent, with its sign. */
export const points = (value: number | null): string =>
  value === null ? MISSING : `${value > 0 ? "+" : ""}${fixed(100 * value, 1)}`.replace("-", "−");

export const range = (low: string, high: string): string => `${low} to ${high}`;
