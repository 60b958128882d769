/** Whole numbers that are typed in: the number, or what is wrong with the text. */
export type Read = { readonly value: number; readonly error: null } | { readonly value: null; readonly error: string };

export function readWhole(text: string, what: string, low: number, high: number): Read {
  const trimmed = text.trim();
  const allowed = `${what}: a whole number from ${low} to ${high}`;
  if (trimmed === "") return { value: null, error: `${allowed} is missing.` };
  const value = /^[+-]?\d+$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  if (Number.isNaN(value)) return { value: null, error: `${allowed} is allowed, not “${trimmed}”.` };
  if (value < low || value > high) return { value: null, error: `${allowed} is allowed, not ${trimmed}.` };
  return { value, error: null };
}
