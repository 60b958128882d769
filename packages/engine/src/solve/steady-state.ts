/**
 * Periodic steady states of many cases at once. The map of one assisted cycle is iterated with Anderson acceleration;
 * a case ends when its residual (elastance times change of volume, in mmHg) and the change of every measure between
 * iterates are below tolerance. A lane's path depends on that lane alone, so a case in a batch ends as it would alone.
 */
import type { Kernel } from "../codegen/kernel.ts";
import { hasSlowClocks } from "../language/model.ts";
import type { LaneGroup } from "./lane-group.ts";
import { runLanes, withGroup } from "./lane-queue.ts";
import { Search, takeStart } from "./search.ts";
import type { Goal, SteadyCase, SteadyResult } from "./steady-case.ts";
import { DEFAULT_STEP, requiredSteps } from "./steps.ts";

export interface SteadyOptions {
  /** Largest residual accepted (mmHg). */
  readonly tolerance?: number;
  /** Largest relative change of a measure between iterates accepted. */
  readonly measureTolerance?: number;
  /** Largest distance from rest accepted (mmHg), as the guide's map sees it; nothing to those without a guide. */
  readonly distanceTolerance?: number;
  readonly maxBeats?: number;
  /** Longest step (s). */
  readonly step?: number;
  /** false: plain running, for comparison. */
  readonly accelerate?: boolean;
  /**
   * The same model in single precision: searches that have a guide come near rest there, four side by side, and the kernel
   * itself takes them to their end. Twice as fast where there are many.
   */
  readonly rough?: Kernel;
  /** Told how many cases have ended. */
  readonly onProgress?: (ended: number) => void;
}

const DEFAULTS = {
  tolerance: 0.001,
  measureTolerance: 5e-4,
  distanceTolerance: 0.01,
  maxBeats: 600,
  step: DEFAULT_STEP,
  accelerate: true,
} satisfies Goal;
/** What moves in ticks and beats leaves a coarser residual; the measures must rest the more. */
const WITH_SLOW_CLOCKS = { tolerance: 0.002, measureTolerance: 2e-4 };

/** Solve all cases; results are in the order of the cases. */
export function steadyStates(
  kernel: Kernel,
  cases: readonly SteadyCase[],
  options: SteadyOptions = {},
): SteadyResult[] {
  const { rough } = options;
  const slow = hasSlowClocks(kernel.program.model) ? WITH_SLOW_CLOCKS : {};
  const goal: Goal = { ...DEFAULTS, ...slow, ...options };
  const first = withGroup(rough ?? kernel, (scratch) => firstSteps(scratch, cases, goal.step));
  const steps = rough ? first.map(shared) : first;
  const searches = cases.map((c, i) => new Search(c, steps[i], goal));
  if (rough) {
    const led = searches.filter((search) => search.guided);
    for (const search of led) search.rough = true;
    runLanes(rough, led);
    for (const search of led) search.rough = false;
  }
  runLanes(kernel, searches, options.onProgress);
  return searches.map((search) => search.result!);
}

/** Steps a beat of many searches are a multiple of this: the fewer kinds there are, the fewer lanes run empty. */
const SHARED_STEPS = 60;

const shared = (steps: number): number => Math.ceil(steps / SHARED_STEPS) * SHARED_STEPS;

/** Steps a beat of the table in which a start's stiffness is looked at. */
const LOOK_STEPS = 64;

/** Steps that the cases need at their start, found in a scratch group, as many cases at a time as it has lanes. */
function firstSteps(scratch: LaneGroup, cases: readonly SteadyCase[], step: number): number[] {
  const { lanes } = scratch.kernel;
  const found: number[] = [];
  for (let at = 0; at < cases.length; at += lanes) {
    const beside = Array.from({ length: lanes }, (_, lane) => cases[Math.min(at + lane, cases.length - 1)]);
    beside.forEach((one, lane) => {
      scratch.setParameters(lane, one.parameters);
    });
    scratch.configure(LOOK_STEPS);
    beside.forEach((one, lane) => {
      scratch.initialise(lane);
      takeStart(scratch, lane, one);
    });
    // The period follows from the start, not from what the group held before.
    scratch.configure(LOOK_STEPS);
    // A start that is no state has no period: the search will tell.
    const steps = requiredSteps(scratch, step);
    found.push(...steps.map((n) => (Number.isFinite(n) ? n : scratch.steps)).slice(0, cases.length - at));
  }
  return found;
}
