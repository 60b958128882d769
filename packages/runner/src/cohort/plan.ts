/** What a cohort is: everything that decides its rows, and nothing else. Its hash names the study. */
import { createHash } from "node:crypto";
import type { Scope } from "@counterpulse/engine";
import {
  checkSettings,
  type Device,
  findParameter,
  InputError,
  impliedControl,
  Laboratory,
  MODEL_VERSION,
  type ModelStamp,
  type Population,
  parseSupport,
  type Sampling,
  type Settings,
  stamp,
} from "@counterpulse/lab";
import { arithmeticStamp } from "./arithmetic.ts";

/** Raised when rows or their order change although the model does not. */
export const FORMAT = "counterpulse cohort 4";

export interface CohortPlan {
  readonly format: string;
  readonly model: ModelStamp;
  /** Of the JavaScript engine: see arithmetic.ts. */
  readonly arithmetic: string;
  readonly physiology: Scope;
  /** The population as its file says it. */
  readonly population: unknown;
  readonly population_id: string;
  readonly n: number;
  readonly seed: number;
  readonly sampling: Sampling;
  readonly supports: readonly string[];
  readonly settings: Settings;
  /** Device settings of which every combination is run: id -> values. */
  readonly vary: Readonly<Record<string, readonly number[]>>;
  /** Seconds after the supports' start whose values stand where there is no steady state. */
  readonly at_s: number;
  readonly draws_per_screen: number;
  readonly patients_per_shard: number;
}

export interface CohortRequest {
  readonly population: Population;
  readonly physiology?: Scope;
  readonly n: number;
  readonly seed: number;
  readonly sampling?: Sampling;
  readonly supports: readonly string[];
  readonly settings?: Settings;
  readonly vary?: Readonly<Record<string, readonly number[]>>;
  readonly atSeconds?: number;
}

/** Draws and patients of a shard: many enough to fill the lanes of a vector, few enough that little is lost with one. */
const MOST_DRAWS = 160;
const MOST_PATIENTS = 80;
/** Small cohorts are cut so often, that several threads have something to do. */
const LEAST_SHARDS = 8;

/** @throws InputError */
export function planCohort(request: CohortRequest): CohortPlan {
  const { population, n, seed, supports, physiology = "full", vary = {} } = request;
  const { model } = laboratoryOf("full");
  if (supports.length === 0) throw new InputError("--supports: none is given; one or more are allowed.");
  const sets = supports.map(parseSupport);
  sets.forEach((set, i) => {
    if (sets.slice(0, i).some((other) => sameDevices(set, other)))
      throw new InputError(`--supports: "${supports[i]}" is given twice; each is allowed once.`);
  });
  const settings = checkSettings(model, request.settings ?? {}, "--set");
  checkVaried(request, sets);
  for (const combination of combinations(vary)) impliedControl({ ...settings, ...combination });
  return {
    format: FORMAT,
    model: stamp(laboratoryOf(physiology)),
    arithmetic: arithmeticStamp(),
    physiology,
    population: population.document,
    population_id: population.id,
    n,
    seed,
    sampling: request.sampling ?? "sobol",
    supports: [...supports],
    settings,
    vary,
    at_s: request.atSeconds ?? 60,
    draws_per_screen: between(Math.ceil((1.5 * n) / LEAST_SHARDS), 16, MOST_DRAWS),
    patients_per_shard: between(Math.ceil(n / LEAST_SHARDS), 1, MOST_PATIENTS),
  };
}

const between = (x: number, min: number, max: number): number => Math.min(Math.max(x, min), max);

const sameDevices = (a: ReadonlySet<Device>, b: ReadonlySet<Device>): boolean =>
  a.size === b.size && [...a].every((device) => b.has(device));

/** Enrolment happens without support, so what is varied must not matter there. */
function checkVaried({ vary = {}, settings = {} }: CohortRequest, sets: readonly ReadonlySet<Device>[]): void {
  const { model } = laboratoryOf("full");
  for (const [id, values] of Object.entries(vary)) {
    checkSettings(model, { [id]: values[0] }, "--vary");
    const parameter = findParameter(model, id, "--vary");
    for (const value of values) checkSettings(model, { [parameter.id]: value }, "--vary");
    if (!sets.some((set) => [...set].some((device) => id.startsWith(`${device}.`))))
      throw new InputError(`--vary: ${id} belongs to no device of --supports; settings of those are allowed.`);
    if (id in settings) throw new InputError(`--vary: ${id} is set by --set too; one of the two is allowed.`);
    if (new Set(values).size < values.length) throw new InputError(`--vary: ${id} has a value twice.`);
  }
}

/** Every combination of what is varied, the last id fastest. */
export function combinations(vary: CohortPlan["vary"]): Settings[] {
  return Object.entries(vary).reduce<Settings[]>(
    (before, [id, values]) => before.flatMap((one) => values.map((value) => ({ ...one, [id]: value }))),
    [{}],
  );
}

/** One column of the experiment: a support with one combination of what is varied of its devices. */
export interface Cell {
  readonly support: string;
  readonly devices: ReadonlySet<Device>;
  readonly varied: Settings;
}

export function cellsOf(plan: CohortPlan): Cell[] {
  return plan.supports.flatMap((support) => {
    const devices = parseSupport(support);
    const own = Object.entries(plan.vary).filter(([id]) => [...devices].some((d) => id.startsWith(`${d}.`)));
    return combinations(Object.fromEntries(own)).map((varied) => ({ support, devices, varied }));
  });
}

/** The study's name: a hash of its plan. */
export function studyHash(plan: CohortPlan): string {
  return createHash("sha256").update(JSON.stringify(plan)).digest("hex");
}

/** A study of another model, or of a program that lays rows out differently, is not worked on. @throws InputError */
export function requireSameModel(plan: Pick<CohortPlan, "model" | "arithmetic" | "format" | "physiology">): void {
  const own = stamp(laboratoryOf(plan.physiology));
  if (plan.format !== FORMAT)
    throw new InputError(
      `this study's format is "${plan.format}" and this program's "${FORMAT}"; equal ones are allowed.`,
    );
  if (plan.model.hash !== own.hash || plan.model.version !== MODEL_VERSION)
    throw new InputError(
      `this study was begun with model ${plan.model.version} ${plan.model.hash}, and this program has ${own.version} ${own.hash}; the same model is allowed.`,
    );
  if (plan.arithmetic !== arithmeticStamp())
    throw new InputError(
      `this study was begun by a Node that rounds exp, log and their kin otherwise (${plan.arithmetic}) than this one, ${process.version} (${arithmeticStamp()}); the same version of Node is allowed.`,
    );
}

const laboratories = new Map<Scope, Laboratory>();

/** The laboratory of this process or thread: compiled once. */
export function laboratoryOf(scope: Scope): Laboratory {
  const known = laboratories.get(scope) ?? new Laboratory([], scope);
  laboratories.set(scope, known);
  return known;
}
