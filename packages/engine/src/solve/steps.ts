/** How many steps a beat needs: the accuracy's step, or fewer milliseconds where the system is stiffer than that. */
import { type LaneGroup, leastCommonMultiple } from "./lane-group.ts";

/** Longest step (s) of the default accuracy: see bench/README.md. */
export const DEFAULT_STEP = 0.0018;

/**
 * Bounds of the scheme with a margin: h rate < 1 for Adams-Bashforth 2, whose second root at this limit still fades to a
 * half in a step, and h omega < 1.4 for leapfrog.
 */
const RATE_LIMIT = 0.65;
const FREQUENCY_LIMIT = 1.3;

/** Steps come in multiples of this, so that patients of similar rate can share a vector. */
const QUANTUM = 20;

/** More steps than this are never taken: a circuit that stiff is at fault, and is left to fail visibly. */
const MOST_STEPS = 40_000;

/** Phases of the beat at which stiffness is looked at. */
const PHASES = 16;

/** Whole multiple of the quantum that keeps steps at or below h. */
export function stepsFor(period: number, h: number, quantum = QUANTUM): number {
  const steps = Math.ceil(period / h / quantum - 1e-9) * quantum;
  return Math.min(Math.max(QUANTUM * 4, steps), MOST_STEPS);
}

/**
 * Steps a beat for each lane at its present state, the stiffness looked at in phases spread over the beat. The group must
 * be configured; its present step count does not matter, only its table is read.
 */
export function requiredSteps(lanes: LaneGroup, step: number): number[] {
  const { rate, frequency } = lanes.stiffness;
  const longest = Array<number>(lanes.kernel.lanes).fill(step);
  for (let i = 0; i < PHASES; i++) {
    lanes.lookAtStiffnessIn(Math.floor((i * lanes.steps) / PHASES));
    longest.forEach((h, lane) => {
      const [r, f] = [lanes.read(rate, lane), lanes.read(frequency, lane)];
      longest[lane] = Math.min(h, RATE_LIMIT / r, FREQUENCY_LIMIT / Math.sqrt(f));
    });
  }
  const quantum = leastCommonMultiple(QUANTUM, lanes.quantum);
  return longest.map((h, lane) => stepsFor(lanes.period(lane), h, quantum));
}

/** A case that breaks down, or grows too stiff for its step, is run with twice the steps, up to so many a beat. */
export const MOST_STEPS_TRIED = 20_000;

/**
 * Whether the present step is still short enough at the state that a beat ended in: a nearly empty atrium, for one, is
 * far stiffer than it was at the start. Looked at in the R wave only. True for steps that may not be doubled again.
 */
export function stepHolds(lanes: LaneGroup, lane: number): boolean {
  if (lanes.steps * 2 > MOST_STEPS_TRIED) return true;
  lanes.lookAtStiffness(lane);
  const h = lanes.period(lane) / lanes.steps;
  const rate = lanes.read(lanes.stiffness.rate, lane);
  const frequency = lanes.read(lanes.stiffness.frequency, lane);
  return h * rate < 1.1 * RATE_LIMIT && h * Math.sqrt(frequency) < 1.1 * FREQUENCY_LIMIT;
}
