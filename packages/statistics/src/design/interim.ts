/**
 * A group-sequential trial at a look: conditional and predictive power, repeated confidence intervals (jennison1989), and,
 * once it has stopped, P, interval and median-unbiased estimate by the stagewise ordering (tsiatis1984). Effects are
 * drifts: the mean of Z at full information; divide by the design's own for shares of the effect that it assumes.
 */
import { root, SequentialNormal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import type { SequentialDesign } from "./sequential.ts";
import { continuing, type Stages } from "./stages.ts";

/**
 * The looks to come as a process that begins anew at 0, and the bounds on its Z there. `clock` gives its information at
 * a time, `place` where a bound on Z at a time lies on its scale.
 */
interface Ahead {
  clock(time: number): number;
  place(bound: number, time: number): number;
}

/** Probability to reject in favour at a later look, the process having a drift. */
function rejection(design: Stages, look: number, ahead: Ahead, drift: number): number {
  const later = design.times.slice(look);
  const clocks = later.map(ahead.clock);
  const at = (bound: number, k: number): number => ahead.place(bound, later[k]) / Math.sqrt(clocks[k]);
  const process = new SequentialNormal(clocks, drift);
  let state = process.start();
  let total = 0;
  later.forEach((_, k) => {
    const upper = at(design.efficacy[look + k], k);
    total += process.above(state, upper);
    if (k === later.length - 1) return;
    const futility = design.sided === 1 ? design.futility[look + k] : -design.efficacy[look + k];
    const lower = futility === null ? Number.NEGATIVE_INFINITY : at(futility, k);
    state = process.proceed(state, [[lower, upper]]);
  });
  return total;
}

/**
 * Probability to reject in favour of the effect at a later look, given z at this one. Futility bounds of one-sided designs
 * are obeyed; in two-sided ones only crossing on the other side ends the trial.
 */
export function conditionalPower(design: SequentialDesign, look: number, z: number, drift: number): number {
  requireOpen(design, look);
  const done = design.times[look - 1];
  const score = z * Math.sqrt(done);
  const ahead: Ahead = { clock: (t) => t - done, place: (bound, t) => bound * Math.sqrt(t) - score };
  return rejection(design, look, ahead, drift);
}

/**
 * Conditional power averaged over what the data so far say of the drift (flat prior). The estimate z / sqrt(t) then has
 * independent increments of variance 1/t - 1/t': a process as any other.
 */
export function predictivePower(design: SequentialDesign, look: number, z: number): number {
  requireOpen(design, look);
  const done = design.times[look - 1];
  const estimate = z / Math.sqrt(done);
  const ahead: Ahead = { clock: (t) => 1 / done - 1 / t, place: (bound, t) => bound / Math.sqrt(t) - estimate };
  return rejection(design, look, ahead, 0);
}

function requireOpen(design: Stages, look: number): void {
  requireLook(design, look);
  if (look === design.times.length)
    throw new InputError(`observed: look ${look} is the last; an earlier one is allowed.`);
}

function requireLook({ times }: Stages, look: number): void {
  if (!(Number.isInteger(look) && look >= 1 && look <= times.length))
    throw new InputError(`observed: look ${look} does not exist; 1 to ${times.length} are allowed.`);
}

/** Interval of the drift that holds at all looks together with the design's confidence (one-sided alpha: each side). */
export function repeatedInterval(design: SequentialDesign, look: number, z: number): [number, number] {
  requireLook(design, look);
  const c = design.efficacy[look - 1];
  const root = Math.sqrt(design.times[look - 1]);
  return [(z - c) / root, (z + c) / root];
}

/**
 * P of a result as high or higher by the stagewise ordering, for a drift: rejected at an earlier look counts as higher.
 * Futility bounds count only where they bind.
 */
export function stagewiseUpper(design: SequentialDesign, look: number, z: number, drift: number): number {
  const process = new SequentialNormal(design.times, drift);
  let state = process.start();
  let total = 0;
  for (let k = 0; k < look - 1; k++) {
    total += process.above(state, design.efficacy[k]);
    const bound = design.binding ? design.futility[k] : null;
    state = process.proceed(state, continuing(design.sided, design.efficacy[k], bound));
  }
  return total + process.above(state, z);
}

export interface StagewiseInference {
  /** One-sided in favour of the effect; two-sided: twice the smaller. */
  p_one_sided: number;
  p_two_sided: number;
  /** Drifts. */
  median_unbiased: number;
  ci: [number, number];
}

/** After the trial stopped at a look with z. @param level of the interval */
export function stagewiseInference(
  design: SequentialDesign,
  look: number,
  z: number,
  level = 0.95,
): StagewiseInference {
  requireLook(design, look);
  const upper = stagewiseUpper(design, look, z, 0);
  const middle = z / Math.sqrt(design.times[look - 1]);
  const at = (probability: number): number => {
    const lacks = (drift: number): number => stagewiseUpper(design, look, z, drift) - probability;
    let reach = 2 / Math.sqrt(design.times[0]);
    let [from, to] = [middle - reach, middle + reach];
    while (lacks(from) > 0) from -= reach *= 2;
    reach = 2 / Math.sqrt(design.times[0]);
    while (lacks(to) < 0) to += reach *= 2;
    return root(lacks, from, to, { tolerance: 1e-13 });
  };
  const tail = (1 - level) / 2;
  return {
    p_one_sided: upper,
    p_two_sided: Math.min(1, 2 * Math.min(upper, 1 - upper)),
    median_unbiased: at(0.5),
    ci: [at(tail), at(1 - tail)],
  };
}

export interface InterimLook {
  look: number;
  time: number;
  z: number;
  decision: "reject" | "reject in the wrong direction" | "stop for futility" | "go on" | "do not reject";
  /** Probability to reject at a later look if the effect is as the design assumes, as observed so far, none; null at the last. */
  conditional_power: { assumed: number; observed: number; null: number } | null;
  predictive_power: number | null;
  /** As shares of the effect that the design assumes. */
  estimate: number;
  repeated_ci: [number, number] | null;
  stagewise: { p: number; estimate: number; ci: [number, number] } | null;
}

/** What the observed z say, look by look; one that stops the trial is the last that counts. */
export function interimLooks(design: SequentialDesign, observed: readonly number[]): InterimLook[] {
  if (observed.length < 1 || observed.length > design.times.length)
    throw new InputError(`observed: ${observed.length} values are not allowed; 1 to ${design.times.length} are.`);
  return observed.map((z, i) => {
    const look = i + 1;
    const time = design.times[i];
    const decision = decide(design, look, z);
    const open = look < design.times.length;
    const estimate = z / Math.sqrt(time);
    const share = (drift: number): number => drift / design.drift;
    const inference = decision === "go on" ? null : stagewiseInference(design, look, z);
    const repeated = repeatedInterval(design, look, z);
    return {
      look,
      time,
      z,
      decision,
      conditional_power: open
        ? {
            assumed: conditionalPower(design, look, z, design.drift),
            observed: conditionalPower(design, look, z, estimate),
            null: conditionalPower(design, look, z, 0),
          }
        : null,
      predictive_power: open ? predictivePower(design, look, z) : null,
      estimate: share(estimate),
      repeated_ci: repeated.every(Number.isFinite) ? [share(repeated[0]), share(repeated[1])] : null,
      stagewise: inference && {
        p: design.sided === 2 ? inference.p_two_sided : inference.p_one_sided,
        estimate: share(inference.median_unbiased),
        ci: [share(inference.ci[0]), share(inference.ci[1])],
      },
    };
  });
}

function decide(design: SequentialDesign, look: number, z: number): InterimLook["decision"] {
  const k = look - 1;
  const futility = design.futility[k];
  if (z >= design.efficacy[k]) return "reject";
  if (design.sided === 2 && z <= -design.efficacy[k]) return "reject in the wrong direction";
  if (look === design.times.length) return "do not reject";
  const size = design.sided === 2 ? Math.abs(z) : z;
  return futility !== null && size < futility ? "stop for futility" : "go on";
}
