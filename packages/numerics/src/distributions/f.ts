/** The F distribution: d1 F / d2 is the odds of a beta variable of shapes d1 / 2 and d2 / 2. */
import { incompleteBeta, logIncompleteBeta } from "../special/incomplete-beta.ts";
import type { Tails } from "../special/incomplete-gamma.ts";
import { logBinomialKernel, type Share } from "../special/saddle-point.ts";
import { betaOdds } from "./beta.ts";
import { type Distribution, quantilesBy, requirePositive } from "./distribution.ts";

interface Point {
  x: Share;
  /** (a + b) x - a, by a formula that does not cancel near F = 1. */
  over: number;
}

function pointOf(d1: number, d2: number, f: number): Point {
  const odds = (d1 / d2) * Math.max(f, 0);
  const q = 1 / (1 + odds);
  const p = odds === Number.POSITIVE_INFINITY ? 1 : odds * q;
  const over = odds === Number.POSITIVE_INFINITY ? d2 / 2 : (d1 / 2) * (Math.max(f, 0) - 1) * q;
  return { x: { p, pLow: 0, q, qLow: 0 }, over };
}

/** The F distribution of d1 and d2 degrees of freedom. */
export function fDistribution(d1: number, d2: number): Distribution {
  requirePositive("d1", d1);
  requirePositive("d2", d2);
  const a = d1 / 2;
  const b = d2 / 2;
  const tails = (f: number, of: typeof incompleteBeta): Tails => {
    const { x, over } = pointOf(d1, d2, f);
    return of(a, b, x, over);
  };
  const logDensity = (f: number): number => {
    if (f < 0) return Number.NEGATIVE_INFINITY;
    if (f === 0) return d1 === 2 ? 0 : d1 < 2 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    const { x, over } = pointOf(d1, d2, f);
    return logBinomialKernel(a, b, x, over) + Math.log(a) - Math.log1p(a / b) - Math.log(f);
  };
  return {
    density: (f) => Math.exp(logDensity(f)),
    logDensity,
    lower: (f) => tails(f, incompleteBeta).lower,
    upper: (f) => tails(f, incompleteBeta).upper,
    logLower: (f) => tails(f, logIncompleteBeta).lower,
    logUpper: (f) => tails(f, logIncompleteBeta).upper,
    ...quantilesBy((target) => (d2 / d1) * betaOdds(a, b, target)),
  };
}
