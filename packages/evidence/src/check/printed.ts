/** A figure as it was printed: what its text can stand for, given its decimals. */
import { ClaimError } from "./claim-error.ts";

export type Comparison = "=" | "<" | "<=" | ">" | ">=";
export type Range = readonly [number, number];

export interface Printed {
  readonly text: string;
  readonly comparison: Comparison;
  readonly value: number;
  /** One unit of its last place. */
  readonly unit: number;
  readonly percent: boolean;
}

const SIGNS: readonly [RegExp, string][] = [
  [/[\u2212\u2013\u2012]/g, "-"],
  [/\u2264|=</g, "<="],
  [/\u2265|=>/g, ">="],
  [/\u00b7/g, "."],
  [/[\u00a0\u2009\u202f]/g, " "],
];
const FORM = /^(?:p\s*)?(<=|>=|<|>|=)?\s*([+-]?)\s*(\d*)(?:[.,](\d+))?(?:(?:e|\s*[x×*]\s*10\^?)([+-]?\d+))?\s*(%)?$/i;

/** Reads "0.004", "0,004", "<0.001", "<=.001", "12.5 %", "-3", "1e-5", "0·74"; null if the text is no figure. */
export function parsePrinted(text: string): Printed | null {
  let plain = text.trim();
  for (const [sign, written] of SIGNS) plain = plain.replace(sign, written);
  if (/^n\.?\s*s\.?$/i.test(plain)) plain = ">=0.05";
  const match = FORM.exec(plain);
  if (!match) return null;
  const [, comparison = "=", sign, whole, fraction = "", exponent = "0", percent] = match;
  if (whole === "" && fraction === "") return null;
  const power = Number(exponent);
  const value = Number(`${sign}${whole || "0"}.${fraction || "0"}e${power}`);
  const unit = 10 ** (power - fraction.length);
  if (!Number.isFinite(value) || !(unit > 0)) return null;
  return { text: text.trim(), comparison: comparison as Comparison, value, unit, percent: percent !== undefined };
}

/** Whole numbers are also written with separators: 1,650 and 1 650; where a count is meant, these are no decimals. */
export function parseCount(text: string): Printed | null {
  const plain = text.trim().replace(/[\u00a0\u2009\u202f]/g, " ");
  return parsePrinted(/^\d{1,3}(?:[, ]\d{3})+$/.test(plain) ? plain.replace(/[, ]/g, "") : plain);
}

export function printed(text: string, where = "figure"): Printed {
  const read = parsePrinted(text);
  if (!read) throw new ClaimError(where, text, 'a figure such as "0.74", "0,74", "<0.001"');
  return read;
}

/** So much of a unit is granted besides, so that the last bits of a computation decide nothing. */
const SLACK = 1e-9;

/** Every value that rounds to what was printed; half a unit itself may have been rounded either way. */
export function roundsTo(p: Printed): Range {
  return within(p, 0.5, 0.5);
}

/** Every value that gives what was printed when the rest of its digits is cut off. */
export function truncatesTo(p: Printed): Range {
  const negative = p.value < 0 || p.text.trim().startsWith("-");
  return negative ? within(p, 1, 0) : within(p, 0, 1);
}

function within({ comparison, value, unit }: Printed, below: number, above: number): Range {
  const slack = SLACK * Math.max(unit, Math.abs(value));
  const [low, high] = [value - below * unit - slack, value + above * unit + slack];
  switch (comparison) {
    case "=":
      return [low, high];
    // What lies below a threshold lies below it: "<0.001" is not 0.0014.
    case "<":
      return [Number.NEGATIVE_INFINITY, value];
    case ">":
      return [value, Number.POSITIVE_INFINITY];
    // At most 0.001 may be said of what was itself rounded to 0.001.
    case "<=":
      return [Number.NEGATIVE_INFINITY, high];
    case ">=":
      return [low, Number.POSITIVE_INFINITY];
  }
}

/** Exactly as the comparison says, where it has one. */
export function strictly(p: Printed): Range {
  if (p.comparison === "<=") return [Number.NEGATIVE_INFINITY, p.value];
  if (p.comparison === ">=") return [p.value, Number.POSITIVE_INFINITY];
  return roundsTo(p);
}

export const overlap = (a: Range, b: Range): boolean => a[0] <= b[1] && b[0] <= a[1];
export const holds = ([low, high]: Range, value: number): boolean => value >= low && value <= high;
