/** Two proportions with beta priors: posteriors, their difference, predictive probabilities; all without simulation. */
import { betaDistribution, logBeta, root } from "@counterpulse/numerics";
import { requireBetween, requireWhole } from "./check.ts";
import { type ExactTest, type RejectionRegion, rejectionRegion } from "./exact-power.ts";

/** Shapes of a beta distribution. */
export interface Beta {
  a: number;
  b: number;
}

export function checkBeta(what: string, { a, b }: Beta): void {
  requireBetween(`${what}: a`, a, 0, Number.POSITIVE_INFINITY);
  requireBetween(`${what}: b`, b, 0, Number.POSITIVE_INFINITY);
}

/** A prior worth `weight` of some earlier counts, beside one event and one non-event: a power prior (ibrahim2000). */
export const priorFrom = (events: number, total: number, weight: number): Beta => ({
  a: 1 + weight * events,
  b: 1 + weight * (total - events),
});

export const updated = ({ a, b }: Beta, events: number, total: number): Beta => ({
  a: a + events,
  b: b + total - events,
});

const POINTS = 400;
const NEGLIGIBLE = 1e-17;
const spread = ({ a, b }: Beta): number => Math.sqrt((a * b) / (a + b + 1)) / (a + b);

/**
 * P(X - Y > margin) of independent beta variables. Over the part of y where X can decide, y is a logistic function of u:
 * there the integrand is analytic and falls off at both ends, so that the trapezoidal rule converges exponentially.
 */
export function probabilityGreater(x: Beta, y: Beta, margin = 0): number {
  const [dx, dy] = [betaDistribution(x.a, x.b), betaDistribution(y.a, y.b)];
  const [low, high] = [Math.max(0, -margin), Math.min(1, 1 - margin)];
  if (!(low < high)) return margin < 0 ? 1 : 0;
  const sure = low > 0 ? dy.lower(low) : 0;
  const width = high - low;
  const toU = (p: number): number => {
    const s = (p - low) / width;
    return s <= 0 ? -60 : s >= 1 ? 60 : Math.max(-60, Math.min(60, Math.log(s) - Math.log1p(-s)));
  };
  const from = Math.max(-60, Math.min(toU(dy.quantile(NEGLIGIBLE)), toU(dy.quantile(0.5)) - 1));
  const to = Math.min(60, Math.max(toU(dy.upperQuantile(NEGLIGIBLE)), toU(dy.quantile(0.5)) + 1));
  const points = Math.ceil(POINTS * Math.min(50, Math.max(1, spread(y) / spread(x))));
  const h = (to - from) / points;
  let total = 0;
  for (let i = 0; i <= points; i++) {
    const u = from + i * h;
    const [s, rest] = [1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u))];
    const p = low + width * s;
    total += dy.density(p) * dx.upper(p + margin) * width * s * rest;
  }
  return Math.min(1, sure + h * total);
}

/** Equal-tailed credible interval of X - Y. */
export function differenceInterval(x: Beta, y: Beta, level = 0.95): [number, number] {
  requireBetween("level", level, 0, 1);
  const at = (tail: number): number => root((d) => tail - probabilityGreater(x, y, d), -1, 1, { tolerance: 1e-13 });
  return [at((1 + level) / 2), at((1 - level) / 2)];
}

/** Probabilities of 0 to n events of a beta-binomial variable, from the ratios of neighbours: no large logarithms cancel. */
export function betaBinomial(n: number, { a, b }: Beta): Float64Array {
  const weights = new Float64Array(n + 1);
  const ratio = (k: number): number => ((n - k) / (k + 1)) * ((a + k) / (b + n - k - 1));
  let peak = 0;
  for (let k = 0, log = 0, best = 0; k < n; k++) {
    log += Math.log(ratio(k));
    if (log > best) [best, peak] = [log, k + 1];
  }
  weights[peak] = 1;
  for (let k = peak; k < n; k++) weights[k + 1] = weights[k] * ratio(k);
  for (let k = peak; k > 0; k--) weights[k - 1] = weights[k] / ratio(k - 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

export interface TwoArms {
  /** Group 1 (experimental) and 2: events so far, patients so far, patients in the end. */
  events: [number, number];
  sofar: [number, number];
  final: [number, number];
}

function checkArms({ events, sofar, final }: TwoArms): void {
  [0, 1].forEach((k) => {
    requireWhole(`final of group ${k + 1}`, final[k], 1, 5000);
    requireWhole(`patients of group ${k + 1}`, sofar[k], 0, final[k]);
    requireWhole(`events of group ${k + 1}`, events[k], 0, sofar[k]);
  });
}

/** When the trial will be called a success: a two-sided test, or a posterior probability of fewer events in group 1. */
export type Success = { test: ExactTest; alpha: number } | { posterior: number; priors: [Beta, Beta] };

/**
 * Predictive probability that the trial ends in success with fewer events in group 1 (and, for a test, of the contrary),
 * over all results to come, weighted by what priors and data so far say. Without data this is the assurance.
 */
export function predictiveProbability(
  arms: TwoArms,
  priors: [Beta, Beta],
  success: Success,
): { benefit: number; harm: number } {
  checkArms(arms);
  checkBeta("prior 1", priors[0]);
  checkBeta("prior 2", priors[1]);
  const { events, sofar, final } = arms;
  const next = [0, 1].map((k) => betaBinomial(final[k] - sofar[k], updated(priors[k], events[k], sofar[k])));
  const decide = "test" in success ? byTest(success, final) : byPosterior(success, final);
  const result = { benefit: 0, harm: 0 };
  for (let j = 0; j < next[1].length; j++) {
    for (let i = 0; i < next[0].length; i++) {
      const verdict = decide(events[0] + i, events[1] + j);
      if (verdict < 0) result.benefit += next[0][i] * next[1][j];
      if (verdict > 0) result.harm += next[0][i] * next[1][j];
    }
  }
  return result;
}

type Decide = (a: number, b: number) => -1 | 0 | 1;

function byTest({ test, alpha }: { test: ExactTest; alpha: number }, [n1, n2]: [number, number]): Decide {
  const region: RejectionRegion = rejectionRegion(test, n1, n2, alpha);
  return (a, b) => (a <= region.low[a + b] ? -1 : a >= region.high[a + b] ? 1 : 0);
}

/** The posterior probability falls with a: for each b the largest a that succeeds is sought once. */
function byPosterior(
  { posterior, priors }: { posterior: number; priors: [Beta, Beta] },
  [n1, n2]: [number, number],
): Decide {
  requireBetween("threshold", posterior, 0.5, 1);
  const enough = (a: number, b: number): boolean =>
    probabilityGreater(updated(priors[1], b, n2), updated(priors[0], a, n1)) > posterior;
  const most = new Int32Array(n2 + 1).fill(-2);
  const limit = (b: number): number => {
    if (most[b] > -2) return most[b];
    let [yes, no] = [-1, n1 + 1];
    while (no - yes > 1) {
      const middle = (yes + no) >> 1;
      if (enough(middle, b)) yes = middle;
      else no = middle;
    }
    most[b] = yes;
    return yes;
  };
  return (a, b) => (a <= limit(b) ? -1 : 0);
}

/**
 * P(X > Y) for whole shapes of X: a sum of a terms, each from the one before. Fast, for simulations.
 */
export function probabilityGreaterWhole(x: Beta, y: Beta): number {
  const log = logBeta(y.a, x.b + y.b) - logBeta(y.a, y.b);
  if (log < -650) return probabilityGreater(x, y);
  let term = Math.exp(log);
  let total = 0;
  for (let i = 0; i < x.a; i++) {
    total += term;
    term *= ((y.a + i) / (y.a + i + x.b + y.b)) * ((x.b + i) / (1 + i));
  }
  return Math.min(1, total);
}
