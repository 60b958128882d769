/** PROTOCOL: the id of a built-in one, or a JSON or YAML file. */
import { existsSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { Model } from "@counterpulse/engine";
import type { Protocol } from "@counterpulse/lab";
import { namedByFile, parseDocument } from "./document.ts";
import { readPatient } from "./patient.ts";
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
  // Files inside are named from where the protocol lies.
  const beside = (value: unknown): string | null =>
    typeof value === "string" && A_FILE.test(value) ? join(dirname(given), value) : null;
  const files = [given];
  const populationOf = async (value: unknown): Promise<unknown> => {
    const file = beside(value);
    if (file === null) return value;
    files.push(file);
    return readPopulationFile(file);
  };
  if (named.population !== undefined)
    named.population = Array.isArray(named.population)
      ? await Promise.all(named.population.map(async (one) => ({ ...one, of: await populationOf(one?.of) })))
      : await populationOf(named.population);
  const patient = beside(named.patient);
  if (patient !== null) files.push(patient);
  const own = patient === null ? undefined : await readPatient(patient, model);
  return { protocol: protocolFromObject(model, named, given, own), files };
}

async function readPopulationFile(path: string): Promise<unknown> {
  const form = "a JSON or YAML file as docs/population.schema.json tells";
  const content = await parseDocument(readTextFile(path, "population", form), path);
  return namedByFile(content, path);
}
