/** A claim that cannot be read: which field, what stands there, what is allowed. */
export class ClaimError extends Error {
  override name = "InputError";

  constructor(
    readonly field: string,
    readonly value: unknown,
    readonly allowed: string,
  ) {
    super(`${field}: ${shown(value)} is no such thing; ${allowed} is allowed.`);
  }
}

/** A value as an error shows it, in one line and not long. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
