/** The effect in matched pairs: the mean difference, with the paired t test's standard error. */
import { normal, studentT } from "@counterpulse/numerics";
import { type McNemar, mcNemar } from "../two-by-two/mcnemar.ts";
import type { Pair } from "./greedy.ts";
import { mean, sampleVariance } from "./moments.ts";

export interface PairedEffect {
  /** Treated less control: the average effect in the treated who found a partner. */
  att: number;
  /** null where it does not exist: one pair, or all differences the same. */
  se_paired: number | null;
  t: number | null;
  df: number;
  p: number | null;
  ci: [number, number] | null;
  mean_treated: number;
  mean_control: number;
  /** For outcomes of 0 and 1. */
  binary: {
    events: [number, number];
    rr: number | null;
    /** On the log scale, counting the pairs: variance (b + c) / (events of the treated * of the controls). */
    rr_ci: [number, number] | null;
    mcnemar: McNemar;
  } | null;
}

export const differencesOf = (pairs: readonly Pair[], outcome: ArrayLike<number>): Float64Array =>
  Float64Array.from(pairs, ([a, b]) => outcome[a] - outcome[b]);

export const isBinary = (outcome: ArrayLike<number>): boolean =>
  Array.prototype.every.call(outcome, (y: number) => y === 0 || y === 1);

function binaryOf(pairs: readonly Pair[], outcome: ArrayLike<number>, level: number): PairedEffect["binary"] {
  const sum = (of: (pair: Pair) => number): number => pairs.reduce((total, pair) => total + of(pair), 0);
  const events: [number, number] = [sum(([a]) => outcome[a]), sum(([, b]) => outcome[b])];
  const both = sum(([a, b]) => outcome[a] * outcome[b]);
  const rr = events[1] > 0 ? events[0] / events[1] : null;
  const se = Math.sqrt((events[0] + events[1] - 2 * both) / (events[0] * events[1]));
  const factor = Math.exp(normal.upperQuantile((1 - level) / 2) * se);
  return {
    events,
    rr,
    rr_ci: rr !== null && rr > 0 ? [rr / factor, rr * factor] : null,
    mcnemar: mcNemar(events[0] - both, events[1] - both),
  };
}

/** null without pairs. */
export function pairedEffect(
  pairs: readonly Pair[],
  outcome: ArrayLike<number>,
  binary: boolean,
  level = 0.95,
): PairedEffect | null {
  const n = pairs.length;
  if (n === 0) return null;
  const differences = differencesOf(pairs, outcome);
  const att = mean(differences);
  const se = Math.sqrt(sampleVariance(differences) / n);
  const known = se > 0;
  const t = studentT(Math.max(1, n - 1));
  const half = t.upperQuantile((1 - level) / 2) * se;
  return {
    att,
    se_paired: known ? se : null,
    t: known ? att / se : null,
    df: n - 1,
    p: known ? 2 * t.upper(Math.abs(att / se)) : null,
    ci: known ? [att - half, att + half] : null,
    mean_treated: mean(pairs.map(([a]) => outcome[a])),
    mean_control: mean(pairs.map(([, b]) => outcome[b])),
    binary: binary ? binaryOf(pairs, outcome, level) : null,
  };
}
