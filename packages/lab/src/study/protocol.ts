/** A protocol, checked and ready to be run. */
import type { Model, Patient } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import { requirePatient } from "../patients.ts";
import { type Population, populationFromObject } from "../population/population.ts";
import { requirePopulation } from "../population/populations.ts";
import { checkSettings, impliedControl, type Settings } from "../settings.ts";
import { type Device, parseSupport } from "../support.ts";
import { checkProtocol } from "./checks.ts";
import { type MeasureSpec, type PopulationOf, type ProtocolDocument, protocolSchema } from "./protocol-file.ts";

export interface Arm {
  readonly id: string;
  readonly label: string;
  readonly support: string;
  readonly devices: ReadonlySet<Device>;
  /** Over the patient's parameters: the protocol's own and the arm's. */
  readonly settings: Settings;
}

/** One quantity that is measured. */
export interface Measure extends MeasureSpec {
  readonly index: string;
  readonly instrument: string;
  readonly readings: number;
  readonly fluctuation: { readonly sd: number; readonly relative?: true };
  readonly trend: { readonly per_h: number; readonly sd_per_h: number; readonly relative?: true };
}

export interface Protocol {
  readonly id: string;
  /** The file, for messages. */
  readonly where: string;
  readonly document: ProtocolDocument;
  readonly arms: ReadonlyMap<string, Arm>;
  readonly sequences: readonly { readonly order: readonly string[]; readonly share: number; readonly name: string }[];
  readonly periods: number;
  readonly measures: readonly Measure[];
  /** Whom patients are drawn from, and by which shares; none where there is one patient. */
  readonly populations: readonly { readonly population: Population; readonly share: number }[];
  readonly patient: Patient | null;
  readonly alpha: number;
  /** Hours from the start to the measurement of each period. */
  readonly hours: readonly number[];
}

/**
 * @param patient of a ladder whose protocol names a file instead of a built-in one: what was read from it
 * @throws InputError
 */
export function protocolFromObject(model: Model, content: unknown, where: string, patient?: Patient): Protocol {
  const parsed = protocolSchema.safeParse(content);
  if (!parsed.success) throw new InputError(`${where}: ${firstIssue(parsed.error.issues)}`);
  const document = parsed.data;
  checkProtocol(document, where);
  const { sequences, schedule } = document;
  const common = checkSettings(model, document.set ?? {}, `${where}: set`);
  const { period_min, first_min = period_min, washout_min = 0, at_s } = schedule;
  // Where a period's values are read before its end, the clock of drift and time is that of the reading.
  const early = (minutes: number): number => Math.max(0, minutes - (at_s ?? Number.POSITIVE_INFINITY) / 60);
  const periods = sequences[0].order.length;
  return {
    id: document.id ?? where,
    where,
    document,
    arms: new Map(Object.keys(document.arms).map((id) => [id, armOf(model, document, id, common, where)])),
    sequences: sequences.map(({ order, share = 1 }) => ({ order, share, name: order.join(" > ") })),
    periods,
    measures: measuresOf(document),
    populations: populationsOf(model, document, where),
    patient: document.patient === undefined ? null : (patient ?? patientOf(model, document.patient, where)),
    alpha: document.alpha ?? 0.05,
    hours: Array.from({ length: periods }, (_, p) => {
      const end = first_min + p * (period_min + washout_min);
      return (end - early(p === 0 ? first_min : period_min)) / 60;
    }),
  };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Of something that may be one or another: the issues of each. */
  readonly errors?: readonly (readonly Issue[])[];
}

/** Of what may be one or another, the issue that lies deepest: in the form that was meant. */
function innermost({ path, message, errors }: Issue): Issue {
  const inner = (errors ?? []).flatMap(([first]) => (first ? [innermost(first)] : []));
  const deepest = inner.reduce((a: Issue | null, b) => (a && a.path.length >= b.path.length ? a : b), null);
  return deepest && deepest.path.length > 0 ? { ...deepest, path: [...path, ...deepest.path] } : { path, message };
}

function firstIssue(issues: readonly Issue[]): string {
  const { path, message } = innermost(issues[0]);
  const plain = message
    .replace(/^Invalid input: expected \w+, received undefined$/, "it is missing")
    .replace("Invalid input: ", "")
    .replace("expected record", "expected object");
  return `${path.join(".") || "the document"}: ${plain}; docs/protocol.schema.json tells what a protocol is.`;
}

function armOf(model: Model, document: ProtocolDocument, id: string, common: Settings, where: string): Arm {
  const { label, support, set = {} } = document.arms[id];
  const place = `${where}: arms.${id}`;
  try {
    const own = checkSettings(model, set, `${place}.set`);
    const settings = { ...common, ...own };
    impliedControl(settings);
    return { id, label: label ?? id, support, devices: parseSupport(support), settings };
  } catch (error) {
    if (!(error instanceof InputError) || error.message.startsWith(place)) throw error;
    throw new InputError(`${place}: ${error.message}`);
  }
}

function measuresOf({ instruments, fluctuation = {}, trend = {} }: ProtocolDocument): Measure[] {
  return Object.entries(instruments).flatMap(([instrument, { readings, measures }]) =>
    Object.entries(measures).map(([index, spec]) => ({
      ...spec,
      ...{ index, instrument, readings },
      fluctuation: fluctuation[index] ?? { sd: 0 },
      trend: trend[index] ?? { per_h: 0, sd_per_h: 0 },
    })),
  );
}

function populationsOf(model: Model, { population }: ProtocolDocument, where: string): Protocol["populations"] {
  if (population === undefined) return [];
  if (!Array.isArray(population))
    return [{ population: populationOf(model, population, where, `${where}: population`), share: 1 }];
  return population.map(({ of, share }, k) => {
    const place = `${where}: population.${k}`;
    return { population: populationOf(model, of, place, `${place}.of`), share };
  });
}

function populationOf(model: Model, given: PopulationOf, where: string, place: string): Population {
  if (typeof given !== "string") return populationFromObject(model, given, place);
  try {
    return requirePopulation(model, given);
  } catch (error) {
    throw new InputError(`${where}: ${(error as Error).message}`);
  }
}

function patientOf(model: Model, id: string, where: string): Patient {
  try {
    const patient = requirePatient(id);
    return { ...patient, parameters: { ...checkSettings(model, patient.parameters, id) } };
  } catch (error) {
    throw new InputError(`${where}: patient: ${(error as Error).message}`);
  }
}
