/** Patients: the built-in ones by id, others from an object read from a file. */
import { type Model, PATIENTS, type Patient } from "@counterpulse/engine";
import { z } from "zod";
import { InputError } from "./input-error.ts";
import { checkSettings } from "./settings.ts";

/** How a fitted patient came about: written by `fit`, kept for the reader, without effect on what is computed. */
const provenance = z.looseObject({
  model: z.looseObject({ name: z.string(), version: z.string(), hash: z.string() }).describe("Model that was fitted"),
  support: z.string().describe("Support under which the targets were taken"),
  base: z.string().nullable().describe("Patient where the fit started"),
  seed: z.number().describe("Seed of the starting points"),
  converged: z.boolean(),
  rmse_z: z.number().describe("Root mean square of the targets' z"),
  targets: z
    .array(
      z.looseObject({
        index: z.string(),
        target: z.number(),
        sd: z.number(),
        fitted: z.number().nullable(),
        z: z.number().nullable().describe("(fitted - target) / sd"),
      }),
    )
    .describe("Bedside values, and what the patient gives"),
  parameters: z
    .array(z.looseObject({ id: z.string(), value: z.number(), sd: z.number(), status: z.string() }))
    .describe("Spread that is left of each parameter, one standard deviation in its unit"),
});

/** What a patient file holds. */
export const patientSchema = z.strictObject({
  $schema: z.string().optional().describe("Address of this schema, for editors"),
  id: z.string().min(1).optional().describe("Short name; the file's name without one"),
  title: z.string().optional().describe("One line for people"),
  description: z.string().optional(),
  source: z.string().optional().describe("Origin of the values"),
  base: z.string().optional().describe("Built-in patient whose parameters stand where the file names none"),
  parameters: z.record(z.string(), z.unknown()).describe("Parameter id to value, in the parameter's unit"),
  provenance: provenance.optional().describe("How a fitted patient came about; it changes nothing"),
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
