/**
 * What becomes of an arm, on average over the profiles: death, weaning and crossing over as causes that compete, each with
 * its own hazard. Times are steps of equal baseline hazard of death; within a step hazards are taken as constant.
 */
import { addProfileWithEvents, type DeadlyEvent } from "./event-curves.ts";
import { dayAt, shareAt, type TimeCourse } from "./time-course.ts";

export interface Hazards {
  /** Last day of follow-up. */
  readonly horizon: number;
  /** Cumulative hazards at the last day without the treatment, of each profile. */
  readonly death: Float64Array;
  readonly weaning: Float64Array | null;
  readonly deathCourse: TimeCourse;
  readonly weaningCourse: TimeCourse;
}

/** Factors on the hazards, of each profile; null is 1. */
export interface Factors {
  readonly death: Float64Array | null;
  readonly weaning: Float64Array | null;
}

/** Crossing over: a constant rate until a day, and the factors from then on. */
export interface CrossingModel {
  /** Per day, of each profile. */
  readonly rate: Float64Array;
  readonly until: number;
  readonly after: Factors;
  /** It is itself the end: a composite endpoint. */
  readonly ends: boolean;
}

export interface Curves {
  readonly free: Float64Array;
  readonly died: Float64Array;
  readonly weaned: Float64Array;
  readonly crossed: Float64Array;
  /** Shares who have had each of the events that raise the hazard of death. */
  readonly had: readonly number[];
}

export const STEPS = 120;

/** @param use which profiles, all without it; @param events of this arm that raise the hazard of death */
export function curvesOf(
  h: Hazards,
  factors: Factors,
  crossing: CrossingModel | null,
  use: Uint8Array | null,
  events: readonly DeadlyEvent[] | null = null,
): Curves {
  const curve = (): Float64Array => new Float64Array(STEPS + 1);
  const sums = { free: curve(), died: curve(), weaned: curve(), crossed: curve() };
  const had = (events ?? []).map(() => 0);
  const grid = gridOf(h);
  let count = 0;
  for (let j = 0; j < h.death.length; j++) {
    if (use && use[j] === 0) continue;
    count++;
    if (events) addProfileWithEvents(h, factors, crossing, events, j, grid, sums, had);
    else addProfile(h, factors, crossing, j, grid.day, grid.weaningStep, sums);
  }
  for (const values of Object.values(sums)) for (let k = 0; k <= STEPS; k++) values[k] /= count;
  return { ...sums, had: had.map((x) => x / count) };
}

/** Days between which the baseline hazard of death grows by equal shares, and weaning's shares between them. */
export function gridOf({ horizon, deathCourse, weaningCourse }: Hazards) {
  const day = Float64Array.from({ length: STEPS + 1 }, (_, k) => dayAt(deathCourse, k / STEPS, horizon));
  const weaningStep = Float64Array.from(
    { length: STEPS },
    (_, k) => shareAt(weaningCourse, day[k + 1], horizon) - shareAt(weaningCourse, day[k], horizon),
  );
  return { day, weaningStep };
}

function addProfile(
  h: Hazards,
  factors: Factors,
  crossing: CrossingModel | null,
  j: number,
  day: Float64Array,
  weaningStep: Float64Array,
  { free, died, weaned, crossed }: Omit<Curves, "had">,
): void {
  const death = (h.death[j] * (factors.death?.[j] ?? 1)) / STEPS;
  const weaning = h.weaning ? h.weaning[j] * (factors.weaning?.[j] ?? 1) : 0;
  const deathAfter = crossing ? (h.death[j] * (crossing.after.death?.[j] ?? 1)) / STEPS : 0;
  const weaningAfter = crossing && h.weaning ? h.weaning[j] * (crossing.after.weaning?.[j] ?? 1) : 0;
  // Still free and as assigned; still free after crossing over.
  let [before, after, dead, off, over] = [1, 0, 0, 0, 0];
  free[0] += 1;
  for (let k = 0; k < STEPS; k++) {
    const cross = crossing ? crossing.rate[j] * Math.max(0, Math.min(day[k + 1], crossing.until) - day[k]) : 0;
    const wean = weaning * weaningStep[k];
    const total = death + wean + cross;
    const left = total > 0 ? (before * -Math.expm1(-total)) / total : 0;
    dead += left * death;
    off += left * wean;
    if (crossing?.ends) over += left * cross;
    before -= left * total;
    if (after > 0) {
      const weanAfter = weaningAfter * weaningStep[k];
      const totalAfter = deathAfter + weanAfter;
      const leftAfter = totalAfter > 0 ? (after * -Math.expm1(-totalAfter)) / totalAfter : 0;
      dead += leftAfter * deathAfter;
      off += leftAfter * weanAfter;
      after -= leftAfter * totalAfter;
    }
    if (crossing && !crossing.ends) after += left * cross;
    free[k + 1] += before + after;
    died[k + 1] += dead;
    weaned[k + 1] += off;
    crossed[k + 1] += over;
  }
}

/** A stratum's curves, experimental and control, and its share of all. */
export interface Stratum {
  readonly first: Curves;
  readonly second: Curves;
  readonly weight: number;
}

/**
 * The hazard ratio that Cox's model finds in a very large trial without loss: where its score, summed over the strata, is
 * zero. Hazards that are proportional in each patient are not among all, since those at highest risk leave first.
 * @param event cumulative incidence of what counts as the event
 * @param share of patients in the first arm
 */
export function coxLimit(strata: readonly Stratum[], event: (c: Curves) => Float64Array, share: number): number {
  const score = (b: number): number => {
    const ratio = Math.exp(b);
    let sum = 0;
    for (const { first, second, weight } of strata) {
      const [f1, f0] = [event(first), event(second)];
      for (let k = 0; k < STEPS; k++) {
        const d1 = share * (f1[k + 1] - f1[k]);
        const d0 = (1 - share) * (f0[k + 1] - f0[k]);
        const n1 = share * (first.free[k] + first.free[k + 1]) * ratio;
        const n0 = (1 - share) * (second.free[k] + second.free[k + 1]);
        if (n1 + n0 > 0) sum += weight * (d1 - ((d1 + d0) * n1) / (n1 + n0));
      }
    }
    return sum;
  };
  // The score falls; a bisection on a wide interval cannot fail.
  let [low, high] = [-8, 8];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (score(middle) > 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
