/** Numbers as a person types them. */
import { InputError } from "../errors.ts";

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a text writes in decimal notation, else null: no "0x10", no "Infinity", no "". */
export function parseDecimal(text: string): number | null {
  const trimmed = text.trim();
  const value = decimal.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** What to add to a message when the text was meant with a decimal comma. */
export function commaHint(text: string): string {
  return /^\s*[+-]?\d+,\d+\s*$/.test(text) ? ` (write ${text.trim().replace(",", ".")}, with a decimal point)` : "";
}

export interface Range {
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  /** `min` itself is not allowed. */
  readonly above?: boolean;
}

/** @param where what the message begins with, such as `--seconds` */
export function readNumber(text: string, where: string, range: Range): number {
  const unit = range.unit ? ` ${range.unit}` : "";
  const allowed = range.above
    ? `a number above ${range.min} and up to ${range.max}${unit}`
    : `a number from ${range.min} to ${range.max}${unit}`;
  const value = parseDecimal(text);
  if (value === null)
    throw new InputError(`${where}: "${text}" is not a number${commaHint(text)}; ${allowed} is allowed.`);
  if (value < range.min || value > range.max || (range.above && value === range.min))
    throw new InputError(`${where}: ${text} is outside what is allowed: ${allowed}.`);
  return value;
}
