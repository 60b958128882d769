/** Supports: which devices run. `none`, or ids joined by `+`. */
import { InputError } from "./input-error.ts";

/** Device ids in the order in which they are listed. */
export const DEVICES = ["iabp", "va-ecmo", "impella", "tandemheart"] as const;
export type Device = (typeof DEVICES)[number];

/** Parse `none`, `iabp`, `va-ecmo+iabp` … @throws InputError */
export function parseSupport(text: string): ReadonlySet<Device> {
  if (text.trim() === "none") return new Set();
  const parts = text.split("+").map((p) => p.trim());
  for (const part of parts) {
    if (!(DEVICES as readonly string[]).includes(part)) {
      throw new InputError(
        `support "${text}": "${part}" is not a device; allowed are none, or ${DEVICES.join(", ")} joined by +.`,
      );
    }
  }
  if (new Set(parts).size < parts.length) throw new InputError(`support "${text}": a device stands twice.`);
  return new Set(parts as Device[]);
}
