/** What a search does after each beat of its lane: judge, and choose the state to go on from. */
import type { LaneGroup, State } from "./lane-group.ts";
import type { LaneTask } from "./search-task.ts";
import type { Goal, SteadyResult } from "./steady-case.ts";
import { MOST_STEPS_TRIED, stepHolds, stepsFor } from "./steps.ts";
import { weighingOf, weightsOf } from "./weights.ts";

/** Where a search leaves single precision: nearer to rest rounding would lead it. */
const NEAR = { tolerance: 0.01, distanceTolerance: 0.03 };
/** What has not come near by then is searched for anew from where it is, since rounding may be what keeps it off. */
const MOST_ROUGH_BEATS = 40;
/** Anderson's steps that wait for double precision: a few more than most searches need there. */
const STEPS_KEPT = 5;
/** Searches of cycles longer than this (beats) get more beats than the most that is set. */
const LONG_CYCLE = 15;
/** After the haste so many cycles are run plainly: what is at rest shows it. */
const CALM_BEATS = 8;
const MOST_RESCUES = 5;
/** A guide that has not led there by now leads astray; what is not found soon after is hardly ever found (bench/README.md). */
const GUIDED_BEATS = 100;
const MOST_BEATS_IF_GUIDED = 300;
/** In single precision measures are not read. */
const NO_VALUES = new Float64Array();
/** A residual (mmHg) from which the measures of a beat are read. */
const MEASURED_FROM_MMHG = 0.05;

export function afterBeat(
  group: LaneGroup,
  lane: number,
  task: LaneTask,
  { goal, rough }: { goal: Goal; rough: boolean },
): void {
  task.beats++;
  task.longest = Math.max(task.longest, group.period(lane));
  if (task.cycleLength > 1) task.cycle.push(rough ? NO_VALUES : group.measured(lane));
  if (task.cycle.length < task.cycleLength && task.cycleLength > 1) return;
  const { image } = scratchOf(group);
  group.readState(lane, image);
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
  const change = largestChange(task.before, task.cycle, weighingOf(group).small);
  if (task.hasty && residual < goal.tolerance) {
    slowDown(group, lane, task);
    task.point.set(image);
    return;
  }
  const led = lead(task, image);
  const left = led === image ? 0 : weightedDistance(task.point, led, task.weights);
  const { tolerance, distanceTolerance } = rough ? NEAR : goal;
  const still = residual < tolerance && left < distanceTolerance;
  if (rough && (still || task.beats >= MOST_ROUGH_BEATS)) {
    advance(group, lane, task, { image, led, residual }, goal);
    task.anderson.keepLast(STEPS_KEPT);
    task.cycle = [];
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
  if (!task.isSound || task.rescues >= MOST_RESCUES) return false;
  task.rescues++;
  group.initialise(lane);
  group.writeState(lane, task.sound);
  task.point.set(task.sound);
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
  task.sound.set(image);
  task.isSound = true;
  // Where acceleration has had its chance, plain running gets the rest.
  const spent = task.beats > mostBeats(task, goal) / 2;
  if (spent && task.hasty) slowDown(group, lane, task);
  if (task.calm < 0 || !goal.accelerate || spent) {
    task.calm++;
    task.point.set(image);
    return;
  }
  if (residual > 3 * task.best || task.beats === task.guidedFrom + GUIDED_BEATS + 1) {
    task.anderson.restart();
    task.best = residual;
  }
  task.best = Math.min(task.best, residual);
  weightsOf(group, lane, false, task.weights);
  const { candidate } = scratchOf(group);
  task.anderson.next(task.point, led, task.weights, candidate);
  const { concentrations } = weighingOf(group);
  for (let k = 0; k < concentrations.length; k++) {
    const at = concentrations[k];
    if (candidate[at] < 0) candidate[at] = 0;
  }
  if (!plausible(group, candidate)) {
    task.anderson.restart();
    task.point.set(image);
    return;
  }
  take(group, lane, task, candidate);
}

/** On from another state. Combinations keep the volume of blood, but not of states that were rounded. */
function take(group: LaneGroup, lane: number, task: LaneTask, state: State): void {
  group.writeState(lane, state);
  task.point.set(state);
  if (task.blood === null) return;
  group.addBlood(lane, task.blood - group.bloodVolume(lane));
  group.readState(lane, task.point);
}

/** What a beat ended in, and what is tried next: of one lane at a time. */
interface Scratch {
  readonly image: State;
  readonly candidate: State;
}

const scratches = new WeakMap<LaneGroup, Scratch>();

function scratchOf(group: LaneGroup): Scratch {
  const known = scratches.get(group);
  if (known) return known;
  const room = (): State => new Float64Array(group.carried.length);
  const made = { image: room(), candidate: room() };
  scratches.set(group, made);
  return made;
}

/** Where the guide's map would take what the beat has left; without a guide that itself. */
function lead(task: LaneTask, image: State): State {
  if (task.guide === null || task.beats > task.guidedFrom + GUIDED_BEATS) return image;
  return task.guide.map(task.cycleLength)?.next(task.point, image) ?? image;
}

/** Every node holds something, and every number is one. */
function plausible(group: LaneGroup, state: State): boolean {
  for (const { at } of weighingOf(group).volumes) if (!(state[at] > 0.05)) return false;
  return allFinite(state);
}

function allFinite(state: State): boolean {
  for (let i = 0; i < state.length; i++) if (!Number.isFinite(state[i])) return false;
  return true;
}

function weightedDistance(a: State, b: State, weights: Float64Array): number {
  // Two at a time, since each waits for its last.
  let [even, odd] = [0, 0];
  let i = 0;
  for (; i + 1 < a.length; i += 2) {
    even = Math.max(even, weights[i] * Math.abs(a[i] - b[i]));
    odd = Math.max(odd, weights[i + 1] * Math.abs(a[i + 1] - b[i + 1]));
  }
  if (i < a.length) even = Math.max(even, weights[i] * Math.abs(a[i] - b[i]));
  return Math.max(even, odd);
}

/** Largest change of a measure between two cycles, relative to its size or to what is small for it. */
function largestChange(before: readonly Float64Array[], now: readonly Float64Array[], small: Float64Array): number {
  if (now.length === 0 || before.length < now.length) return Number.POSITIVE_INFINITY;
  let change = 0;
  for (let i = 0; i < now.length; i++) {
    const [beat, same] = [now[i], before[i]];
    for (let k = 0; k < beat.length; k++) {
      const value = beat[k];
      const old = same[k];
      if (!Number.isFinite(value) && !Number.isFinite(old)) continue;
      change = Math.max(change, Math.abs(value - old) / Math.max(small[k], Math.abs(value)));
    }
  }
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

/**
 * On in double precision from where single precision has left it, with what the search has learnt. The lane holds the
 * start: of its blood rounding has lost or gained a little.
 */
export function goOn(group: LaneGroup, lane: number, task: LaneTask): void {
  task.blood = group.bloodVolume(lane);
  take(group, lane, task, task.point);
  task.best = Number.POSITIVE_INFINITY;
  if (task.beats < MOST_ROUGH_BEATS) return;
  task.anderson.restart();
  task.guidedFrom = task.beats;
}
