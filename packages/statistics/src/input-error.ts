/** What the user gave is wrong; the message says what, where and what is allowed, in one line. */
export class InputError extends Error {
  override name = "InputError";
}

/** A value as an error shows it: quoted if text, shortened if long. */
export const shown = (value: string): string => `"${value.length > 40 ? `${value.slice(0, 37)}...` : value}"`;
