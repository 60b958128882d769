/** What the user gave is wrong; the message says what, where and what is allowed, in one line. */
export class InputError extends Error {
  override name = "InputError";
}
