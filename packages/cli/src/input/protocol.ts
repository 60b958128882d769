/** PROTOCOL: the id of a built-in one, or a JSON or YAML file. */
import { existsSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { Model } from "@counterpulse/engine";
import type { Protocol } from "@counterpulse/lab";
import { parseDocument } from "./document.ts";
import { readTextFile } from "./text-file.ts";

export const PROTOCOL_HELP = "id of a built-in protocol (`counterpulse study protocols`), or a JSON or YAML file";
const FORM = "a JSON or YAML file as docs/protocol.schema.json tells";
const A_FILE = /[\\/]|\.(json|ya?ml)$/i;

/** Files that a protocol was read from, for checks of what is written. */
export interface ReadProtocol {
  readonly protocol: Protocol;
  readonly files: readonly string[];
}

export async function readProtocol(given: string, model: Model): Promise<ReadProtocol> {
  const { builtInProtocol, protocolFromObject, requireProtocol } = await import("@counterpulse/lab");
  const meantAsFile = A_FILE.test(given) || existsSync(given);
  if (builtInProtocol(given) || !meantAsFile) return { protocol: requireProtocol(model, given), files: [] };
  const content = await parseDocument(readTextFile(given, "protocol", FORM), given);
  if (typeof content !== "object" || content === null || Array.isArray(content))
    return { protocol: protocolFromObject(model, content, given), files: [given] };
  const named: Record<string, unknown> = { id: basename(given, extname(given)), ...content };
  const { population } = named;
  if (typeof population !== "string" || !A_FILE.test(population))
    return { protocol: protocolFromObject(model, named, given), files: [given] };
  // A population file is named from where the protocol lies.
  const path = join(dirname(given), population);
  const form = "a JSON or YAML file as docs/population.schema.json tells";
  const inside = await parseDocument(readTextFile(path, "population", form), path);
  const own = typeof inside === "object" && inside !== null && !Array.isArray(inside);
  named.population = own ? { id: basename(path, extname(path)), ...inside } : inside;
  return { protocol: protocolFromObject(model, named, given), files: [given, path] };
}
