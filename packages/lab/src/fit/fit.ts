/** `fit`: bedside values to a patient, the most probable one given the targets and the priors, with what stays uncertain. */
import type { Patient } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import { Laboratory } from "../laboratory.ts";
import { impliedControl, type Settings } from "../settings.ts";
import { type ModelStamp, stamp } from "../simulate.ts";
import { parseSupport } from "../support.ts";
import { type Prior, publishedValue } from "./coordinates.ts";
import { asPatient, type Goal } from "./forward.ts";
import { choosePriors, heldMedians } from "./priors.ts";
import { type FittedParameter, type FittedTarget, parameterRows, targetRows, warningsOf } from "./report.ts";
import { SET_POINTS, setPointsFollow, withSetPoints } from "./resting.ts";
import { type Found, type StartReport, search } from "./search.ts";
import { DEFAULT_WHERE, resolveTargets, type Target, type TargetInput } from "./targets.ts";

export interface FitRequest {
  readonly targets: readonly TargetInput[];
  /** Support under which the targets were taken. */
  readonly support?: string;
  readonly settings?: Settings;
  /** Patient to start from; without one the priors stand between health and shock. */
  readonly base?: Patient;
  readonly hold?: readonly string[];
  readonly free?: readonly string[];
  readonly starts?: number;
  readonly seed?: number;
  /** Id of the patient that comes out. */
  readonly id?: string;
  readonly onProgress?: (done: number, all: number) => void;
}

/** How a patient came about, as its file tells it. */
export interface Provenance {
  readonly model: ModelStamp;
  readonly support: string;
  readonly base: string | null;
  readonly seed: number;
  readonly converged: boolean;
  readonly rmse_z: number;
  readonly targets: readonly FittedTarget[];
  readonly parameters: readonly Pick<FittedParameter, "id" | "value" | "sd" | "status">[];
}

export interface FittedPatient extends Patient {
  readonly provenance: Provenance;
}

export interface Fit {
  readonly model: ModelStamp;
  readonly patient: FittedPatient;
  readonly support: string;
  readonly targets: readonly FittedTarget[];
  readonly parameters: readonly FittedParameter[];
  /** Root mean square of the targets' z. */
  readonly rmse_z: number;
  readonly converged: boolean;
  readonly reason: string | null;
  readonly warnings: readonly string[];
  readonly starts: readonly StartReport[];
  readonly seed: number;
  readonly work: { readonly steady_states: number; readonly beats: number };
}

export const DEFAULT_STARTS = 4;
export const DEFAULT_SEED = 1;

/** @throws InputError */
export function fit(request: FitRequest, laboratory = new Laboratory()): Fit {
  const { base, hold = [], free = [], seed = DEFAULT_SEED, starts = DEFAULT_STARTS } = request;
  const support = parseSupport(request.support ?? "none");
  const { model } = laboratory;
  const asked = impliedControl(request.settings ?? {});
  const own = new Set([...Object.keys(asked), ...free]);
  const targets = resolveTargets(model, request.targets, support, own);
  if (targets.length === 0)
    throw new InputError(`${DEFAULT_WHERE}: there is no target; index=value[~sd] is allowed, such as MAP=65.`);
  const set: Settings = Object.assign({}, asked, ...targets.map((t) => t.sets));
  const priors = choosePriors(model, { base, hold, free, set });
  const told = { ...heldMedians(priors, base), ...base?.parameters, ...set };
  const resting = setPointsFollow(laboratory, told, own);
  const held = resting ? without(told, SET_POINTS) : told;
  const goals = targets.filter((t) => t.sets === null).map(({ index, value, sd }): Goal => ({ index, value, sd }));
  const { onProgress } = request;
  const found =
    goals.length > 0
      ? search(laboratory, { held, support, priors, goals, resting }, { starts, seed, onProgress })
      : null;
  const parameters =
    found?.solved.case.patient.parameters ?? atMedians(laboratory, { ...held, ...medians(priors) }, resting);
  return conclude(laboratory, request, seed, { targets, priors, found, parameters });
}

const medians = (priors: readonly Prior[]): Settings =>
  Object.fromEntries(priors.map((p) => [p.id, publishedValue(p, 0)]));

const without = (settings: Settings, ids: readonly string[]): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([id]) => !ids.includes(id)));

const atMedians = (laboratory: Laboratory, parameters: Settings, resting: boolean): Settings =>
  resting ? withSetPoints(laboratory, [parameters])[0] : parameters;

function conclude(
  laboratory: Laboratory,
  request: FitRequest,
  seed: number,
  end: { targets: readonly Target[]; priors: readonly Prior[]; found: Found | null; parameters: Settings },
): Fit {
  const { targets, priors, found } = end;
  const support = request.support ?? "none";
  const solved =
    found?.solved ??
    laboratory.solve([{ patient: asPatient(end.parameters), settings: {}, support: parseSupport(support) }])[0];
  const rows = targetRows(targets, solved.indices);
  const parameters = parameterRows(targets, priors, found);
  const rmse = Math.sqrt(rows.reduce((sum, { z }) => sum + (z ?? 0) ** 2, 0) / rows.length);
  const converged = solved.converged && (found?.optimum.converged ?? true);
  const model = stamp(laboratory);
  const provenance: Provenance = {
    model,
    support,
    base: request.base?.id ?? null,
    seed,
    converged,
    rmse_z: rmse,
    targets: rows,
    parameters: parameters.map(({ id, value, sd, status }) => ({ id, value, sd, status })),
  };
  return {
    model,
    patient: describe(request, end.parameters, rows, provenance),
    support,
    targets: rows,
    parameters,
    rmse_z: rmse,
    converged,
    reason: solved.reason,
    warnings: warningsOf(rows, targets, found),
    starts: found?.starts ?? [],
    seed,
    work: { steady_states: found?.work.cases ?? 1, beats: found?.work.beats ?? solved.beats },
  };
}

function describe(
  { id = "fitted", support = "none", base }: FitRequest,
  parameters: Settings,
  rows: readonly FittedTarget[],
  provenance: Provenance,
): FittedPatient {
  const asked = rows.map(({ index, target }) => `${index} ${target}`).join(", ");
  return {
    id,
    title: "Patient fitted to bedside values",
    description: `Fitted to ${asked}; support ${support}${base ? `; started from ${base.id}` : ""}.`,
    source: `counterpulse fit, model ${provenance.model.version} (${provenance.model.hash})`,
    parameters,
    provenance,
  };
}
