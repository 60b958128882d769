/** The protocols that come with the program, as the files that a user would write. */
import type { Model } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import { type Protocol, protocolFromObject } from "./protocol.ts";
import type { ProtocolFile } from "./protocol-file.ts";
import { EDITORIAL, ON_OFF_CROSSOVER } from "./protocols/editorial.ts";
import { IABP_SHOCK } from "./protocols/iabp-shock.ts";
import { NCT06336655 } from "./protocols/unloading-physiology.ts";
import { WEANING_LADDER } from "./protocols/weaning-ladder.ts";

export interface BuiltInProtocol extends ProtocolFile {
  readonly id: string;
  readonly description: string;
}

export const PROTOCOLS: readonly BuiltInProtocol[] = [
  EDITORIAL,
  ON_OFF_CROSSOVER,
  IABP_SHOCK,
  NCT06336655,
  WEANING_LADDER,
];

export function builtInProtocol(id: string): BuiltInProtocol | undefined {
  return PROTOCOLS.find((p) => p.id === id.toLowerCase());
}

/** @throws InputError */
export function requireProtocol(model: Model, id: string): Protocol {
  const file = builtInProtocol(id);
  if (!file) {
    const ids = PROTOCOLS.map((p) => p.id).join(", ");
    throw new InputError(`protocol "${id}": there is no such protocol; allowed are ${ids}, or a JSON or YAML file.`);
  }
  return protocolFromObject(model, file, file.id);
}
