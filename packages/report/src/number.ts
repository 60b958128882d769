/** Numbers for a person. */

export const MISSING = "–";

/** With so many decimals; never "-0". */
export function fixed(value: number | null, decimals: number): string {
  if (value === null) return MISSING;
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** A change, with its sign; none where it rounds to nothing. */
export function signed(value: number | null, decimals: number): string {
  const text = fixed(value, decimals);
  return value !== null && Number(text) > 0 ? `+${text}` : text;
}

/** The shortest text that tells the value to so many digits, without exponents where they can be avoided. */
export function significant(value: number, digits = 4): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) >= 1e-4 || rounded === 0 ? String(rounded) : rounded.toExponential();
}
