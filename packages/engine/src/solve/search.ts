/** The search for the periodic steady state of one case, in a lane of a group. */
import { hasSlowClocks } from "../language/model.ts";
import { Anderson } from "./anderson.ts";
import type { Guide } from "./guide.ts";
import type { InnerParameters, LaneGroup, State } from "./lane-group.ts";
import type { LaneRun } from "./lane-queue.ts";
import { MOST_STEPS_TRIED, stepHolds, stepsFor } from "./steps.ts";
import { weighingOf, weightsOf } from "./weights.ts";

export interface SteadyCase {
  readonly parameters: InnerParameters;
  /** State to start from (of the same model); without it a rough guess. */
  readonly start?: State;
  /** The start is that of another patient: its blood is first brought to this one's volume. */
  readonly refill?: boolean;
  /** true: run plainly; slow things are found where they are when the fast ones have come to rest. */
  readonly unhurried?: boolean;
  /** Linear maps of a circulation much like this one: the search takes a quarter of the beats with them. */
  readonly guide?: Guide;
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

/** Where a search ends: see SteadyOptions. */
export interface Goal {
  readonly tolerance: number;
  readonly measureTolerance: number;
  readonly distanceTolerance: number;
  readonly maxBeats: number;
  readonly step: number;
  readonly accelerate: boolean;
}

/** Where a search leaves single precision: nearer to rest rounding would lead it. */
const NEAR = { tolerance: 0.01, distanceTolerance: 0.03 };
/** What has not come near by then is searched for anew from where it is, since rounding may be what keeps it off. */
const MOST_ROUGH_BEATS = 40;
const WINDOW = 12;
const LONGEST_MOVE_MMHG = 25;
/** Searches of cycles longer than this (beats) get more beats than the most that is set. */
const LONG_CYCLE = 15;
/** After the haste so many cycles are run plainly: what is at rest shows it. */
const CALM_BEATS = 8;
const MOST_RESCUES = 5;
/** A guide that has not led there by now leads astray; what is not found soon after is hardly ever found (bench/README.md). */
const GUIDED_BEATS = 100;
const MOST_BEATS_IF_GUIDED = 300;
/** A residual (mmHg) from which the measures of a beat are read. */
const MEASURED_FROM_MMHG = 0.05;
/** A start from a guess first runs plainly for so many cycles. */
const SETTLE_BEATS = 1;

export function takeStart(group: LaneGroup, lane: number, { start, refill = false }: SteadyCase): void {
  if (start) group.writeState(lane, start);
  if (start && refill) group.refill(lane);
}

/** What a search knows of its lane. */
interface LaneTask {
  readonly anderson: Anderson;
  readonly guide: Guide | null;
  point: State;
  weights: Float64Array;
  cycleLength: number;
  cycle: Float64Array[];
  /** Of the cycle before, where it was read. */
  before: Float64Array[];
  beats: number;
  best: number;
  calm: number;
  /** Slow things are hurried until they are at rest; then it must rest without. */
  hasty: boolean;
  /** Only the volumes count, all at their own pace. */
  readonly unhurried: boolean;
  /** Longest beat so far (s). */
  longest: number;
  /** Beats before the guide began, or began anew. */
  guidedFrom: number;
  /** Blood volume to be kept (mL), where single precision is or was in use. */
  blood: number | null;
  /** The last state that a beat ended in, before anything was extrapolated from it; and how often it was needed. */
  sound: State | null;
  rescues: number;
  result: SteadyResult | { readonly retryWith: number } | "near" | null;
}

export class Search implements LaneRun {
  result: SteadyResult | null = null;
  private task: LaneTask | null = null;
  /** Whether the group is one of single precision, in which the search only comes near. */
  rough = false;

  /** @param steps a beat */
  constructor(
    private readonly one: SteadyCase,
    public steps: number,
    readonly goal: Goal,
  ) {}

  get parameters(): InnerParameters {
    return this.one.parameters;
  }

  get guided(): boolean {
    return this.one.guide !== undefined && this.one.unhurried !== true;
  }

  begin(group: LaneGroup, lane: number): void {
    group.initialise(lane);
    takeStart(group, lane, this.one);
    if (this.task !== null) return goOn(group, lane, this.task);
    this.task = newTask(group, lane, this.goal.accelerate, this.one);
    group.hasten(lane, this.task.hasty);
  }

  afterBeat(group: LaneGroup, lane: number): "on" | "end" | "anew" {
    const task = this.task!;
    afterBeat(group, lane, task, this);
    const { result } = task;
    if (result === null) return "on";
    task.result = null;
    if (result === "near") return "end";
    this.task = null;
    if ("retryWith" in result) {
      this.steps = result.retryWith;
      return "anew";
    }
    // What breaks down in single precision is begun anew in double.
    if (!this.rough) this.result = result;
    return "end";
  }
}

/**
 * On in double precision from where single precision has left it, with what the search has learnt. The lane holds the
 * start: of its blood rounding has lost or gained a little.
 */
function goOn(group: LaneGroup, lane: number, task: LaneTask): void {
  task.blood = group.bloodVolume(lane);
  take(group, lane, task, task.point);
  task.best = Number.POSITIVE_INFINITY;
  if (task.beats < MOST_ROUGH_BEATS) return;
  task.anderson.restart();
  task.guidedFrom = task.beats;
}

function newTask(
  group: LaneGroup,
  lane: number,
  accelerate: boolean,
  { unhurried = false, guide }: SteadyCase,
): LaneTask {
  return {
    anderson: new Anderson(WINDOW, LONGEST_MOVE_MMHG),
    guide: guide ?? null,
    point: group.readState(lane),
    weights: weightsOf(group, lane, unhurried),
    cycleLength: group.cycle(lane),
    cycle: [],
    before: [],
    beats: 0,
    best: Number.POSITIVE_INFINITY,
    calm: unhurried ? Number.NEGATIVE_INFINITY : -SETTLE_BEATS,
    unhurried,
    longest: 0,
    guidedFrom: 0,
    blood: group.kernel.bytes === 4 ? group.bloodVolume(lane) : null,
    sound: null,
    rescues: 0,
    // A guide's map knows how slow things end.
    hasty: accelerate && !guide && !unhurried && hasSlowClocks(group.kernel.program.model),
    result: null,
  };
}

function afterBeat(
  group: LaneGroup,
  lane: number,
  task: LaneTask,
  { goal, rough }: Pick<Search, "goal" | "rough">,
): void {
  task.beats++;
  task.longest = Math.max(task.longest, group.period(lane));
  if (task.cycleLength > 1) task.cycle.push(group.measured(lane));
  if (task.cycle.length < task.cycleLength && task.cycleLength > 1) return;
  const image = group.readState(lane);
  if (!allFinite(image)) {
    if (rescue(group, lane, task)) return;
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
  // A rhythm that has become slower than at the start, or has long beats, needs more steps.
  const longest = stepsFor(task.longest, goal.step, group.quantum);
  if (longest > 1.1 * group.steps) {
    task.result = { retryWith: longest };
    return;
  }
  const residual = weightedDistance(task.point, image, task.weights);
  // Measures are compared where the end is near; before, they are not worth their reading.
  if (task.cycleLength === 1 && !rough && residual < MEASURED_FROM_MMHG) task.cycle.push(group.measured(lane));
  const change = largestChange(task.before, task.cycle);
  if (task.hasty && residual < goal.tolerance) {
    slowDown(group, lane, task);
    task.point = image;
    return;
  }
  const led = lead(task, image);
  const left = led === image ? 0 : weightedDistance(task.point, led, task.weights);
  const { tolerance, distanceTolerance } = rough ? NEAR : goal;
  const still = residual < tolerance && left < distanceTolerance;
  if (rough && (still || task.beats >= MOST_ROUGH_BEATS)) {
    advance(group, lane, task, { image, led, residual }, goal);
    task.result = "near";
    return;
  }
  if (still && (task.unhurried || change < goal.measureTolerance)) {
    task.result = finish(group, lane, task, residual, null);
    return;
  }
  if (task.beats >= mostBeats(task, goal)) {
    const text = `no steady state within ${task.beats} beats: pressures still change by ${residual.toPrecision(2)} mmHg a cycle`;
    task.result = failure(group, lane, task, text, residual);
    return;
  }
  task.before = task.cycle;
  task.cycle = [];
  advance(group, lane, task, { image, led, residual }, goal);
}

function mostBeats(task: LaneTask, { maxBeats }: Goal): number {
  const most = task.guide === null ? maxBeats : Math.min(maxBeats, MOST_BEATS_IF_GUIDED);
  return most * Math.max(1, task.cycleLength / LONG_CYCLE);
}

/** Slow things have come to rest in haste: what remains is to show that all rests at its own pace. */
function slowDown(group: LaneGroup, lane: number, task: LaneTask): void {
  task.hasty = false;
  task.calm = -CALM_BEATS;
  group.hasten(lane, false);
  task.anderson.restart();
  task.best = Number.POSITIVE_INFINITY;
  task.before = [];
  task.cycle = [];
}

/** Where the extrapolated state was beyond what a law bears: back to the last one that was not, and on plainly. */
function rescue(group: LaneGroup, lane: number, task: LaneTask): boolean {
  if (task.sound === null || task.rescues >= MOST_RESCUES) return false;
  task.rescues++;
  group.initialise(lane);
  group.writeState(lane, task.sound);
  task.point = task.sound;
  task.anderson.restart();
  task.best = Number.POSITIVE_INFINITY;
  task.calm = -CALM_BEATS;
  task.before = [];
  task.cycle = [];
  return true;
}

function advance(
  group: LaneGroup,
  lane: number,
  task: LaneTask,
  { image, led, residual }: { image: State; led: State; residual: number },
  goal: Goal,
): void {
  task.sound = image;
  // Where acceleration has had its chance, plain running gets the rest.
  const spent = task.beats > mostBeats(task, goal) / 2;
  if (spent && task.hasty) slowDown(group, lane, task);
  if (task.calm < 0 || !goal.accelerate || spent) {
    task.calm++;
    task.point = image;
    return;
  }
  if (residual > 3 * task.best || task.beats === task.guidedFrom + GUIDED_BEATS + 1) {
    task.anderson.restart();
    task.best = residual;
  }
  task.best = Math.min(task.best, residual);
  weightsOf(group, lane, false, task.weights);
  const candidate = task.anderson.next(task.point, led, task.weights);
  const { concentrations } = weighingOf(group);
  for (let k = 0; k < concentrations.length; k++) {
    const at = concentrations[k];
    if (candidate[at] < 0) candidate[at] = 0;
  }
  if (!plausible(group, candidate)) {
    task.anderson.restart();
    task.point = image;
    return;
  }
  take(group, lane, task, candidate);
}

/** On from another state. Combinations keep the volume of blood, but not of states that were rounded. */
function take(group: LaneGroup, lane: number, task: LaneTask, state: State): void {
  group.writeState(lane, state);
  task.point = state;
  if (task.blood === null) return;
  group.addBlood(lane, task.blood - group.bloodVolume(lane));
  task.point = group.readState(lane);
}

/** Where the guide's map would take what the beat has left; without a guide that itself. */
function lead(task: LaneTask, image: State): State {
  if (task.guide === null || task.beats > task.guidedFrom + GUIDED_BEATS) return image;
  return task.guide.map(task.cycleLength)?.next(task.point, image) ?? image;
}

/** Every node holds something, and every number is one. */
function plausible(group: LaneGroup, state: State): boolean {
  return weighingOf(group).volumes.every(({ at }) => state[at] > 0.05) && allFinite(state);
}

function allFinite(state: State): boolean {
  for (let i = 0; i < state.length; i++) if (!Number.isFinite(state[i])) return false;
  return true;
}

function weightedDistance(a: State, b: State, weights: Float64Array): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++) distance = Math.max(distance, weights[i] * Math.abs(a[i] - b[i]));
  return distance;
}

/** Measures smaller than this part of a unit (inner units) are judged against it. */
const SMALL_MEASURE = 0.1;

/** Largest change of a measure between two cycles, relative to its size. */
function largestChange(before: readonly Float64Array[], now: readonly Float64Array[]): number {
  if (now.length === 0 || before.length < now.length) return Number.POSITIVE_INFINITY;
  let change = 0;
  now.forEach((beat, i) => {
    beat.forEach((value, k) => {
      const old = before[i][k];
      if (!Number.isFinite(value) && !Number.isFinite(old)) return;
      change = Math.max(change, Math.abs(value - old) / Math.max(SMALL_MEASURE, Math.abs(value)));
    });
  });
  return change;
}

function finish(group: LaneGroup, lane: number, task: LaneTask, residual: number, reason: string | null): SteadyResult {
  return {
    converged: reason === null,
    reason,
    beats: task.beats,
    residual,
    cycle: (task.cycle.length > 0 ? task.cycle : [group.measured(lane)]).map((beat) => group.named(beat)),
    state: group.readState(lane),
    steps: group.steps,
    period: group.period(lane),
  };
}

function failure(group: LaneGroup, lane: number, task: LaneTask, reason: string, residual: number): SteadyResult {
  return finish(group, lane, task, residual, reason);
}
