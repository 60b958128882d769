/** The protocols that come with the program, as the files that a user would write. */
import type { ProtocolFile } from "../protocol-file.ts";
import { EDITORIAL, EDITORIAL_LINK } from "./editorial.ts";
import { ANCHOR, ANZHEN, PLATFORM } from "./registered.ts";

export interface BuiltInProtocol extends ProtocolFile {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
}

export const PROTOCOLS: readonly BuiltInProtocol[] = [EDITORIAL, EDITORIAL_LINK, ANZHEN, ANCHOR, PLATFORM];

export const builtInProtocol = (id: string): BuiltInProtocol | undefined => PROTOCOLS.find((p) => p.id === id);
