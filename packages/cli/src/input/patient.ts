/** PATIENT: the id of a built-in one, or a JSON or YAML file. */
import { existsSync, readFileSync, type Stats, statSync } from "node:fs";
import { basename, extname } from "node:path";
import type { Model, Patient } from "@counterpulse/engine";
import { InputError } from "../errors.ts";
import { parseDocument } from "./document.ts";

/** A patient is some hundred numbers; a file beyond this is something else. */
const LARGEST_BYTES = 1_000_000;
const FORM = "a JSON or YAML file {id?, title?, base?, parameters: {id: value}}";

export async function readPatient(given: string, model: Model): Promise<Patient> {
  const { builtInPatient, patientFromObject, requirePatient } = await import("@counterpulse/lab");
  const known = builtInPatient(given);
  if (known) return known;
  const meantAsFile = /[\\/]/.test(given) || /\.(json|ya?ml)$/i.test(given) || existsSync(given);
  if (!meantAsFile) return requirePatient(given);
  const content = unwrap(await parseDocument(readText(given), given), given);
  const named = isObject(content) ? { id: basename(given, extname(given)), ...content } : content;
  return patientFromObject(model, named, given);
}

/** The result of a fit holds the patient under `patient`, beside how the fit went. */
function unwrap(content: unknown, where: string): unknown {
  if (!isObject(content) || !("patient" in content)) return content;
  if (!isObject(content.patient))
    throw new InputError(
      `${where}: patient is ${JSON.stringify(content.patient)}; an object {parameters: …} is allowed.`,
    );
  return content.patient;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readText(path: string): string {
  try {
    const found = statSync(path);
    const problem = unreadable(found);
    if (problem) throw new InputError(`patient file "${path}": ${problem}; ${FORM} is allowed.`);
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`patient file "${path}": ${describe(error as NodeJS.ErrnoException)}; ${FORM} is allowed.`);
  }
}

function unreadable(found: Stats): string | null {
  if (found.isDirectory()) return "it is a directory";
  if (!found.isFile() && !found.isFIFO()) return "it is a device";
  return found.size > LARGEST_BYTES ? `it is larger than ${LARGEST_BYTES / 1e6} MB` : null;
}

function describe(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return "there is no such file";
  if (error.code === "EACCES" || error.code === "EPERM") return "it may not be read";
  if (error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") return "it is not UTF-8 text";
  return `it cannot be read (${error.code ?? error.message})`;
}
