/** Numbers as the page writes them: the texts of the report package, with the real minus. */
import {
  decimalsFor,
  estimateText as estimate,
  fixed as plainFixed,
  rangeText as plainRange,
  significant,
} from "@counterpulse/report";

export const minus = (text: string): string => text.replace(/(^|[\s(])-(?=\d)/g, "$1\u2212");

export const fixed = (value: number | null, decimals: number): string => minus(plainFixed(value, decimals));

type Limits = readonly [number | null, number | null];

export const rangeText = (ci: Limits, decimals: number): string => minus(plainRange(ci, decimals));

export const estimateText = (value: number | null, ci: Limits, decimals: number): string =>
  minus(estimate(value, ci, decimals));

const percent = (value: number | null): number | null => (value === null ? null : 100 * value);
export const percents = ([low, high]: Limits): Limits => [percent(low), percent(high)];

/** A difference of shares in points of percent. */
export const pointsText = (value: number | null, ci: Limits): string => estimateText(percent(value), percents(ci), 1);

/** A number, or two limits, with as many digits as tell them. */
export const tellNumber = (value: number): string => minus(significant(value));

/** A pooled effect on its own scale: ratios with two decimals, differences with what they need. */
export const decimalsOf = (ratio: boolean, values: readonly number[]): number =>
  ratio ? 2 : Math.max(3, decimalsFor(values, 2));

/** Printed figures as they were printed: the data write "<=" for what no keyboard has. */
export const printedText = (text: string): string => text.replaceAll("<=", "≤").replaceAll(">=", "≥");

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A share in percent. */
export { share } from "@counterpulse/report";
