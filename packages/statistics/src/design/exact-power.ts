/**
 * Exact power of tests of two proportions: every table that can come out is asked whether the test rejects, and the
 * probabilities of those are added up. At p1 = p2 this is the true size of the test.
 */
import { binomial, chiSquared, hypergeometric } from "@counterpulse/numerics";
import { requireBetween, requireProbability, requireWhole } from "./check.ts";

export type ExactTest = "fisher" | "chi2" | "yates";
export const exactTestNames: readonly ExactTest[] = ["fisher", "chi2", "yates"];

/** Beyond this, a table a patient pair is too much work. */
export const MOST_EXACT = 5000;
/** As R's fisher.test: probabilities that are equal but for rounding count as equal. */
const TIES = 1 + 1e-7;

/** For each total of events, which numbers in group 1 reject: those up to `low` and those from `high` on. */
export interface RejectionRegion {
  low: Int32Array;
  high: Int32Array;
}

/**
 * For a given total of events all three tests reject in the two tails only, so two numbers tell the region; Fisher's
 * because the hypergeometric distribution has one peak.
 */
export function rejectionRegion(test: ExactTest, n1: number, n2: number, alpha: number): RejectionRegion {
  requireWhole("n1", n1, 1, MOST_EXACT);
  requireWhole("n2", n2, 1, MOST_EXACT);
  requireBetween("alpha", alpha, 0, 1);
  const totals = n1 + n2 + 1;
  const region = { low: new Int32Array(totals).fill(-1), high: new Int32Array(totals).fill(n1 + 1) };
  const critical = chiSquared(1).upperQuantile(alpha);
  for (let events = 1; events < totals - 1; events++) {
    const [from, to] = [Math.max(0, events - n2), Math.min(events, n1)];
    const tails = test === "fisher" ? fisherTails(events, n1, n2, from, to, alpha) : null;
    const [low, high] = tails ?? pearsonTails(events, n1, n2, from, to, critical, test === "yates" ? 0.5 : 0);
    region.low[events] = low;
    region.high[events] = high;
  }
  return region;
}

function pearsonTails(
  m: number,
  n1: number,
  n2: number,
  from: number,
  to: number,
  critical: number,
  correction: number,
) {
  const total = n1 + n2;
  const middle = (m * n1) / total;
  const variance = (n1 / total) * (n2 / total) * (m / total) * (total - m);
  const rejects = (a: number): boolean => {
    const gap = Math.abs(a - middle);
    return (gap - Math.min(correction, gap)) ** 2 >= critical * variance;
  };
  let [low, high] = [from - 1, to + 1];
  while (low + 1 <= Math.min(to, Math.floor(middle)) && rejects(low + 1)) low++;
  while (high - 1 > low && high - 1 >= Math.ceil(middle) && rejects(high - 1)) high--;
  return [low, high];
}

/** Tables from the most unlikely inwards, as long as those as unlikely or more so make up no more than alpha. */
function fisherTails(m: number, n1: number, n2: number, from: number, to: number, alpha: number): [number, number] {
  const p = hypergeometricWeights(m, n1, n2, from, to);
  let [low, high] = [from - 1, to + 1];
  let spent = 0;
  while (low + 1 < high) {
    const least = Math.min(p[low + 1 - from], p[high - 1 - from]);
    let [nextLow, nextHigh, added] = [low, high, 0];
    while (nextLow + 1 < nextHigh && p[nextLow + 1 - from] <= least * TIES) added += p[++nextLow - from];
    while (nextHigh - 1 > nextLow && p[nextHigh - 1 - from] <= least * TIES) added += p[--nextHigh - from];
    if (spent + added > alpha) break;
    spent += added;
    [low, high] = [nextLow, nextHigh];
  }
  return [low, high];
}

/** P of `from` to `to` events in group 1 given the total, from the ratios of neighbours. */
function hypergeometricWeights(m: number, n1: number, n2: number, from: number, to: number): Float64Array {
  const weights = new Float64Array(to - from + 1);
  const peak = Math.min(to, Math.max(from, Math.floor(((m + 1) * (n1 + 1)) / (n1 + n2 + 2))));
  const up = (a: number): number => ((n1 - a) * (m - a)) / ((a + 1) * (n2 - m + a + 1));
  weights[peak - from] = hypergeometric(m, n1 + n2 - m, n1).density(peak);
  for (let a = peak; a < to; a++) weights[a + 1 - from] = weights[a - from] * up(a);
  for (let a = peak; a > from; a--) weights[a - 1 - from] = weights[a - from] / up(a - 1);
  return weights;
}

/** Probability that the table falls into the region. */
export function regionProbability(region: RejectionRegion, p1: number, p2: number, n1: number, n2: number): number {
  requireProbability("p1", p1);
  requireProbability("p2", p2);
  const first = Float64Array.from({ length: n1 + 1 }, (_, a) => binomial(n1, p1).density(a));
  const second = Float64Array.from({ length: n2 + 1 }, (_, b) => binomial(n2, p2).density(b));
  let sum = 0;
  for (let a = 0; a <= n1; a++) {
    let rejected = 0;
    for (let b = 0; b <= n2; b++) {
      if (a <= region.low[a + b] || a >= region.high[a + b]) rejected += second[b];
    }
    sum += first[a] * rejected;
  }
  return sum;
}

/** Exact power of a two-sided test at level alpha. */
export function exactPower(test: ExactTest, p1: number, p2: number, n1: number, n2: number, alpha = 0.05): number {
  return regionProbability(rejectionRegion(test, n1, n2, alpha), p1, p2, n1, n2);
}

/**
 * Fewest patients a group from which on the exact power stays at or above the one asked for: exact power is a saw, so the
 * last n that falls short is sought, below `most`.
 */
export function exactSize(test: ExactTest, p1: number, p2: number, power: number, alpha: number, most: number): number {
  let n = most;
  while (n > 1 && exactPower(test, p1, p2, n - 1, n - 1, alpha) >= power) n--;
  return n;
}
