/** Estimators of the between-study variance tau2 that equate a statistic with its expectation. */
import { root } from "@counterpulse/numerics";
import { fitAt, freedom, type Problem } from "./problem.ts";
import { weightedFit } from "./weighted-fit.ts";

/** DerSimonian and Laird (dersimonian1986): equates Q with its expectation. */
export function derSimonianLaird(problem: Problem): number {
  const { rss, traceP } = fitAt(problem, 0);
  return (rss - freedom(problem)) / traceP;
}

/** Hedges (hedges1985): equates the unweighted residual variance with its expectation. */
export function hedges({ yi, vi, columns, names }: Problem): number {
  const { rss, leverages } = weightedFit(columns, yi, new Float64Array(yi.length).fill(1), names);
  const within = vi.reduce((sum, v, i) => sum + v * (1 - leverages[i]), 0);
  return (rss - within) / (yi.length - columns.length);
}

/** Hunter and Schmidt (hunter1990). */
export function hunterSchmidt(problem: Problem): number {
  const { rss } = fitAt(problem, 0);
  return (rss - problem.yi.length) / problem.vi.reduce((sum, v) => sum + 1 / v, 0);
}

/** Sidik and Jonkman (sidik2005), from the variance of the estimates; never 0 unless all are equal. */
export function sidikJonkman(problem: Problem): number {
  const k = problem.yi.length;
  const mean = problem.yi.reduce((sum, y) => sum + y, 0) / k;
  const start = problem.yi.reduce((sum, y) => sum + (y - mean) ** 2, 0) / k;
  return start === 0 ? 0 : (start * fitAt(problem, start).rss) / freedom(problem);
}

/** The tau2 >= 0 at which the generalised Q has a value; 0 where Q is below it already. Q falls as tau2 rises. */
export function tau2AtQ(problem: Problem, q: number): number {
  const miss = (tau2: number): number => fitAt(problem, tau2).rss - q;
  if (miss(0) <= 0) return 0;
  let upper = Math.max(hedges(problem), derSimonianLaird(problem), Number.MIN_VALUE);
  let lower = 0;
  while (miss(upper) > 0) {
    lower = upper;
    upper *= 2;
  }
  return root(miss, lower, upper);
}

/** Paule and Mandel (paule1982): Q equals its degrees of freedom. The empirical Bayes estimate is the same (morris1983). */
export const pauleMandel = (problem: Problem): number => tau2AtQ(problem, freedom(problem));
