/**
 * Rosenbaum's bounds (rosenbaum2002): what an unmeasured confounder that multiplies the odds of treatment within a pair
 * by at most gamma could make of the one-sided P of matched pairs. Pairs without a difference are left out.
 */
import { binomial, normal, root } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { midranks } from "./ranks.ts";

export interface RosenbaumBound {
  gamma: number;
  p_lower: number;
  p_upper: number;
}

export interface Rosenbaum {
  test: "wilcoxon" | "mcnemar";
  method: "exact" | "normal";
  /** Which way the pairs point: the test is one-sided this way. */
  direction: "higher" | "lower";
  /** Pairs with a difference. */
  pairs: number;
  statistic: number;
  bounds: RosenbaumBound[];
  /** The least gamma at which the largest P reaches `alpha`; null if it is above alpha already without confounding. */
  critical_gamma: number | null;
  /** One-sided. */
  alpha: number;
  /**
   * A confounder that multiplies both the odds of treatment and of the worse outcome within the pair by this much
   * amounts to the critical gamma (rosenbaum2009).
   */
  critical_both: number | null;
}

export const DEFAULT_GAMMAS: readonly number[] = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.75, 2, 2.5, 3];
/** Up to so many pairs the distribution is enumerated. */
const EXACT_PAIRS = 100;
/** Half of the usual two-sided 0.05. */
const ALPHA = 0.025;
const LARGEST_GAMMA = 1e6;

/** P(T >= statistic) if each pair points this way with the probability `chance`. */
type Tail = (chance: number) => number;

function wilcoxonNormal(ranks: Float64Array, statistic: number): Tail {
  let [sum, squares] = [0, 0];
  for (const q of ranks) {
    sum += q;
    squares += q * q;
  }
  return (chance) => normal.upper((statistic - chance * sum) / Math.sqrt(chance * (1 - chance) * squares));
}

/** The signed rank's distribution by convolution; ranks are doubled to be whole in spite of ties. */
function wilcoxonExact(ranks: Float64Array, statistic: number): Tail {
  const doubled = Array.from(ranks, (q) => Math.round(2 * q));
  const most = doubled.reduce((sum, q) => sum + q, 0);
  const from = Math.round(2 * statistic);
  return (chance) => {
    const density = new Float64Array(most + 1);
    density[0] = 1;
    let reach = 0;
    for (const q of doubled) {
      reach += q;
      for (let s = reach; s >= 0; s--) {
        density[s] = (1 - chance) * density[s] + (s >= q ? chance * density[s - q] : 0);
      }
    }
    let tail = 0;
    for (let s = most; s >= from; s--) tail += density[s];
    return Math.min(1, tail);
  };
}

function critical(tail: Tail): number | null {
  const excess = (logGamma: number): number => tail(1 / (1 + Math.exp(-logGamma))) - ALPHA;
  if (excess(0) >= 0) return null;
  const end = Math.log(LARGEST_GAMMA);
  return excess(end) < 0 ? LARGEST_GAMMA : Math.exp(root(excess, 0, end, { tolerance: 1e-13 }));
}

/** @param differences treated less control, a pair each @param binary whether the outcome is 0 or 1 */
export function rosenbaumBounds(
  differences: ArrayLike<number>,
  binary: boolean,
  gammas: readonly number[] = DEFAULT_GAMMAS,
): Rosenbaum | null {
  const wrong = gammas.find((gamma) => !(gamma >= 1 && Number.isFinite(gamma)));
  if (wrong !== undefined) throw new InputError(`Rosenbaum bounds: gamma must be 1 or more, not ${wrong}`);
  const moved = Float64Array.from(differences).filter((d) => d !== 0);
  if (moved.length === 0) return null;
  const ranks = binary ? new Float64Array(moved.length).fill(1) : midranks(moved.map(Math.abs));
  let [up, down] = [0, 0];
  for (let i = 0; i < moved.length; i++) {
    if (moved[i] > 0) up += ranks[i];
    else down += ranks[i];
  }
  const statistic = Math.max(up, down);
  const exact = binary || moved.length <= EXACT_PAIRS;
  const tail: Tail = binary
    ? (chance) => binomial(moved.length, chance).upper(statistic - 1)
    : (exact ? wilcoxonExact : wilcoxonNormal)(ranks, statistic);
  const gamma = critical(tail);
  return {
    test: binary ? "mcnemar" : "wilcoxon",
    method: exact ? "exact" : "normal",
    direction: up >= down ? "higher" : "lower",
    pairs: moved.length,
    statistic,
    bounds: gammas.map((g) => ({ gamma: g, p_lower: tail(1 / (1 + g)), p_upper: tail(g / (1 + g)) })),
    critical_gamma: gamma,
    alpha: ALPHA,
    critical_both: gamma === null ? null : gamma + Math.sqrt(gamma * gamma - 1),
  };
}
