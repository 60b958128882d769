/** Patients: the built-in ones by id, others from an object read from a file. */
import { type Model, PATIENTS, type Patient } from "@counterpulse/engine";
import { z } from "zod";
import { InputError } from "./input-error.ts";
import { checkSettings } from "./settings.ts";

/** What a patient file holds. */
export const patientSchema = z.strictObject({
  id: z.string().min(1).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  source: z.string().optional(),
  /** Built-in patient whose parameters stand where the file names none. */
  base: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()),
});

export function builtInPatient(id: string): Patient | undefined {
  return PATIENTS.find((p) => p.id === id);
}

export function requirePatient(id: string): Patient {
  const patient = builtInPatient(id);
  if (!patient) {
    throw new InputError(`patient "${id}": there is no such patient; allowed are ${ids()}, or a JSON or YAML file.`);
  }
  return patient;
}

const ids = (): string => PATIENTS.map((p) => p.id).join(", ");

/** zod's messages in plain words. */
function wording(message: string): string {
  return message
    .replace(/^Invalid input: expected \w+, received undefined$/, "it is missing")
    .replace("Invalid input: expected record", "expected object")
    .replace("Invalid input: ", "");
}

/** Read a patient from the content of a file. @param where the file, for messages @throws InputError */
export function patientFromObject(model: Model, content: unknown, where: string): Patient {
  const parsed = patientSchema.safeParse(content);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new InputError(
      `${where}: ${issue.path.join(".") || "the document"}: ${wording(issue.message)}; a patient is {id?, title?, base?, parameters: {id: value}}.`,
    );
  }
  const { base, parameters, ...about } = parsed.data;
  const inherited = base === undefined ? {} : builtInPatient(base)?.parameters;
  if (!inherited) throw new InputError(`${where}: base: there is no patient "${base}"; allowed are ${ids()}.`);
  return {
    id: about.id ?? where,
    title: about.title ?? about.id ?? where,
    description: about.description ?? "",
    source: about.source ?? where,
    parameters: { ...inherited, ...checkSettings(model, parameters, where) },
  };
}
