/** What the user gave is wrong: one line on stderr that says what, where and what is allowed; exit status 2. */
export class InputError extends Error {
  override name = "InputError";
}

/** Something on our side is missing or failed, for a reason that one line explains; exit status 1. */
export class Fault extends Error {
  override name = "Fault";
}
