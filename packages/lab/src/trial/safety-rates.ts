/**
 * Rates of safety events, solved so that the published shares come out. Where events raise the hazard of death, the level of
 * that hazard is solved with them: who dies of a bleeding is among the published deaths already.
 */
import { root } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { closeGaps } from "./calibration.ts";
import { type Curves, curvesOf, gridOf, type Hazards, STEPS } from "./curves.ts";
import type { Outcome } from "./outcome.ts";
import type { Protocol } from "./protocol-file.ts";
import {
  type ArmCode,
  deadlyOf,
  incidenceOf,
  isDeadly,
  NO_FACTORS,
  publishedShares,
  type SafetyEvent,
  untilOf,
} from "./safety-model.ts";

export function withSafety(protocol: Protocol, plain: Omit<Outcome, "safety">, where: string): Outcome {
  const until = untilOf(protocol);
  const shares = publishedShares(protocol);
  if (shares.length === 0) return { ...plain, safety: [] };
  const alone = curvesOf(plain.spread, NO_FACTORS, null, null);
  // As if no event raised the hazard of death: the answer where none does, and where to begin where some do.
  const first = Object.values(protocol.safety).map(
    ({ death_hazard_ratio: hazard_ratio }, s): SafetyEvent => ({
      ...{ until, hazard_ratio },
      rates_per_day: [0, 1].map((arm) => rateFor(shares[s][arm], until, plain.spread, alone)) as [number, number],
    }),
  );
  if (!first.some(isDeadly)) return { ...plain, safety: first };
  const { outcome, rates } = controlArm(plain, alone, first, shares, where);
  const known = first.map((event, s) => ({ ...event, rates_per_day: [rates[s], event.rates_per_day[1]] as const }));
  const experimental = experimentalArm(outcome.spread, known, shares, where);
  const deadly = known.map((event, s) => ({ ...event, rates_per_day: [rates[s], experimental[s]] as const }));
  // The others compete with the deaths of each arm.
  const curves = ([0, 1] as const).map((arm) =>
    curvesOf(outcome.spread, NO_FACTORS, null, null, deadlyOf(deadly, arm)),
  );
  const safety = deadly.map((event, s) =>
    isDeadly(event)
      ? event
      : {
          ...event,
          rates_per_day: [0, 1].map((a) => rateFor(shares[s][a], until, outcome.spread, curves[a])) as [number, number],
        },
  );
  return { ...outcome, safety };
}

/** The rate at which so many have the event, death and weaning competing. */
function rateFor(share: number, until: number, h: Hazards, { free }: Curves): number {
  if (share === 0) return 0;
  const { day } = gridOf(h);
  const lacks = (log: number): number => incidenceOf(Math.exp(log), until, day, free) - share;
  return Math.exp(root(lacks, -25, 15, { tolerance: 1e-13 }));
}

type Shares = ReturnType<typeof publishedShares>;

/** Levels of the hazards, and rates of the deadly events, with which the arm has its deaths, weanings and events. */
function controlArm(
  plain: Omit<Outcome, "safety">,
  target: Curves,
  events: readonly SafetyEvent[],
  shares: Shares,
  where: string,
): { outcome: Omit<Outcome, "safety">; rates: number[] } {
  const weaning = plain.spread.weaning !== null;
  const levels = weaning ? 2 : 1;
  const moved = (h: Hazards, at: readonly number[]): Hazards => ({
    ...h,
    death: h.death.map((x) => x * Math.exp(at[0])),
    weaning: h.weaning?.map((x) => x * Math.exp(at[1])) ?? null,
  });
  const start = [...new Array<number>(levels).fill(0), ...logRates(events, 0)];
  const at = closeGaps(start, (x) => {
    const curves = curvesOf(
      moved(plain.spread, x),
      NO_FACTORS,
      null,
      null,
      deadlyOf(putRates(events, 0, x.slice(levels)), 0),
    );
    return [
      curves.died[STEPS] - target.died[STEPS],
      ...(weaning ? [curves.weaned[STEPS] - target.weaned[STEPS]] : []),
      ...lackOf(curves, events, shares, 0),
    ];
  });
  if (!at) throw unreachable(where);
  const rates = putRates(events, 0, at.slice(levels)).map(({ rates_per_day }) => rates_per_day[0]);
  return { outcome: { own: moved(plain.own, at), spread: moved(plain.spread, at) }, rates };
}

/** Rates with which an arm of the same hazards, but with the treatment's share of events, has that share. */
function experimentalArm(spread: Hazards, events: readonly SafetyEvent[], shares: Shares, where: string): number[] {
  const at = closeGaps(logRates(events, 1), (x) =>
    lackOf(curvesOf(spread, NO_FACTORS, null, null, deadlyOf(putRates(events, 1, x), 1)), events, shares, 1),
  );
  if (!at) throw unreachable(where);
  return putRates(events, 1, at).map(({ rates_per_day }) => rates_per_day[1]);
}

const logRates = (events: readonly SafetyEvent[], arm: ArmCode): number[] =>
  events.filter(isDeadly).map(({ rates_per_day }) => Math.log(rates_per_day[arm]));

function putRates(events: readonly SafetyEvent[], arm: ArmCode, logs: readonly number[]): SafetyEvent[] {
  let next = 0;
  return events.map((event) => {
    if (!isDeadly(event)) return event;
    const rate = Math.exp(logs[next++]);
    return { ...event, rates_per_day: arm === 0 ? [rate, event.rates_per_day[1]] : [event.rates_per_day[0], rate] };
  });
}

const lackOf = ({ had }: Curves, events: readonly SafetyEvent[], shares: Shares, arm: ArmCode): number[] =>
  events.flatMap((event, s) => (isDeadly(event) ? [shares[s][arm]] : [])).map((share, i) => had[i] - share);

const unreachable = (where: string): InputError =>
  new InputError(
    `${where}: safety: no hazards give these events and the deaths of the control arm together; a death_hazard_ratio nearer to 1, or rarer events, are allowed.`,
  );
