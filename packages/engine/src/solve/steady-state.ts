/**
 * Periodic steady states of many cases at once. The map of one assisted cycle is iterated with Anderson acceleration;
 * a case ends when its residual (elastance times change of volume, in mmHg) and the change of every measure between
 * iterates are below tolerance. A lane's path depends on that lane alone, so a case in a batch ends as it would alone.
 */
import type { Kernel } from "../codegen/kernel.ts";
import { Anderson } from "./anderson.ts";
import { type InnerParameters, LaneGroup, type State } from "./lane-group.ts";
import { DEFAULT_STEP, MOST_STEPS_TRIED, requiredSteps, stepHolds, stepsFor } from "./steps.ts";

export interface SteadyCase {
  readonly parameters: InnerParameters;
  /** State to start from (of the same model); without it a rough guess. */
  readonly start?: State;
}

export interface SteadyOptions {
  /** Largest residual accepted (mmHg). */
  readonly tolerance?: number;
  /** Largest relative change of a measure between iterates accepted. */
  readonly measureTolerance?: number;
  readonly maxBeats?: number;
  /** Longest step (s). */
  readonly step?: number;
  /** false: plain running, for comparison. */
  readonly accelerate?: boolean;
}

export type BeatMeasures = ReadonlyMap<string, number>;

export interface SteadyResult {
  readonly converged: boolean;
  /** Why not, in words; null when converged. */
  readonly reason: string | null;
  readonly beats: number;
  readonly residual: number;
  /** Measures of each beat of the last cycle, in order. */
  readonly cycle: readonly BeatMeasures[];
  /** State at the start of a cycle. */
  readonly state: State;
  readonly steps: number;
  readonly period: number;
}

const DEFAULTS = { tolerance: 0.002, measureTolerance: 2e-4, maxBeats: 600, step: DEFAULT_STEP, accelerate: true };
const WINDOW = 8;
const LONGEST_MOVE_MMHG = 25;
/** A start from a guess first runs plainly for so many cycles. */
const SETTLE_BEATS = 1;

/** Solve all cases; results are in the order of the cases. */
export function steadyStates(
  kernel: Kernel,
  cases: readonly SteadyCase[],
  options: SteadyOptions = {},
): SteadyResult[] {
  const settings = { ...DEFAULTS, ...options };
  const results: SteadyResult[] = new Array(cases.length);
  const { scratch, work } = groupsOf(kernel);
  let waiting = cases.map((c, index) => ({ index, steps: firstSteps(scratch, c, settings.step) }));
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.steps - b.steps || a.index - b.index);
    const batch = waiting.filter((w) => w.steps === waiting[0].steps).slice(0, kernel.lanes);
    waiting = waiting.filter((w) => !batch.includes(w));
    const solved = solveGroup(
      work,
      batch.map((b) => cases[b.index]),
      batch[0].steps,
      settings,
    );
    solved.forEach((r, i) => {
      if ("retryWith" in r) waiting.push({ index: batch[i].index, steps: r.retryWith });
      else results[batch[i].index] = r;
    });
  }
  return results;
}

const groups = new WeakMap<Kernel, { scratch: LaneGroup; work: LaneGroup }>();

/** Groups are kept from call to call: a kernel never gives memory back. */
function groupsOf(kernel: Kernel): { scratch: LaneGroup; work: LaneGroup } {
  const known = groups.get(kernel) ?? { scratch: new LaneGroup(kernel), work: new LaneGroup(kernel) };
  groups.set(kernel, known);
  return known;
}

/** Steps that a case needs at its start, found in a scratch group. */
function firstSteps(scratch: LaneGroup, one: SteadyCase, step: number): number {
  for (let lane = 0; lane < scratch.kernel.lanes; lane++) scratch.setParameters(lane, one.parameters);
  scratch.configure(64);
  scratch.configure(stepsFor(scratch.period(0), step));
  for (let lane = 0; lane < scratch.kernel.lanes; lane++) scratch.initialise(lane);
  if (one.start) scratch.writeState(0, one.start);
  return requiredSteps(scratch, 0, step);
}

interface LaneTask {
  readonly anderson: Anderson;
  point: State;
  weights: Float64Array;
  cycleLength: number;
  cycle: BeatMeasures[];
  before: BeatMeasures[] | null;
  beats: number;
  best: number;
  calm: number;
  result: SteadyResult | { retryWith: number } | null;
}

function solveGroup(
  group: LaneGroup,
  cases: readonly SteadyCase[],
  steps: number,
  settings: typeof DEFAULTS,
): (SteadyResult | { retryWith: number })[] {
  const { kernel } = group;
  // A lane without a case of its own repeats the first: it changes nothing.
  const filled = Array.from({ length: kernel.lanes }, (_, lane) => cases[lane] ?? cases[0]);
  filled.forEach((c, lane) => group.setParameters(lane, c.parameters));
  group.configure(steps);
  filled.forEach((c, lane) => {
    group.initialise(lane);
    if (c.start) group.writeState(lane, c.start);
  });
  const tasks = filled.map((_, lane) => newTask(group, lane));
  while (tasks.some((t, lane) => lane < cases.length && t.result === null)) {
    group.beat();
    tasks.forEach((task, lane) => {
      if (lane >= cases.length || task.result !== null) return;
      afterBeat(group, lane, task, settings);
    });
  }
  return tasks.slice(0, cases.length).map((t) => t.result!);
}

function newTask(group: LaneGroup, lane: number): LaneTask {
  return {
    anderson: new Anderson(WINDOW, LONGEST_MOVE_MMHG),
    point: group.readState(lane),
    weights: weightsOf(group, lane),
    cycleLength: group.cycle(lane),
    cycle: [],
    before: null,
    beats: 0,
    best: Number.POSITIVE_INFINITY,
    calm: -SETTLE_BEATS,
    result: null,
  };
}

/** A change of concentration by this much over a beat weighs as much as 1 mmHg. */
const CONCENTRATION_SCALE = 0.05;

/** Places of the volumes in the state, with the slots of their elastances, and the weights that never change. */
interface Weighing {
  readonly volumes: readonly { at: number; elastance: number }[];
  readonly fixed: Float64Array;
}

const weighings = new WeakMap<LaneGroup, Weighing>();

function weighingOf(group: LaneGroup): Weighing {
  const known = weighings.get(group);
  if (known) return known;
  const { model } = group.kernel.program;
  const scale = new Map(model.states.map((s) => [`state:${s.name}`, 1 / s.scale]));
  for (const s of model.scalars)
    for (const n of model.nodes) if (n.blood) scale.set(`concentration:${s.name}.${n.name}`, 1 / CONCENTRATION_SCALE);
  const volumes = group.carried.flatMap((name, at) =>
    name.startsWith("volume:") ? [{ at, elastance: group.slot(`stiffness:elastance:${name.slice(7)}`) }] : [],
  );
  const made = { volumes, fixed: Float64Array.from(group.carried, (name) => scale.get(name) ?? 0) };
  weighings.set(group, made);
  return made;
}

/** mmHg per unit of each carried register: elastances for volumes, declared scales for signals, nothing for the rest. */
function weightsOf(group: LaneGroup, lane: number): Float64Array {
  const { volumes, fixed } = weighingOf(group);
  group.kernel.stiffness(group.group, 0);
  const weights = Float64Array.from(fixed);
  for (const { at, elastance } of volumes) weights[at] = Math.min(Math.max(group.read(elastance, lane), 1e-3), 20);
  return weights;
}

function afterBeat(group: LaneGroup, lane: number, task: LaneTask, settings: typeof DEFAULTS): void {
  task.beats++;
  task.cycle.push(group.readMeasures(lane));
  if (task.cycle.length < task.cycleLength) return;
  const image = group.readState(lane);
  if (!image.every(Number.isFinite)) {
    task.result =
      group.steps * 2 > MOST_STEPS_TRIED
        ? failure(group, lane, task, "the calculation broke down", Number.NaN)
        : { retryWith: group.steps * 2 };
    return;
  }
  if (!stepHolds(group, lane)) {
    task.result = { retryWith: group.steps * 2 };
    return;
  }
  const residual = weightedDistance(task.point, image, task.weights);
  const change = task.before === null ? Number.POSITIVE_INFINITY : largestChange(task.before, task.cycle);
  if (residual < settings.tolerance && change < settings.measureTolerance) {
    task.result = finish(group, lane, task, residual, null);
    return;
  }
  if (task.beats >= settings.maxBeats) {
    const text = `no steady state within ${task.beats} beats: pressures still change by ${residual.toPrecision(2)} mmHg a cycle`;
    task.result = failure(group, lane, task, text, residual);
    return;
  }
  task.before = task.cycle;
  task.cycle = [];
  advance(group, lane, task, image, residual, settings);
}

function advance(
  group: LaneGroup,
  lane: number,
  task: LaneTask,
  image: State,
  residual: number,
  settings: typeof DEFAULTS,
): void {
  // Where acceleration has had its chance, plain running gets the rest.
  const spent = task.beats > settings.maxBeats / 2;
  if (task.calm < 0 || !settings.accelerate || spent) {
    task.calm++;
    task.point = image;
    return;
  }
  if (residual > 3 * task.best) {
    task.anderson.restart();
    task.best = residual;
  }
  task.best = Math.min(task.best, residual);
  task.weights = weightsOf(group, lane);
  const candidate = task.anderson.next(task.point, image, task.weights);
  if (!plausible(group, candidate)) {
    task.anderson.restart();
    task.point = image;
    return;
  }
  group.writeState(lane, candidate);
  task.point = candidate;
}

/** Every node holds something, and every number is one. */
function plausible(group: LaneGroup, state: State): boolean {
  return weighingOf(group).volumes.every(({ at }) => state[at] > 0.05) && state.every(Number.isFinite);
}

function weightedDistance(a: State, b: State, weights: Float64Array): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++) distance = Math.max(distance, weights[i] * Math.abs(a[i] - b[i]));
  return distance;
}

/** Measures smaller than this part of a unit (inner units) are judged against it. */
const SMALL_MEASURE = 0.1;

/** Largest change of a measure between two cycles, relative to its size. */
function largestChange(before: readonly BeatMeasures[], now: readonly BeatMeasures[]): number {
  let change = 0;
  now.forEach((beat, i) => {
    for (const [name, value] of beat) {
      const old = before[i].get(name)!;
      if (!Number.isFinite(value) && !Number.isFinite(old)) continue;
      change = Math.max(change, Math.abs(value - old) / Math.max(SMALL_MEASURE, Math.abs(value)));
    }
  });
  return change;
}

function finish(group: LaneGroup, lane: number, task: LaneTask, residual: number, reason: string | null): SteadyResult {
  return {
    converged: reason === null,
    reason,
    beats: task.beats,
    residual,
    cycle: task.cycle,
    state: group.readState(lane),
    steps: group.steps,
    period: group.period(lane),
  };
}

function failure(group: LaneGroup, lane: number, task: LaneTask, reason: string, residual: number): SteadyResult {
  return finish(group, lane, task, residual, reason);
}
