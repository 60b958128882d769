/**
 * Response-adaptive allocation between two groups by simulation (thall2007): after a start in equal parts, each block is
 * allocated by the posterior probability that group 1 has fewer events, flattened by an exponent; the trial stops when
 * that probability is high for either group. The type I error is simulated with the power, always.
 */
import { type Stream, stream } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { probabilityGreaterWhole } from "./beta-binomial.ts";
import { requireBetween, requireProbability, requireWhole } from "./check.ts";
import { proportionOf } from "./log-rank-simulation.ts";

export interface AdaptiveDesign {
  /** Most patients, those in equal parts at the start, those between two looks. */
  n: number;
  start: number;
  block: number;
  /** Posterior probability that stops; or the two-sided type I error for which it is to be found. */
  threshold?: number;
  alpha?: number;
  /** Exponent of the probabilities: 0 equal parts, 1 Thompson's rule, "rising" from 0 to 1/2 with the patients. */
  exponent?: number | "rising";
  /** Neither group gets less than this share of a block. */
  leastShare?: number;
}

export interface AdaptiveResult {
  p1: number;
  p2: number;
  /** Declared better: group 1 (fewer events), group 2. */
  better1: number;
  better2: number;
  mc_error: number;
  ci: [number, number];
  mean_n: number;
  /** Mean share of patients in group 1, and its 5 and 95 % points. */
  share1: number;
  share1_range: [number, number];
  mean_events: number;
  /** Of the same number of patients in equal parts. */
  mean_events_equal: number;
}

export interface AdaptiveSimulation {
  threshold: number;
  calibrated: boolean;
  repeats: number;
  seed: number;
  /** Both groups at p2: type I error is better1 + better2. */
  null: AdaptiveResult & { type1: number };
  truth: AdaptiveResult;
}

interface Rule extends Required<Omit<AdaptiveDesign, "threshold" | "alpha">> {
  threshold: number;
}

interface Path {
  /** Most extreme posterior probability at any look, where nothing stops. */
  extreme: number;
  winner: 0 | 1 | 2;
  patients: [number, number];
  events: number;
}

function check(d: AdaptiveDesign): void {
  requireWhole("n", d.n, 2, 20_000);
  requireWhole("start", d.start, 2, d.n);
  requireWhole("block", d.block, 1, d.n);
  if (d.threshold !== undefined) requireBetween("threshold", d.threshold, 0.5, 1);
  if (d.alpha !== undefined) requireBetween("alpha", d.alpha, 0, 1);
  if (d.exponent !== undefined && d.exponent !== "rising" && !(d.exponent >= 0 && d.exponent <= 10))
    throw new InputError(`exponent: ${d.exponent} is not allowed; a number from 0 to 10 or "rising" is.`);
  const least = d.leastShare ?? 0.1;
  if (!(least >= 0 && least <= 0.5))
    throw new InputError(`least-share: ${least} is not allowed; a number from 0 to 0.5 is.`);
}

/** Share of the next block for group 1. */
function shareOf(rule: Rule, better1: number, patients: number): number {
  const exponent = rule.exponent === "rising" ? patients / (2 * rule.n) : rule.exponent;
  const [w1, w2] = [better1 ** exponent, (1 - better1) ** exponent];
  return Math.min(1 - rule.leastShare, Math.max(rule.leastShare, w1 / (w1 + w2)));
}

/** One trial. Patients of a block are drawn to groups independently, as they come. */
function runOnce(rule: Rule, p1: number, p2: number, random: Stream): Path {
  const patients: [number, number] = [0, 0];
  const events: [number, number] = [0, 0];
  let [extreme, share] = [0, 0.5];
  for (let all = 0; all < rule.n; ) {
    const equal = all === 0;
    const size = Math.min(equal ? rule.start : rule.block, rule.n - all);
    for (let i = 0; i < size; i++) {
      const group = equal ? i % 2 : random.uniform() < share ? 0 : 1;
      patients[group]++;
      if (random.uniform() < (group === 0 ? p1 : p2)) events[group]++;
    }
    all += size;
    const [x, y] = [0, 1].map((k) => ({ a: 1 + events[k], b: 1 + patients[k] - events[k] }));
    const better1 = probabilityGreaterWhole(y, x);
    extreme = Math.max(extreme, better1, 1 - better1);
    if (extreme > rule.threshold)
      return { extreme, winner: better1 > 0.5 ? 1 : 2, patients, events: events[0] + events[1] };
    share = shareOf(rule, better1, all);
  }
  return { extreme, winner: 0, patients, events: events[0] + events[1] };
}

type OnProgress = (done: number, all: number) => void;

function summarise(p1: number, p2: number, paths: readonly Path[]): AdaptiveResult {
  const n = paths.length;
  const mean = (f: (path: Path) => number): number => paths.reduce((sum, path) => sum + f(path), 0) / n;
  const sizes = (path: Path): number => path.patients[0] + path.patients[1];
  const shares = paths.map((path) => path.patients[0] / sizes(path)).sort((a, b) => a - b);
  const wins = paths.filter((path) => path.winner > 0).length;
  const { mc_error, ci } = proportionOf(wins, n);
  return {
    p1,
    p2,
    better1: mean((path) => (path.winner === 1 ? 1 : 0)),
    better2: mean((path) => (path.winner === 2 ? 1 : 0)),
    mc_error,
    ci,
    mean_n: mean(sizes),
    share1: mean((path) => path.patients[0] / sizes(path)),
    share1_range: [shares[Math.floor(0.05 * (n - 1))], shares[Math.ceil(0.95 * (n - 1))]],
    mean_events: mean((path) => path.events),
    mean_events_equal: (mean(sizes) * (p1 + p2)) / 2,
  };
}

/**
 * @param p1 risk of the event in group 1; @param p2 in group 2. Without a threshold one is found, from as many trials
 * under the null as repeats (other random numbers than those that then tell the type I error).
 */
export function simulateAdaptive(
  design: AdaptiveDesign,
  p1: number,
  p2: number,
  repeats: number,
  seed: number,
  onProgress?: OnProgress,
): AdaptiveSimulation {
  check(design);
  requireProbability("p1", p1);
  requireProbability("p2", p2);
  requireWhole("repeats", repeats, 20, 1_000_000);
  const { n, start, block, exponent = "rising", leastShare = 0.1, alpha = 0.05 } = design;
  const calibrated = design.threshold === undefined;
  const rounds = calibrated ? 3 : 2;
  let done = 0;
  const run = (threshold: number, risk: number, purpose: string): Path[] => {
    const rule = { n, start, block, exponent, leastShare, threshold };
    return Array.from({ length: repeats }, (_, r) => {
      onProgress?.(++done, rounds * repeats);
      return runOnce(rule, risk, p2, stream(seed, r, `design adaptive ${purpose}`));
    });
  };
  const threshold = design.threshold ?? calibrate(run(1, p2, "threshold"), alpha);
  const none = summarise(p2, p2, run(threshold, p2, "null"));
  const truth = summarise(p1, p2, run(threshold, p1, "truth"));
  return { threshold, calibrated, repeats, seed, null: { ...none, type1: none.better1 + none.better2 }, truth };
}

/** The probability that a share alpha of trials under the null exceed at any look. */
function calibrate(paths: readonly Path[], alpha: number): number {
  const extremes = paths.map((path) => path.extreme).sort((a, b) => b - a);
  return extremes[Math.min(extremes.length - 1, Math.floor(alpha * extremes.length))];
}
