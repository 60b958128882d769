/**
 * Safety events: each at a constant rate while a patient is alive, on support and not lost, so that death and weaning
 * compete with it. Published are counts of patients; rates are solved so that they come out in arms with the deaths of the
 * control arm. Of fewer deaths more events follow: who lives longer can bleed later.
 */
import { type Curves, gridOf, type Hazards } from "./curves.ts";
import type { DeadlyEvent } from "./event-curves.ts";
import type { Protocol } from "./protocol-file.ts";

/** Rates are of the control arm first, then of the experimental arm. */
export interface SafetyEvent {
  readonly rates_per_day: readonly [number, number];
  /** Last day on which it can happen. */
  readonly until: number;
  /** What it makes of the hazard of death from then on. */
  readonly hazard_ratio: number;
}

export type ArmCode = 0 | 1;

export const NO_FACTORS = { death: null, weaning: null };

export const untilOf = ({ support, endpoint }: Protocol): number =>
  Math.min(support?.days ?? endpoint.day, endpoint.day);

/** Published shares: without, with the treatment. */
export const publishedShares = ({ safety }: Protocol): (readonly [number, number])[] =>
  Object.values(safety).map(({ control, risk_ratio }) => [control, control * risk_ratio]);

export const isDeadly = ({ hazard_ratio }: SafetyEvent): boolean => hazard_ratio !== 1;

/** Those events of an arm that change the hazard of death; null if there are none. */
export function deadlyOf(events: readonly SafetyEvent[], arm: ArmCode): DeadlyEvent[] | null {
  const deadly = events
    .filter(isDeadly)
    .map(({ rates_per_day, until, hazard_ratio }) => ({ rate_per_day: rates_per_day[arm], until, hazard_ratio }));
  return deadly.length > 0 ? deadly : null;
}

/** Share of an arm that has an event of this rate while it is free of death and weaning; free is straight between days. */
export function incidenceOf(rate: number, until: number, day: Float64Array, free: Float64Array): number {
  if (rate === 0) return 0;
  let sum = 0;
  for (let k = 0; k + 1 < day.length && day[k] < until; k++) {
    const [from, whole] = [day[k], day[k + 1] - day[k]];
    if (whole <= 0) continue;
    const width = Math.min(day[k + 1], until) - from;
    const slope = (free[k + 1] - free[k]) / whole;
    // The integral of rate exp(-rate u) (free + slope u), u from the step's beginning.
    const gone = -Math.expm1(-rate * width);
    sum += Math.exp(-rate * from) * (free[k] * gone + slope * (gone / rate - width * (1 - gone)));
  }
  return sum;
}

/** Share of an arm that has each event, as these curves have it; @param curves of the arm, its deadly events among them */
export function incidences(events: readonly SafetyEvent[], arm: ArmCode, h: Hazards, curves: Curves): number[] {
  const { day } = gridOf(h);
  let next = 0;
  return events.map((event) =>
    isDeadly(event) ? curves.had[next++] : incidenceOf(event.rates_per_day[arm], event.until, day, curves.free),
  );
}
