/**
 * Group-sequential designs: boundaries for efficacy and futility, and the drift (mean of Z at full information) for which
 * the test has its power (jennison2000). Power is that of rejecting in favour of the effect; to reject in the wrong
 * direction is no success, though its probability is told.
 */
import { normal, root, SequentialNormal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { boundFor, checkTimes, type Efficacy, efficacyBounds } from "./boundaries.ts";
import { requireBetween } from "./check.ts";
import { type Spending, spent } from "./spending.ts";
import { continuing, cumulative, futile, type Stages, stageProbabilities, sum } from "./stages.ts";

/** Spending of the type II error, or z at each look but the last (null: none there). */
export type Futility = { spending: Spending } | { z: readonly (number | null)[] };

export interface SequentialOptions {
  times: readonly number[];
  sided?: 1 | 2;
  /** Of all looks, one-sided or two-sided as the test is. */
  alpha?: number;
  power?: number;
  efficacy: Efficacy;
  futility?: Futility;
  /** Whether the efficacy bounds count on trials stopping at the futility bounds. */
  binding?: boolean;
}

export interface SequentialDesign extends Stages {
  alpha: number;
  power: number;
  binding: boolean;
  /** Mean of Z at full information under the effect that the design assumes. */
  drift: number;
  /** Mean of Z for which a test without interim looks has the same power. */
  fixed_drift: number;
  /** Largest number of patients or events over that of a test without interim looks. */
  inflation: number;
  cumulative_alpha: number[];
}

type Checked = Required<Omit<SequentialOptions, "futility">> & { futility: Futility | null };

function check(options: SequentialOptions): Checked {
  const { times, efficacy, sided = 1, alpha = 0.025, power = 0.8, futility = null, binding = false } = options;
  checkTimes(times);
  requireBetween("alpha", alpha, 0, 1);
  requireBetween("power", power, alpha, 1);
  if (futility && "z" in futility) {
    if (futility.z.length !== times.length - 1)
      throw new InputError(
        `futility: ${futility.z.length} bounds are not allowed with ${times.length} looks; ${times.length - 1} are, one for each look but the last.`,
      );
    for (const z of futility.z) {
      if (z !== null && !Number.isFinite(z)) throw new InputError(`futility: ${z} is not allowed; numbers are.`);
    }
  }
  return { times, efficacy, sided, alpha, power, futility, binding };
}

/** What is left to find when the drift is given: bounds, and by how much the type II error exceeds what is allowed. */
interface Attempt {
  efficacy: number[];
  futility: (number | null)[];
  excess: number;
}

function attempt(o: Checked, betas: readonly number[], plain: readonly number[] | null, drift: number): Attempt {
  const alphas = "spending" in o.efficacy ? spent(o.efficacy.spending, o.alpha, o.times, o.sided) : [];
  const [under0, under1] = [new SequentialNormal(o.times), new SequentialNormal(o.times, drift)];
  let [state0, state1] = [under0.start(), under1.start()];
  const result: Attempt = { efficacy: [], futility: [], excess: 0 };
  let wrong = 0;
  for (let k = 0; ; k++) {
    const upper = plain ? plain[k] : boundFor(under0, state0, o.sided, alphas[k] - (alphas[k - 1] ?? 0));
    result.efficacy.push(upper);
    const spending = betas[k] - (betas[k - 1] ?? 0);
    // To reject in the wrong direction is no power either; it is counted with the last look.
    if (o.sided === 2) wrong += under1.below(state1, -upper);
    if (k === o.times.length - 1) {
      result.futility.push(null);
      result.excess = Math.log((futile(under1, state1, o.sided, upper) + wrong) / spending);
      return result;
    }
    const lower = futilityBound(under1, state1, o.sided, spending, upper);
    result.futility.push(lower);
    const intervals = continuing(o.sided, upper, lower);
    if (!plain) state0 = under0.proceed(state0, intervals);
    state1 = under1.proceed(state1, intervals);
  }
}

/** The bound below (within) which the type II error of this look lies; at most just short of the efficacy bound. */
function futilityBound(
  process: SequentialNormal,
  state: ReturnType<SequentialNormal["start"]>,
  sided: 1 | 2,
  spending: number,
  upper: number,
): number | null {
  const most = Math.min(upper, 38) - 1e-9;
  const lacks = (z: number): number => Math.log(futile(process, state, sided, z) / spending);
  const least = sided === 2 ? 0 : -38;
  if (spending < 1e-290 || lacks(least) >= 0) return null;
  return lacks(most) <= 0 ? most : root(lacks, least, most);
}

/** The drift at which a rising function is zero, sought around that of a fixed test. */
function driftWhere(lacks: (drift: number) => number, around: number): number {
  let [from, to] = [around * 0.98, around * 1.1];
  for (let i = 0; lacks(from) > 0; i++) {
    if (i > 100) throw new InputError("power: it is reached without any effect; a higher one is allowed.");
    from *= 0.9;
  }
  for (let i = 0; lacks(to) < 0; i++) {
    if (i > 40) throw new InputError("futility: no effect has the power asked for; lower futility bounds are allowed.");
    [from, to] = [to, to * 1.2];
  }
  return root(lacks, from, to, { tolerance: 1e-14 * around });
}

export function sequentialDesign(options: SequentialOptions): SequentialDesign {
  const o = check(options);
  const { times, sided, alpha, power, binding } = o;
  const fixed = normal.upperQuantile(alpha / sided) + normal.quantile(power);
  const found =
    o.futility && "spending" in o.futility ? withBetaSpending(o, o.futility.spending, fixed) : withBounds(o, fixed);
  const stages: Stages = { times, sided, efficacy: found.efficacy, futility: found.futility };
  const counted = binding ? stages : { ...stages, futility: times.map(() => null) };
  const { upper, lower } = stageProbabilities(counted, 0);
  return {
    ...stages,
    alpha,
    power,
    binding,
    drift: found.drift,
    fixed_drift: fixed,
    inflation: (found.drift / fixed) ** 2,
    cumulative_alpha: cumulative(upper.map((p, k) => p + lower[k])),
  };
}

type Found = Pick<Attempt, "efficacy" | "futility"> & { drift: number };

function withBetaSpending(o: Checked, spending: Spending, fixed: number): Found {
  const betas = spent(spending, 1 - o.power, o.times);
  if (o.binding && "classical" in o.efficacy)
    throw new InputError("futility: spending that binds needs efficacy bounds by --spending, not by --boundary.");
  const plain = o.binding ? null : efficacyBounds(o.times, o.sided, o.alpha, o.efficacy);
  const drift = driftWhere((d) => -attempt(o, betas, plain, d).excess, fixed);
  const { efficacy, futility, excess } = attempt(o, betas, plain, drift);
  const meet = futility.some((z, k) => z !== null && z > efficacy[k] - 2e-9);
  if (meet || !(Math.abs(excess) < 1e-6))
    throw new InputError(
      "futility: with this spending the bounds meet before the last look; spending that comes later, or fewer looks, is allowed.",
    );
  return { efficacy, futility, drift };
}

function withBounds(o: Checked, fixed: number): Found {
  const given = o.futility && "z" in o.futility ? o.futility.z : [];
  const futility = o.times.map((_, k) => given[k] ?? null);
  const efficacy = efficacyBounds(o.times, o.sided, o.alpha, o.efficacy, o.binding ? futility : []);
  const clash = futility.findIndex((z, k) => z !== null && z >= efficacy[k]);
  if (clash >= 0)
    throw new InputError(
      `futility: ${futility[clash]} at look ${clash + 1} is not allowed; a number below the efficacy bound, ${efficacy[clash].toFixed(4)}, is.`,
    );
  const stages: Stages = { times: o.times, sided: o.sided, efficacy, futility };
  const drift = driftWhere((d) => sum(stageProbabilities(stages, d).upper) - o.power, fixed);
  return { efficacy, futility, drift };
}
