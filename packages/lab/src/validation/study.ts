/**
 * A publication and what of it the model is held against: `validation/<author><year>/study.yaml`. It says how a patient of
 * the study is made, what is run on it, and for each published value which formula over the runs answers it.
 */
import type { Model } from "@counterpulse/engine";
import { z } from "zod";
import { InputError } from "../input-error.ts";
import { checkSettings } from "../settings.ts";
import { parseSupport } from "../support.ts";
import { DEVICE_RIGS, RIG_READINGS } from "./bench.ts";
import { formulaOf } from "./formula.ts";
import { modelSettings } from "./scale.ts";

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, "a name of small letters, digits and _ is allowed");
const settings = z.record(z.string(), z.number());
const end = z.number().nullable();

/** How the patient of the study is made: a built-in one with settings, or one fitted to the study's own values. */
const patient = z.strictObject({
  how: z.string().min(1).describe("Where the values come from, and what was assumed"),
  base: z.string().optional().describe("Built-in patient; with targets, where the fit starts"),
  settings: settings.optional(),
  support: z.string().optional().describe("Support under which the targets were taken"),
  targets: z
    .record(z.string(), z.union([z.number(), z.strictObject({ value: z.number(), sd: z.number() })]))
    .optional(),
  hold: z.array(z.string()).optional(),
  free: z.array(z.string()).optional(),
});

const run = z.union([
  z.strictObject({
    patient: name,
    support: z.string().optional(),
    settings: settings.optional(),
    at_s: z.number().min(1).max(3600).optional().describe("Seconds after the supports' start, instead of steady state"),
    waveforms: z.boolean().optional().describe("Also what only the waveforms tell, such as pressure-time areas"),
  }),
  z.strictObject({
    population: z.string().describe("Built-in population: values are medians over those enrolled"),
    n: z.number().int().min(8).max(512),
    support: z.string().optional(),
    settings: settings.optional(),
  }),
]);

const spread = z.union([
  z.strictObject({ kind: z.enum(["SE", "SEM"]), value: z.number().positive() }),
  z.strictObject({ kind: z.literal("SD"), value: z.number().positive(), n: z.number().int().min(2) }),
  z.strictObject({ kind: z.enum(["CI95", "IQR", "range"]), value: z.tuple([end, end]) }),
]);

const curve = z.strictObject({
  device: z.enum(DEVICE_RIGS),
  settings: settings.optional(),
  vary: z.string().describe("flow_L_min, head_mmHg, or a parameter of the device"),
  at: z.array(z.number()).min(1),
  of: z.enum(RIG_READINGS),
  published: z.array(z.number()).min(1),
});

const value = z.strictObject({
  id: z.string().regex(/^[A-G]\d{3}(-[a-z0-9_.]+)*$/, "a record such as B039, or B132-4 for a part of one, is allowed"),
  quantity: z.string().min(1),
  unit: z.string(),
  from: z.string().min(1).describe("Table, figure or abstract"),
  status: z.enum(["READ", "DERIVED", "RECALLED"]).default("READ"),
  class: z.enum(["spread", "direction", "curve"]),
  published: z.number().nullable().optional(),
  spread: spread.optional(),
  sign: z.enum(["+", "-"]).optional().describe("Where only a direction was published, no size"),
  within: z
    .number()
    .positive()
    .optional()
    .describe("Half-width of what counts as no change, where none was found and no spread given"),
  calibrated: z.boolean().optional().describe("The model was built on this value: no independent test"),
  model: z.string().optional().describe("Formula over run.index"),
  curve: curve.optional(),
  why: z.string().min(1).describe("Why this class and tolerance, and what is assumed"),
  outside: z.string().optional().describe("What is thought to be the reason where the model does not hold"),
});

export const studySchema = z.strictObject({
  title: z.string().min(1),
  source: z.string().min(1).describe("Citation"),
  address: z.string().optional(),
  species: z.enum(["human", "pig", "sheep", "calf", "dog", "in vitro", "device", "model"]),
  about: z.string().optional(),
  scale: z
    .strictObject({ animal_kg: z.number().positive(), model_kg: z.number().min(30).max(200) })
    .optional()
    .describe("Weight of the animal, and of the person in whose circulation it is run (westerhof2019)"),
  patients: z.record(name, patient).default({}),
  runs: z.record(name, run).default({}),
  cases: z.array(value).min(1),
});

type Read = z.infer<typeof studySchema>;
export type StudyPatient = z.infer<typeof patient>;
export type StudyRun = z.infer<typeof run>;
export type StudyCase = z.infer<typeof value>;
export type CaseClass = StudyCase["class"];
export type Spread = z.infer<typeof spread>;
export type CurveRequest = z.infer<typeof curve>;
export type Scale = NonNullable<Read["scale"]>;

export interface Study extends Read {
  /** The folder's name, which is the key of docs/references.bib. */
  readonly key: string;
}

export const CLASSES = ["spread", "direction", "curve"] as const satisfies readonly CaseClass[];

/** Read a study. @param where the file, for messages @throws InputError */
export function studyFromObject(model: Model, content: unknown, key: string, where: string): Study {
  const parsed = studySchema.safeParse(content);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    throw new InputError(`${where}: ${path.join(".") || "the document"}: ${plain(message)}.`);
  }
  const study: Study = { key, ...parsed.data };
  checkPatients(model, study, where);
  checkRuns(model, study, where);
  const seen = new Set<string>();
  for (const one of study.cases) {
    if (seen.has(one.id)) throw new InputError(`${where}: cases: ${one.id} stands twice; each id is allowed once.`);
    seen.add(one.id);
    checkCase(study, one, `${where}: ${one.id}`);
  }
  return study;
}

const plain = (message: string): string => message.replace("Invalid input: ", "").replace(/\.$/, "");

function checkPatients(model: Model, { patients, scale }: Study, where: string): void {
  for (const [id, { base, targets, support, settings = {} }] of Object.entries(patients)) {
    const at = `${where}: patients.${id}`;
    if (base === undefined && targets === undefined)
      throw new InputError(`${at}: neither base nor targets; a patient is a built-in one or fitted, or both.`);
    parseSupport(support ?? "none");
    checkSettings(model, modelSettings(model, settings, scale), at);
  }
}

function checkRuns(model: Model, { runs, patients, scale }: Study, where: string): void {
  for (const [id, one] of Object.entries(runs)) {
    const at = `${where}: runs.${id}`;
    if ("patient" in one && !(one.patient in patients))
      throw new InputError(
        `${at}: there is no patient "${one.patient}"; allowed are ${Object.keys(patients).join(", ") || "none yet"}.`,
      );
    parseSupport(one.support ?? "none");
    checkSettings(model, modelSettings(model, one.settings ?? {}, scale), at);
  }
}

function checkCase(study: Study, one: StudyCase, where: string): void {
  const refuse = (what: string): never => {
    throw new InputError(`${where}: ${what}`);
  };
  if (one.class === "curve") {
    if (!one.curve) refuse("class curve needs a curve; {device, vary, at, of, published} is allowed.");
    if (one.curve!.at.length !== one.curve!.published.length)
      refuse(
        `curve: at has ${one.curve!.at.length} values and published ${one.curve!.published.length}; as many are allowed.`,
      );
    if (one.curve!.published.includes(0)) refuse("curve: published has a 0; a share of it has no size.");
    return;
  }
  if (one.model === undefined) refuse(`class ${one.class} needs model, a formula such as on.cvp_mmHg - off.cvp_mmHg.`);
  for (const part of formulaOf(one.model!, where).names) {
    const [run] = part.split(".");
    if (!(run in study.runs))
      refuse(`model: there is no run "${run}"; allowed are ${Object.keys(study.runs).join(", ")}.`);
  }
  if (one.class === "spread") {
    if (!one.spread) refuse("class spread needs a spread; SE, SD with n, CI95, IQR or range is allowed.");
    if (typeof one.published !== "number" && !("value" in one.spread! && Array.isArray(one.spread.value)))
      refuse("published is missing; a number is allowed.");
    return;
  }
  const ways = [one.within, one.sign].filter((w) => w !== undefined).length;
  if (ways > 1) refuse("within and sign exclude each other; one is allowed.");
  if (one.sign === undefined && typeof one.published !== "number")
    refuse("published is missing; a number is allowed, or sign where only a direction was published.");
  if (ways === 0 && one.published === 0)
    refuse("published is 0, of which half and twice mean nothing; within is allowed.");
}
