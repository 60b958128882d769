/**
 * Maximum and restricted maximum likelihood estimates of tau2: Fisher scoring from Hedges's estimate (harville1977),
 * then the score's zero to full precision. The likelihood may have a second top at 0, which counts if it is the higher one.
 */
import { root } from "@counterpulse/numerics";
import { cholesky } from "../linear.ts";
import { fitAt, type Problem } from "./problem.ts";
import { hedges } from "./tau2-moments.ts";

type Likelihood = "ML" | "REML";

interface Score {
  /** Twice the derivative of the log-likelihood by tau2. */
  value: number;
  /** Twice twice the information. */
  information: number;
}

function scoreAt(problem: Problem, tau2: number, likelihood: Likelihood): Score {
  const { residuals, traceP, tracePP } = fitAt(problem, tau2);
  let [squares, trace, information] = [0, 0, 0];
  for (let i = 0; i < residuals.length; i++) {
    const w = 1 / (problem.vi[i] + tau2);
    squares += (w * residuals[i]) ** 2;
    trace += w;
    information += w * w;
  }
  if (likelihood === "ML") return { value: squares - trace, information };
  return { value: squares - traceP, information: tracePP };
}

const MAX_STEPS = 500;

export function likelihoodTau2(problem: Problem, likelihood: Likelihood): number {
  const typical = problem.vi.length / problem.vi.reduce((sum, v) => sum + 1 / v, 0);
  let tau2 = Math.max(0, hedges(problem));
  for (let i = 0; i < MAX_STEPS; i++) {
    const { value, information } = scoreAt(problem, tau2, likelihood);
    let step = value / information;
    while (tau2 + step < 0) step /= 2;
    tau2 += step;
    if (Math.abs(step) < 1e-7 * (tau2 + typical)) break;
  }
  const top = polished((x) => scoreAt(problem, x, likelihood).value, tau2, typical);
  return top > 0 && logLikelihood(problem, 0, likelihood) > logLikelihood(problem, top, likelihood) ? 0 : top;
}

/** Up to a constant. */
function logLikelihood(problem: Problem, tau2: number, likelihood: Likelihood): number {
  const { rss, covariance } = fitAt(problem, tau2);
  const log = -(rss + problem.vi.reduce((sum, v) => sum + Math.log(v + tau2), 0)) / 2;
  if (likelihood === "ML") return log;
  const decomposition = cholesky(covariance);
  if ("failedAt" in decomposition) return log;
  // minus half the log determinant of the information
  return log + decomposition.factor.reduce((sum, row, i) => sum + Math.log(row[i]), 0);
}

/** The zero of the score near a guess; 0 if the likelihood falls from there on. */
function polished(score: (tau2: number) => number, guess: number, typical: number): number {
  for (let margin = 1e-6; margin < 10; margin *= 8) {
    const width = margin * (guess + typical);
    const [lower, upper] = [Math.max(0, guess - width), guess + width];
    const [below, above] = [score(lower), score(upper)];
    if (lower === 0 && below <= 0) return 0;
    if (below > 0 && above <= 0) return root(score, lower, upper);
  }
  return guess;
}
