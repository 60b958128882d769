/**
 * A group-sequential trial at a look: conditional and predictive power, repeated confidence intervals (jennison1989), and,
 * once it has stopped, P, interval and median-unbiased estimate by the stagewise ordering (tsiatis1984). Effects are
 * drifts: the mean of Z at full information; divide by the design's own for shares of the effect that it assumes.
 */
import { normal, root, SequentialNormal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import type { SequentialDesign } from "./sequential.ts";
import { continuing, type Stages, stageProbabilities, sum } from "./stages.ts";

/** The looks to come, as a test of their own: the process begins anew at 0 with the information left. */
function remaining(design: Stages, look: number, z: number): { stages: Stages; rescale: (k: number) => number } {
  const [done, score] = [design.times[look - 1], z * Math.sqrt(design.times[look - 1])];
  const later = design.times.slice(look);
  const shift = (bound: number, k: number): number =>
    (bound * Math.sqrt(later[k]) - score) / Math.sqrt(later[k] - done);
  return {
    stages: {
      times: later.map((t) => t - done),
      sided: 1,
      efficacy: later.map((_, k) => shift(design.efficacy[look + k], k)),
      futility: later.map((_, k) => {
        const bound = design.futility[look + k];
        return bound === null || k === later.length - 1 || design.sided === 2 ? null : shift(bound, k);
      }),
    },
    rescale: (k) => shift(-design.efficacy[look + k], k),
  };
}

/**
 * Probability to reject in favour of the effect at a later look, given z at this one. Two-sided designs: stopping for
 * futility is left out, and crossing on the other side first is not.
 */
export function conditionalPower(design: SequentialDesign, look: number, z: number, drift: number): number {
  requireLook(design, look);
  if (look === design.times.length)
    throw new InputError(`observed: look ${look} is the last; an earlier one is allowed.`);
  const { stages, rescale } = remaining(design, look, z);
  if (design.sided === 1) return sum(stageProbabilities(stages, drift).upper);
  const process = new SequentialNormal(stages.times, drift);
  let state = process.start();
  let total = 0;
  stages.times.forEach((_, k) => {
    total += process.above(state, stages.efficacy[k]);
    if (k < stages.times.length - 1) state = process.proceed(state, [[rescale(k), stages.efficacy[k]]]);
  });
  return total;
}

/** Conditional power averaged over what the data so far say of the drift (flat prior): Z so far is sqrt(t) drift + error. */
export function predictivePower(design: SequentialDesign, look: number, z: number): number {
  const t = design.times[look - 1];
  const [middle, sd] = [z / Math.sqrt(t), 1 / Math.sqrt(t)];
  const last = look === design.times.length - 1;
  if (last) {
    // Closed form: the final Z given this one is normal with mean z / sqrt(t) and variance (1 - t) / t.
    return normal.upper((design.efficacy[look] - middle) / Math.sqrt((1 - t) / t));
  }
  // The integrand is analytic, falls off like a normal density, and its transform like that of variance t: with this step
  // the trapezoidal rule is exact to rounding (trefethen2014).
  const step = 0.7 * Math.sqrt(t);
  const each = Math.ceil(8.3 / step);
  let total = 0;
  for (let i = -each; i <= each; i++) {
    const u = i * step;
    total += normal.density(u) * conditionalPower(design, look, z, middle + sd * u);
  }
  return total * step;
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

/** As low or lower: the complement, summed for itself so that small values keep their digits. */
function stagewiseLower(design: SequentialDesign, look: number, z: number, drift: number): number {
  return 1 - stagewiseUpper(design, look, z, drift);
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
  const lower = stagewiseLower(design, look, z, 0);
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
    p_two_sided: Math.min(1, 2 * Math.min(upper, lower)),
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
