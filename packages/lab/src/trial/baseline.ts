/**
 * The baseline hazard of death: Weibull's with a published risk, or the table of a control arm as a Kaplan-Meier curve is
 * read off. The table is of the whole arm; the hazard of the patient at the mean risk is solved so that the arm, with all
 * its differences between patients and centres, has just those shares alive on just those days.
 */
import { root } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import type { Protocol } from "./protocol-file.ts";
import { pieces, shareAt, type TimeCourse, weibull } from "./time-course.ts";

export interface Baseline {
  readonly course: TimeCourse;
  /** Log cumulative hazard on the last day of follow-up of those whose log hazard is 0. */
  readonly level: number;
}

/** @param log log hazards of death of the population, to a constant */
export function baselineOf({ outcome, endpoint }: Protocol, log: Float64Array): Baseline {
  const { timing, baseline } = outcome;
  const horizon = endpoint.day;
  if (timing.shape !== undefined)
    return {
      course: weibull(timing.shape),
      level: levelFor(log, baseline!.risk) + timing.shape * Math.log(horizon / baseline!.day),
    };
  const cumulative = armOf(timing).map((h) => (h === 0 ? 0 : Math.exp(levelFor(log, -Math.expm1(-h)))));
  const course = pieces(timing.days!, cumulative, horizon);
  const level = baseline
    ? levelFor(log, baseline.risk) - Math.log(shareAt(course, baseline.day, horizon))
    : Math.log(cumulativeAt(timing.days!, cumulative, horizon));
  return { course, level };
}

/** How the hazard of death on support goes with time where its level comes from the shares weaned and dead. */
export function courseOf({ outcome: { timing }, endpoint }: Protocol): TimeCourse {
  return timing.shape === undefined ? pieces(timing.days!, armOf(timing), endpoint.day) : weibull(timing.shape);
}

/** Risk of death at which odds ratios of markers are turned into hazard ratios. */
export function baselineRisk({ outcome: { timing, baseline }, endpoint }: Protocol): number {
  return baseline?.risk ?? -Math.expm1(-cumulativeAt(timing.days!, armOf(timing), endpoint.day));
}

/** Cumulative hazard beyond which a risk is no longer told from 1. */
const MOST = -Math.log(1e-6);

type Timing = Protocol["outcome"]["timing"];

/** Cumulative hazards of the whole arm on the table's days. */
function armOf({ days, survival, hazard_per_day }: Timing): number[] {
  if (survival) return survival.map((s) => -Math.log(s));
  let sum = 0;
  return days!.map((day, i) => {
    sum += hazard_per_day![i] * (day - (days![i - 1] ?? 0));
    return sum;
  });
}

function cumulativeAt(days: readonly number[], cumulative: readonly number[], day: number): number {
  const last = days.length - 1;
  return cumulative[last] * shareAt(pieces(days, cumulative, days[last]), day, days[last]);
}

/** Log cumulative hazard that gives the mean risk. */
function levelFor(log: Float64Array, risk: number): number {
  const excess = (level: number): number => {
    let sum = 0;
    for (const x of log) sum -= Math.expm1(-Math.exp(level + x));
    return sum / log.length - risk;
  };
  return root(excess, -30, 30, { tolerance: 1e-13 });
}

/** @throws InputError where the parts of the timing do not fit each other or the rest of the protocol */
export function checkTiming({ outcome, endpoint }: Omit<Protocol, "id" | "title">, where: string): void {
  const { timing, baseline } = outcome;
  const { shape, days, survival, hazard_per_day } = timing;
  const fault = (path: string, text: string): never => {
    throw new InputError(`${where}: outcome.${path}: ${text}.`);
  };
  if (shape !== undefined) {
    if (days || survival || hazard_per_day)
      fault("timing", "shape excludes days, survival and hazard_per_day; one form is allowed");
    if (!baseline) fault("baseline", "it is missing; with a Weibull shape it says what the risk is");
    return;
  }
  const given = survival ?? hazard_per_day;
  if (!days || !given || (survival && hazard_per_day))
    return fault("timing", "shape, or days with either survival or hazard_per_day, is needed");
  const name = survival ? "survival" : "hazard_per_day";
  if (given.length !== days.length)
    fault(`timing.${name}`, `${given.length} values stand for ${days.length} days; one for each is allowed`);
  const back = days.findIndex((day, i) => day <= (days[i - 1] ?? 0));
  if (back >= 0) fault(`timing.days.${back}`, `${days[back]} is not allowed; days that rise are`);
  const rises = survival ? survival.findIndex((s, i) => s > (survival[i - 1] ?? 1)) : -1;
  if (rises >= 0) fault(`timing.survival.${rises}`, `${survival![rises]} is not allowed; shares that never rise are`);
  const arm = armOf(timing);
  const last = days[days.length - 1];
  if (arm[arm.length - 1] === 0) fault(`timing.${name}`, "nobody ever dies; a table with deaths is allowed");
  if (arm[arm.length - 1] > MOST)
    fault(`timing.${name}`, "less than one in a million is left alive; a table that leaves more is allowed");
  if (last < endpoint.day)
    fault("timing.days", `the last is ${last}; ${endpoint.day}, the last day of follow-up, or a later one is allowed`);
  if (cumulativeAt(days, arm, endpoint.day) === 0)
    fault(`timing.${name}`, `nobody dies until day ${endpoint.day}; a table with deaths by then is allowed`);
  if (baseline && (baseline.day > last || cumulativeAt(days, arm, baseline.day) === 0))
    fault("baseline.day", `${baseline.day} is not allowed; a day within the table by which some have died is`);
}
