/**
 * The analyses of a tally: z or posterior probability, estimate and its standard error, written into one record. Held
 * against the statistics package, whose functions take patients one by one and are too slow for millions of trials.
 */
import { probabilityGreaterWhole } from "@counterpulse/statistics";
import { grayAnalysis } from "./gray.ts";
import type { TestName } from "./protocol-file.ts";
import type { Tally } from "./tally.ts";

export interface Finding {
  /** High is good for the experimental arm: z, or the posterior probability of benefit. */
  score: number;
  /** Experimental over (minus) control, on the scale of the truth; not a number where there is none. */
  estimate: number;
  se: number;
}

/** Buffers of the event times, for Cox's model. */
export interface Steps {
  count: number;
  readonly n1: Float64Array;
  readonly n0: Float64Array;
  readonly d1: Int32Array;
  readonly d0: Int32Array;
}

export const newSteps = (size: number): Steps => ({
  count: 0,
  ...{ n1: new Float64Array(size), n0: new Float64Array(size), d1: new Int32Array(size), d0: new Int32Array(size) },
});

/** @param sign 1 where the event is good, -1 where it is bad */
export function analyse(
  test: TestName,
  tally: Tally,
  steps: Steps,
  sign: 1 | -1,
  withEstimate: boolean,
  into: Finding,
): void {
  if (test === "proportions") proportions(tally, sign, into);
  else if (test === "bayes") bayes(tally, sign, into);
  else if (test === "gray") grayAnalysis(tally, sign, withEstimate, into);
  else timeToEvent(test, tally, steps, sign, withEstimate, into);
}

function difference(tally: Tally, into: Finding): void {
  const { count, known, strata } = tally;
  let [weights, sum, variance] = [0, 0, 0];
  for (let s = 0; s < strata; s++) {
    const [n0, n1] = [known[2 * s], known[2 * s + 1]];
    if (n0 === 0 || n1 === 0) continue;
    const [p0, p1] = [count[2 * s] / n0, count[2 * s + 1] / n1];
    const weight = (n0 * n1) / (n0 + n1);
    weights += weight;
    sum += weight * (p1 - p0);
    variance += weight * weight * ((p1 * (1 - p1)) / n1 + (p0 * (1 - p0)) / n0);
  }
  into.estimate = weights > 0 ? sum / weights : Number.NaN;
  into.se = weights > 0 ? Math.sqrt(variance) / weights : Number.NaN;
}

/** Pearson's test without correction; with strata Cochran's, with his weights for the risk difference. */
function proportions(tally: Tally, sign: 1 | -1, into: Finding): void {
  const { count, known, strata } = tally;
  let [gap, variance] = [0, 0];
  for (let s = 0; s < strata; s++) {
    const [n0, n1] = [known[2 * s], known[2 * s + 1]];
    if (n0 === 0 || n1 === 0) continue;
    const p = (count[2 * s] + count[2 * s + 1]) / (n0 + n1);
    const weight = (n0 * n1) / (n0 + n1);
    gap += weight * (count[2 * s + 1] / n1 - count[2 * s] / n0);
    variance += weight * p * (1 - p);
  }
  into.score = variance > 0 ? (sign * gap) / Math.sqrt(variance) : 0;
  difference(tally, into);
}

const beta = { x: { a: 1, b: 1 }, y: { a: 1, b: 1 } };

/** Posterior probability that the experimental arm does better, uniform priors. */
function bayes(tally: Tally, sign: 1 | -1, into: Finding): void {
  const { count, known } = tally;
  const good = sign === 1 ? 0 : 1;
  const set = (shape: { a: number; b: number }, g: number): void => {
    const bad = known[g] - count[g];
    shape.a = 1 + (good === 0 ? count[g] : bad);
    shape.b = 1 + (good === 0 ? bad : count[g]);
  };
  set(beta.x, 1);
  set(beta.y, 0);
  into.score = probabilityGreaterWhole(beta.x, beta.y);
  difference(tally, into);
}

/** Log-rank statistic; the times at which something happens are kept for Cox's model. Competing events end observation. */
function timeToEvent(
  test: TestName,
  tally: Tally,
  steps: Steps,
  sign: 1 | -1,
  withEstimate: boolean,
  into: Finding,
): void {
  const { events, competing, lost, patients, strata, bins } = tally;
  let gap = 0;
  let variance = 0;
  let next = 0;
  for (let s = 0; s < strata; s++) {
    let n0 = patients[2 * s];
    let n1 = patients[2 * s + 1];
    const base0 = 2 * s * bins;
    const base1 = base0 + bins;
    for (let b = 0; b < bins; b++) {
      const d0 = events[base0 + b];
      const d1 = events[base1 + b];
      const d = d0 + d1;
      if (d > 0) {
        const n = n0 + n1;
        const share = n1 / n;
        gap += d1 - d * share;
        if (n > 1) variance += (d * share * (1 - share) * (n - d)) / (n - 1);
        steps.n0[next] = n0;
        steps.n1[next] = n1;
        steps.d0[next] = d0;
        steps.d1[next++] = d1;
      }
      n0 -= d0 + competing[base0 + b] + lost[base0 + b];
      n1 -= d1 + competing[base1 + b] + lost[base1 + b];
    }
  }
  steps.count = next;
  if (withEstimate || test !== "log-rank") coxEstimate(steps, variance > 0 ? gap / variance : 0, into);
  // Cox's test is Wald's.
  if (test === "log-rank") into.score = variance > 0 ? (sign * gap) / Math.sqrt(variance) : 0;
  else into.score = into.se > 0 ? (sign * into.estimate) / into.se : 0;
}

/** Newton's method with Efron's way with ties (efron1977). Without events in one arm there is no estimate. */
function coxEstimate(steps: Steps, start: number, into: Finding): void {
  const { count, n1, n0, d1, d0 } = steps;
  let [some1, some0] = [0, 0];
  for (let k = 0; k < count; k++) {
    some1 += d1[k];
    some0 += d0[k];
  }
  into.estimate = Number.NaN;
  into.se = Number.NaN;
  if (some1 === 0 || some0 === 0) return;
  let b = Math.max(-3, Math.min(3, start));
  for (let iteration = 0; iteration < 30; iteration++) {
    const ratio = Math.exp(b);
    let score = 0;
    let information = 0;
    for (let k = 0; k < count; k++) {
      const d = d1[k] + d0[k];
      score += d1[k];
      for (let l = 0; l < d; l++) {
        const left1 = (n1[k] - (l / d) * d1[k]) * ratio;
        const share = left1 / (left1 + n0[k] - (l / d) * d0[k]);
        score -= share;
        information += share * (1 - share);
      }
    }
    const move = score / information;
    b += Math.max(-1, Math.min(1, move));
    // The error left is of the order of the last move's square.
    if (Math.abs(move) < 1e-8) {
      into.estimate = b;
      into.se = 1 / Math.sqrt(information);
      return;
    }
  }
}
