/** `validate`: the model against every published value of the studies. */
import { InputError } from "../input-error.ts";
import { Laboratory } from "../laboratory.ts";
import { nearest } from "../settings.ts";
import { Bench } from "./bench.ts";
import { formulaOf } from "./formula.ts";
import { type Bounds, boundsOf, deviation, holds, worstPoint } from "./judge.ts";
import { type MadePatient, makePatient } from "./patients.ts";
import { type PlannedRun, type RunValues, runKey, solveRuns } from "./runs.ts";
import { type CaseClass, CLASSES, type Spread, type Study, type StudyCase } from "./study.ts";

export interface CurvePoint {
  readonly at: number;
  readonly published: number;
  readonly model: number;
}

export interface CaseResult {
  readonly id: string;
  readonly source: string;
  readonly quantity: string;
  readonly unit: string;
  /** Of a curve, at the point that lies furthest off; null where an interval or a direction alone was published. */
  readonly published: number | null;
  readonly spread: Spread | null;
  readonly class: CaseClass;
  readonly model: number | null;
  /** null where the model gives no value. */
  readonly holds: boolean | null;
  /** What is allowed; of a curve as a share of the published value. */
  readonly bounds: Bounds;
  /** In units of what is allowed: within -1 and 1 where it holds. */
  readonly deviation: number | null;
  readonly record: string;
  readonly study: string;
  readonly address: string | null;
  readonly from: string;
  readonly status: StudyCase["status"];
  /** Whether it counts for the bars: read or derived, not recalled. */
  readonly counted: boolean;
  /** Whether the model was built on this value. */
  readonly calibrated: boolean;
  readonly species: Study["species"];
  readonly formula: string;
  readonly runs: readonly {
    readonly name: string;
    readonly patient: string;
    readonly support: string;
    readonly settings: Readonly<Record<string, number>>;
  }[];
  readonly why: string;
  /** What is thought to be the reason, where the model does not hold. */
  readonly outside: string | null;
  /** Runs that are not at a steady state, patients that could not be fitted, values that do not exist. */
  readonly notes: readonly string[];
  readonly points: readonly CurvePoint[] | null;
}

export interface ValidationRequest {
  readonly studies: readonly Study[];
  /** Cases, records or studies; all without. */
  readonly ids?: readonly string[];
  readonly classes?: readonly CaseClass[];
  readonly onProgress?: (done: number, all: number) => void;
}

interface Chosen {
  readonly study: Study;
  readonly one: StudyCase;
}

/** A record's id without the part: B132 of B132-4. */
export const recordOf = (id: string): string => id.split("-")[0];

/** @throws InputError */
export function validate(request: ValidationRequest, laboratory = new Laboratory()): CaseResult[] {
  const chosen = choose(request);
  const planned = plan(chosen);
  const asked = new Map<string, PlannedRun>();
  for (const p of planned) if ("patient" in p.run) asked.set(runKey(p.study, p.run.patient), p);
  // A fit takes about as long as a dozen runs.
  const all = 12 * asked.size + planned.length;
  const patients = new Map<string, MadePatient>();
  for (const [key, { study, run }] of asked) {
    request.onProgress?.(12 * patients.size, all);
    const name = "patient" in run ? run.patient : "";
    patients.set(key, makePatient(laboratory, study, name, study.patients[name]));
  }
  const values = solveRuns(laboratory, planned, patients, (done) => request.onProgress?.(12 * asked.size + done, all));
  const bench = new Bench();
  return chosen.map((c) => conclude(c, values, patients, bench));
}

function choose({ studies, ids = [], classes = [] }: ValidationRequest): Chosen[] {
  const every = studies.flatMap((study) => study.cases.map((one) => ({ study, one })));
  const twice = every.find(({ one }, i) => every.findIndex((e) => e.one.id === one.id) < i);
  if (twice) throw new InputError(`validation: ${twice.one.id} stands in two studies; each id is allowed once.`);
  const known = new Set(every.flatMap(({ study, one }) => [one.id, recordOf(one.id), study.key]));
  for (const id of ids) {
    if (known.has(id)) continue;
    const near = nearest([...known], id);
    throw new InputError(`--id: there is no case "${id}"${near ? `; did you mean ${near}?` : "."}`);
  }
  return every.filter(
    ({ study, one }) =>
      (ids.length === 0 || ids.some((id) => [one.id, recordOf(one.id), study.key].includes(id))) &&
      (classes.length === 0 || classes.includes(one.class)),
  );
}

const namesOf = ({ one }: Chosen): readonly string[] =>
  one.model === undefined ? [] : formulaOf(one.model, one.id).names;

function plan(chosen: readonly Chosen[]): PlannedRun[] {
  const runs = new Map<string, PlannedRun>();
  for (const c of chosen) {
    for (const full of namesOf(c)) {
      const [name] = full.split(".");
      const { study } = c;
      runs.set(runKey(study, name), { study, name, run: study.runs[name] });
    }
  }
  return [...runs.values()];
}

function conclude(
  chosen: Chosen,
  runs: ReadonlyMap<string, RunValues>,
  patients: ReadonlyMap<string, MadePatient>,
  bench: Bench,
): CaseResult {
  const { study, one } = chosen;
  const points = one.curve ? curvePoints(one, bench) : null;
  const worst = points ? worstPoint(points) : null;
  const notes: string[] = [];
  const model = worst ? worst.model : evaluate(chosen, runs, notes);
  const used = [...new Set(namesOf(chosen).map((n) => n.split(".")[0]))];
  for (const name of used) notes.push(...reservations(study, name, runs, patients));
  const bounds = boundsOf(one);
  const published = worst ? worst.published : (one.published ?? null);
  const verdict = model === null ? null : worst ? holds(one, worst.model / worst.published) : holds(one, model);
  const compared = worst ? worst.model / worst.published : model;
  return {
    id: one.id,
    source: study.source,
    quantity: one.quantity,
    unit: one.unit,
    published,
    spread: one.spread ?? null,
    class: one.class,
    model,
    holds: verdict,
    bounds,
    deviation: compared === null ? null : deviation(compared, worst ? 1 : published, bounds),
    record: recordOf(one.id),
    study: study.key,
    address: study.address ?? null,
    from: one.from,
    status: one.status,
    counted: one.status !== "RECALLED",
    calibrated: one.calibrated ?? false,
    species: study.species,
    formula: one.model ?? `${one.curve!.of} of ${one.curve!.device} over ${one.curve!.vary}`,
    runs: used.map((name) => describeRun(study, name)),
    why: one.why,
    outside: one.outside ?? null,
    notes: [...new Set(notes)],
    points,
  };
}

function curvePoints({ curve }: StudyCase, bench: Bench): CurvePoint[] {
  const model = bench.curve(curve!);
  return curve!.at.map((at, i) => ({ at, published: curve!.published[i], model: model[i] }));
}

function evaluate({ study, one }: Chosen, runs: ReadonlyMap<string, RunValues>, notes: string[]): number | null {
  const formula = formulaOf(one.model!, one.id);
  const values: Record<string, number> = {};
  for (const full of formula.names) {
    const [name, ...rest] = full.split(".");
    const id = rest.join(".");
    const value = runs.get(runKey(study, name))!.values[id];
    if (value === undefined) throw new InputError(`${study.key}: ${one.id}: model: there is no value "${id}".`);
    if (value === null) {
      notes.push(`${id} does not exist in run ${name}`);
      return null;
    }
    values[full] = value;
  }
  const result = formula.evaluate(values);
  if (Number.isFinite(result)) return result;
  notes.push("the formula has no finite value");
  return null;
}

/** A patient that misses its own targets by more than this is not the one that the study describes. */
const MISSED = 1.5;

function reservations(
  study: Study,
  name: string,
  runs: ReadonlyMap<string, RunValues>,
  patients: ReadonlyMap<string, MadePatient>,
): string[] {
  const { reason } = runs.get(runKey(study, name))!;
  const notes = reason === null ? [] : [`run ${name}: ${reason}`];
  const run = study.runs[name];
  const made = "patient" in run ? patients.get(runKey(study, run.patient)) : undefined;
  if (made && made.rmse_z !== null && made.rmse_z > MISSED)
    notes.push(`the patient misses the study's own baseline by ${made.rmse_z.toFixed(1)} sd (root mean square)`);
  return notes;
}

function describeRun(study: Study, name: string): CaseResult["runs"][number] {
  const run = study.runs[name];
  const patient = "patient" in run ? run.patient : `${run.n} of ${run.population}`;
  return { name, patient, support: run.support ?? "none", settings: run.settings ?? {} };
}

export interface ClassCount {
  readonly class: CaseClass;
  readonly held: number;
  readonly counted: number;
  /** Of them, values that the model was not built on. */
  readonly independentHeld: number;
  readonly independent: number;
  /** Recalled from memory, shown but not counted. */
  readonly recalled: number;
}

/** How many hold, by class; what has no value counts as not holding. */
export function countByClass(results: readonly CaseResult[]): ClassCount[] {
  return CLASSES.map((name) => {
    const own = results.filter((r) => r.class === name);
    const counted = own.filter((r) => r.counted);
    const independent = counted.filter((r) => !r.calibrated);
    const held = (list: readonly CaseResult[]): number => list.filter((r) => r.holds === true).length;
    return {
      class: name,
      held: held(counted),
      counted: counted.length,
      independentHeld: held(independent),
      independent: independent.length,
      recalled: own.length - counted.length,
    };
  });
}
