/**
 * The outcome model: proportional hazards within patients, calibrated so that the control arm has the published risk. It is
 * a plain record of arrays over the profiles, so that another model can be put in its place.
 */
import { normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { baselineOf, courseOf } from "./baseline.ts";
import { curvesOf, type Hazards, STEPS } from "./curves.ts";
import type { Profiles } from "./profiles.ts";
import type { Crossing, Protocol } from "./protocol-file.ts";
import { NO_FACTORS, type SafetyEvent } from "./safety-model.ts";
import { withSafety } from "./safety-rates.ts";
import { weibull } from "./time-course.ts";

export interface Outcome {
  /** Of the profiles themselves: what trials use. */
  readonly own: Hazards;
  /** With the centres' spread folded in: what means are taken of. */
  readonly spread: Hazards;
  readonly safety: readonly SafetyEvent[];
}

export function outcomeOf(protocol: Protocol, profiles: Profiles, where: string): Outcome {
  return withSafety(protocol, hazardsOf(protocol, profiles, where), where);
}

function hazardsOf(protocol: Protocol, profiles: Profiles, where: string): Omit<Outcome, "safety"> {
  const { weaning } = protocol.outcome;
  const { day: horizon, event } = protocol.endpoint;
  const sd = protocol.randomisation?.centre_sd ?? 0;
  const own = profiles.logHazard;
  const spread = own.map((x, j) => x + (sd > 0 ? sd * normal.quantile(vanDerCorput(j)) : 0));
  const weaningCourse = weibull(weaning?.shape ?? 1);
  if (event !== "weaning") {
    const { level, course } = baselineOf(protocol, spread);
    const of = (log: Float64Array): Hazards => ({
      ...{ horizon, deathCourse: course, weaningCourse },
      death: log.map((x) => Math.exp(level + x)),
      weaning: null,
    });
    return { own: of(own), spread: of(spread) };
  }
  if (!weaning) throw new InputError(`${where}: outcome.weaning: it is missing; an endpoint of weaning needs it.`);
  if (weaning.weaned + weaning.died >= 1)
    throw new InputError(
      `${where}: outcome.weaning: ${weaning.weaned} weaned and ${weaning.died} dead are together too many; a sum below 1 is allowed.`,
    );
  const of = (log: Float64Array, [a, b]: readonly number[]): Hazards => ({
    ...{ horizon, deathCourse: courseOf(protocol), weaningCourse },
    death: log.map((x) => Math.exp(a + x)),
    weaning: log.map((x) => Math.exp(b - weaning.prognosis * x)),
  });
  const levels = bothLevels((l) => of(spread, l), weaning.died, weaning.weaned, where);
  return { own: of(own, levels), spread: of(spread, levels) };
}

/** Newton's method on the logs of both shares over what is left free, which is nearly linear in the log hazards. */
function bothLevels(
  hazards: (levels: readonly number[]) => Hazards,
  died: number,
  weaned: number,
  where: string,
): number[] {
  const free = 1 - died - weaned;
  const total = -Math.log(free);
  let levels = [Math.log((total * died) / (died + weaned)), Math.log((total * weaned) / (died + weaned))];
  const gap = (at: readonly number[]): number[] => {
    const curves = curvesOf(hazards(at), NO_FACTORS, null, null);
    return [curves.died[STEPS] - died, curves.weaned[STEPS] - weaned];
  };
  const step = 1e-5;
  for (let i = 0; i < 40; i++) {
    const now = gap(levels);
    if (Math.abs(now[0]) + Math.abs(now[1]) < 1e-11) return levels;
    const [a, b] = [0, 1].map((d) =>
      gap(levels.map((x, k) => (k === d ? x + step : x))).map((y, k) => (y - now[k]) / step),
    );
    const det = a[0] * b[1] - a[1] * b[0];
    const move = [(now[0] * b[1] - now[1] * b[0]) / det, (a[0] * now[1] - a[1] * now[0]) / det];
    levels = levels.map((x, k) => x - Math.max(-1, Math.min(1, move[k])));
  }
  throw new InputError(
    `${where}: outcome.weaning: no hazards give ${weaned} weaned and ${died} dead; shares that leave more still on support are allowed.`,
  );
}

/** Rates of crossing over, of each profile. */
export function crossingRates(crossing: Crossing, profiles: Profiles): Float64Array {
  const rate = -Math.log1p(-crossing.share) / crossing.by_day;
  const relative = profiles.logHazard.map((x) => (crossing.by_prognosis ? Math.exp(x) : 1));
  const mean = relative.reduce((a, b) => a + b, 0) / relative.length;
  return relative.map((x) => (rate * x) / mean);
}

/** Numbers spread evenly over (0, 1), in an order that does not go with the profiles'. */
function vanDerCorput(j: number): number {
  let [value, weight] = [0, 1 / 3];
  for (let i = j + 1; i > 0; i = Math.floor(i / 3)) {
    value += (i % 3) * weight;
    weight /= 3;
  }
  return value;
}
