/** What the user gave is wrong: one line on stderr that says what, where and what is allowed; exit status 2. */
export class InputError extends Error {
  override name = "InputError";
}

/** True for ours and for the lab's, which is told by its name: to know its class, the engine would have to be loaded. */
export function isInputError(error: unknown): error is Error {
  return error instanceof Error && error.name === "InputError";
}

/** Something on our side is missing or failed, for a reason that one line explains; exit status 1. */
export class Fault extends Error {
  override name = "Fault";
}
