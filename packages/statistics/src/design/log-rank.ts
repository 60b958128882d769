/**
 * The log-rank test: events by Schoenfeld (schoenfeld1981) or Freedman (freedman1982), and the patients who bring them
 * with accrual, follow-up and dropout. The hazard ratio is group 1 (experimental) over group 2; `ratio` is n2 / n1.
 */
import { normal, root } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { type Errors, normalPoints, requireBetween, wholeUp } from "./check.ts";

export type LogRankFormula = "schoenfeld" | "freedman";

export interface LogRankOptions extends Errors {
  hazardRatio: number;
  formula?: LogRankFormula;
  ratio?: number;
}

function check({ hazardRatio, ratio = 1 }: LogRankOptions): void {
  requireBetween("hazard-ratio", hazardRatio, 0, Number.POSITIVE_INFINITY);
  requireBetween("ratio", ratio, 0, Number.POSITIVE_INFINITY);
}

/** Mean of the log-rank statistic per square root of an event, with its sign. */
function drift({ hazardRatio, formula = "schoenfeld", ratio = 1 }: LogRankOptions): number {
  if (formula === "schoenfeld") return (Math.log(hazardRatio) * Math.sqrt(ratio)) / (1 + ratio);
  return ((hazardRatio - 1) * Math.sqrt(ratio)) / (ratio + hazardRatio);
}

/** Events for the power asked for, not rounded. */
export function logRankEvents(options: LogRankOptions): number {
  check(options);
  const { zAlpha, zBeta } = normalPoints(options);
  if (options.hazardRatio === 1) throw new InputError("hazard-ratio: 1 is not allowed; a number other than 1 is.");
  return ((zAlpha + zBeta) / drift(options)) ** 2;
}

/** Power of so many events, both tails. */
export function logRankPower(options: LogRankOptions, events: number): number {
  check(options);
  requireBetween("events", events, 0, Number.POSITIVE_INFINITY);
  const { zAlpha } = normalPoints({ ...options, power: 1 - 1e-9 });
  const mean = drift(options) * Math.sqrt(events);
  return normal.upper(zAlpha - mean) + normal.upper(zAlpha + mean);
}

/** The hazard ratio below 1 that so many events find with the power asked for, by Schoenfeld. */
export function detectableHazardRatio(
  events: number,
  { alpha, power = 0.8, ratio = 1 }: Errors & { ratio?: number },
): number {
  normalPoints({ alpha, power });
  requireBetween("events", events, 0, Number.POSITIVE_INFINITY);
  const lacks = (log: number): number => logRankPower({ hazardRatio: Math.exp(log), alpha, ratio }, events) - power;
  let to = -1;
  while (lacks(to) < 0) to *= 2;
  return Math.exp(root(lacks, 0, to));
}

export interface Accrual {
  /** Hazard of the event in group 2, and of dropping out in either; per unit of time. */
  hazard: number;
  dropout?: number;
  /** Time over which patients enter evenly, and from the last entry to the end. */
  accrual: number;
  followUp: number;
}

/** Probability that a patient's event is seen, with an exponential time to it. */
export function eventProbability(hazard: number, { dropout = 0, accrual, followUp }: Omit<Accrual, "hazard">): number {
  const rate = hazard + dropout;
  if (rate === 0) return 0;
  // Mean over the entry times of 1 - exp(-rate * time under observation).
  const kept = accrual * rate < 1e-8 ? 1 : -Math.expm1(-rate * accrual) / (rate * accrual);
  return (hazard / rate) * (1 - Math.exp(-rate * followUp) * kept);
}

export interface SurvivalPatients {
  events: number;
  event_probability: [number, number];
  n1: number;
  n2: number;
  n_total: number;
}

function checkAccrual({ hazard, dropout = 0, accrual, followUp }: Accrual): void {
  requireBetween("hazard", hazard, 0, Number.POSITIVE_INFINITY);
  for (const [what, value] of Object.entries({ dropout, accrual, "follow-up": followUp })) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new InputError(`${what}: ${value} is not allowed; a number from 0 up is.`);
  }
  if (accrual + followUp === 0) throw new InputError("follow-up: 0 without accrual is not allowed; a time above 0 is.");
}

/** Patients who bring so many events. */
export function logRankPatients(
  events: number,
  { hazardRatio, ratio = 1 }: LogRankOptions,
  accrual: Accrual,
): SurvivalPatients {
  checkAccrual(accrual);
  check({ hazardRatio, ratio });
  const first = eventProbability(accrual.hazard * hazardRatio, accrual);
  const second = eventProbability(accrual.hazard, accrual);
  const n1 = events / (first + ratio * second);
  const n2 = ratio * n1;
  return { events, event_probability: [first, second], n1, n2, n_total: wholeUp(n1) + wholeUp(n2) };
}

/** The constant hazard that leaves a share of patients alive at a time. */
export function hazardOf(survival: number, time: number): number {
  requireBetween("survival", survival, 0, 1);
  requireBetween("time", time, 0, Number.POSITIVE_INFINITY);
  return -Math.log(survival) / time;
}

/** The follow-up after the last entry for which a given number of patients brings the events; null if none does. */
export function followUpFor(
  events: number,
  n1: number,
  options: LogRankOptions,
  accrual: Omit<Accrual, "followUp">,
): number | null {
  const { hazardRatio, ratio = 1 } = options;
  const lacks = (followUp: number): number => {
    const times = { ...accrual, followUp };
    const seen =
      eventProbability(accrual.hazard * hazardRatio, times) + ratio * eventProbability(accrual.hazard, times);
    return n1 * seen - events;
  };
  if (lacks(0) >= 0) return 0;
  let to = 1 / accrual.hazard;
  for (let i = 0; lacks(to) < 0; i++) {
    if (i > 60) return null;
    to *= 2;
  }
  return root(lacks, 0, to);
}
