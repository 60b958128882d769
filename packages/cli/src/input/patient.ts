/** PATIENT: the id of a built-in one, or a JSON or YAML file. */
import { existsSync } from "node:fs";
import type { Model, Patient } from "@counterpulse/engine";
import { InputError } from "../errors.ts";
import { isObject, namedByFile, parseDocument } from "./document.ts";
import { readTextFile } from "./text-file.ts";

const FORM = "a JSON or YAML file {id?, title?, base?, parameters: {id: value}}";

export async function readPatient(given: string, model: Model): Promise<Patient> {
  const { builtInPatient, patientFromObject, requirePatient } = await import("@counterpulse/lab");
  const known = builtInPatient(given);
  if (known) return known;
  const meantAsFile = /[\\/]/.test(given) || /\.(json|ya?ml)$/i.test(given) || existsSync(given);
  if (!meantAsFile) return requirePatient(given);
  const content = unwrap(await parseDocument(readTextFile(given, "patient", FORM), given), given);
  return patientFromObject(model, namedByFile(content, given), given);
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
