/** Numbers and lists as the answer writes them. */
import { wilson } from "@counterpulse/statistics";
import { fixed, MISSING, signed } from "../number.ts";

export interface Counted {
  readonly count: number;
  readonly of: number;
  readonly pct: number | null;
  readonly ci_pct: readonly [number, number] | null;
}

/** A share in percent with Wilson's 95 % interval. */
export function counted(count: number, of: number): Counted {
  if (of === 0) return { count, of, pct: null, ci_pct: null };
  const [low, high] = wilson(count, of);
  return { count, of, pct: (100 * count) / of, ci_pct: [100 * low, 100 * high] };
}

/** "82 % (95 % CI 77 to 87; 210 of 256)" */
export function countedText({ count, of, pct, ci_pct }: Counted): string {
  if (pct === null || ci_pct === null) return MISSING;
  const decimals = of >= 1000 || pct < 3 ? 1 : 0;
  return `${fixed(pct, decimals)} % (95 % CI ${fixed(ci_pct[0], decimals)} to ${fixed(ci_pct[1], decimals)}; ${count} of ${of})`;
}

/** "80 % (75 to 85)": without the count, which stands elsewhere. */
export function shareText({ of, pct, ci_pct }: Counted): string {
  if (pct === null || ci_pct === null) return MISSING;
  const decimals = of >= 1000 || pct < 3 ? 1 : 0;
  return `${fixed(pct, pct === 0 ? 0 : decimals)} % (${fixed(ci_pct[0], ci_pct[0] === 0 ? 0 : decimals)} to ${fixed(ci_pct[1], decimals)})`;
}

export const asValue = ({ count, of, pct, ci_pct }: Counted) => ({ count, of, pct, ci_pct });

export const minus = (text: string): string => text.replace(/-(?=\d)/g, "−");
export const change = (value: number | null, decimals = 1): string => minus(signed(value, decimals));
export const pct = (share: number | null, decimals = 0): string =>
  share === null ? MISSING : `${fixed(100 * share, decimals)} %`;

/** A power: never all or nothing, since it is simulated or rounded. */
export const power = (share: number | null): string =>
  share === null ? MISSING : share >= 0.995 ? "over 99 %" : share < 0.005 ? "under 1 %" : pct(share);

export function listed(items: readonly string[], and = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${and} ${items[items.length - 1]}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
}
