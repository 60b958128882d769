/**
 * Curves of an arm in which events raise the hazard of death of those who had them: every set of events that a patient may
 * have had is a state, before and after crossing over. Who comes into a state within a step is in it for half of the step.
 */
import type { CrossingModel, Curves, Factors, Hazards } from "./curves.ts";

/** An event of an arm that can happen once, while alive and on support, and what it does to the hazard of death. */
export interface DeadlyEvent {
  readonly rate_per_day: number;
  readonly until: number;
  readonly hazard_ratio: number;
}

interface Grid {
  readonly day: Float64Array;
  readonly weaningStep: Float64Array;
}

/** Adds one profile to the curves. @param had of each event, the share that had it */
export function addProfileWithEvents(
  h: Hazards,
  factors: Factors,
  crossing: CrossingModel | null,
  events: readonly DeadlyEvent[],
  j: number,
  { day, weaningStep }: Grid,
  { free, died, weaned, crossed }: Omit<Curves, "had">,
  had: number[],
): void {
  const steps = weaningStep.length;
  const sets = 1 << events.length;
  const ratio = ratiosOf(events);
  const ways = crossing && !crossing.ends ? 2 : 1;
  const death = [factors.death?.[j] ?? 1, crossing?.after.death?.[j] ?? 1].map((f) => (h.death[j] * f) / steps);
  const weaning = [factors.weaning?.[j] ?? 1, crossing?.after.weaning?.[j] ?? 1].map((f) =>
    h.weaning ? h.weaning[j] * f : 0,
  );
  const here = new Float64Array(ways * sets);
  const come = new Float64Array(ways * sets);
  const hazard = new Float64Array(events.length);
  here[0] = 1;
  free[0] += 1;
  let [dead, off, over] = [0, 0, 0];
  for (let k = 0; k < steps; k++) {
    const length = (until: number): number => Math.max(0, Math.min(day[k + 1], until) - day[k]);
    const cross = crossing ? crossing.rate[j] * length(crossing.until) : 0;
    for (let s = 0; s < hazard.length; s++) hazard[s] = events[s].rate_per_day * length(events[s].until);
    come.fill(0);
    let still = 0;
    // Sets come after those that they grow from, and "after crossing over" after "before".
    for (let state = 0; state < here.length; state++) {
      const after = state >= sets ? 1 : 0;
      const set = state - after * sets;
      const die = death[after] * ratio[set];
      const wean = weaning[after] * weaningStep[k];
      const leave = after === 1 ? 0 : cross;
      let total = die + wean + leave;
      for (let s = 0; s < hazard.length; s++) if ((set & (1 << s)) === 0) total += hazard[s];
      if (total === 0) {
        here[state] += come[state];
        still += here[state];
        continue;
      }
      const gone = here[state] * -Math.expm1(-total) + (come[state] > 0 ? come[state] * -Math.expm1(-total / 2) : 0);
      const share = gone / total;
      dead += share * die;
      off += share * wean;
      if (leave > 0 && crossing!.ends) over += share * leave;
      else if (leave > 0) come[state + sets] += share * leave;
      for (let s = 0; s < hazard.length; s++) {
        if ((set & (1 << s)) !== 0) continue;
        come[state + (1 << s)] += share * hazard[s];
        had[s] += share * hazard[s];
      }
      here[state] += come[state] - gone;
      still += here[state];
    }
    free[k + 1] += still;
    died[k + 1] += dead;
    weaned[k + 1] += off;
    crossed[k + 1] += over;
  }
}

/** Of each set of events, what it makes of the hazard. */
const ratiosOf = (events: readonly DeadlyEvent[]): Float64Array =>
  Float64Array.from({ length: 1 << events.length }, (_, set) =>
    events.reduce((product, { hazard_ratio }, s) => ((set & (1 << s)) !== 0 ? product * hazard_ratio : product), 1),
  );
