/**
 * Regularised incomplete beta function I_x(a, b) and its complement I_1-x(b, a).
 *
 * Didonato and Morris's continued fraction (didonato1992, BFRAC) on the side below the mean with the saddle-point
 * prefactor, so that the smaller of the two keeps its relative accuracy; for a small shape near its end of the
 * interval, the power series, with a form of the complement that does not cancel.
 */

import { logTailsOf, type OneTail, type Tails, tailsOf } from "./incomplete-gamma.ts";
import { logGamma1p, logGammaRatio } from "./log-gamma.ts";
import { excess, logBinomialKernel, type Share, share, swapped } from "./saddle-point.ts";

const MAX_TERMS = 1_000_000;

/** I_x(a, b) B(a, b) / (x^a (1 - x)^b) by Lentz's method; lambda = a - (a + b) x. */
function continuedFraction(a: number, b: number, { p: x, q: y }: Share, lambda: number): number {
  let h = (a / (a + 1)) * (lambda + 1);
  let c = h;
  let d = 0;
  for (let n = 1; n < MAX_TERMS; n++) {
    const even = a + 2 * n;
    const weight = (n * (b - n) * x) / (even - 1);
    const numerator = ((a + n - 1) * (a + b + n - 1) * x * weight) / (even - 1);
    const denominator = n + weight + ((a + n) / (even + 1)) * (lambda + 1 + n * (1 + y));
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const factor = c * d;
    h *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return 1 / h;
}

/** The sum of (1 - b)(2 - b)…(n - b) / n! x^n a / (a + n) from n = 1. */
function powerSeries(a: number, b: number, x: number): number {
  let power = 1;
  let sum = 0;
  for (let n = 1; n < 1000; n++) {
    power *= ((n - b) / n) * x;
    const term = power / (a + n);
    sum += term;
    if (Math.abs(term) <= Math.abs(sum) * 1e-17) break;
  }
  return a * sum;
}

/** I_x(a, b) for a <= 1 near 0 by the power series, and 1 - I by itself. */
function nearEnd(a: number, b: number, x: number): OneTail {
  const sum = powerSeries(a, b, x);
  // Gamma(a + b) / (Gamma(a + 1) Gamma(b)) x^a
  const log = a * Math.log(x) + logGammaRatio(b, a) - logGamma1p(a);
  const other = -Math.expm1(log) - Math.exp(log) * sum;
  return { side: "lower", log, factor: 1 + sum, other };
}

const exchanged = (tail: OneTail): OneTail => ({ ...tail, side: tail.side === "lower" ? "upper" : "lower" });

/** @param over (a + b) x - a */
function oneTail(a: number, b: number, x: Share, over: number): OneTail {
  if (x.p === 0) return { side: "lower", log: Number.NEGATIVE_INFINITY, factor: 1 };
  if (x.q === 0) return { side: "upper", log: Number.NEGATIVE_INFINITY, factor: 1 };
  if (a <= 1 && x.p <= 0.5 && b * x.p <= 1) return nearEnd(a, b, x.p);
  if (b <= 1 && x.q <= 0.5 && a * x.q <= 1) return exchanged(nearEnd(b, a, x.q));
  const log = logBinomialKernel(a, b, x, over);
  const scale = (a * b) / (a + b);
  if (over <= 0) return { side: "lower", log, factor: scale * continuedFraction(a, b, x, -over) };
  return { side: "upper", log, factor: scale * continuedFraction(b, a, swapped(x), over) };
}

const valid = (a: number, b: number, x: Share): boolean => a > 0 && b > 0 && x.p >= 0 && x.q >= 0;

const NOTHING: Tails = { lower: Number.NaN, upper: Number.NaN };

/**
 * I_x(a, b) and 1 - I_x(a, b), for a, b > 0.
 * @param x a number, or a share where 1 - x is known better than the subtraction gives it
 * @param over (a + b) x - a, where the caller knows it better
 */
export function incompleteBeta(a: number, b: number, x: number | Share, over?: number): Tails {
  const at = typeof x === "number" ? share(x) : x;
  return valid(a, b, at) ? tailsOf(oneTail(a, b, at, over ?? excess(a, b, at))) : NOTHING;
}

/** The logarithms of I_x(a, b) and 1 - I_x(a, b). */
export function logIncompleteBeta(a: number, b: number, x: number | Share, over?: number): Tails {
  const at = typeof x === "number" ? share(x) : x;
  return valid(a, b, at) ? logTailsOf(oneTail(a, b, at, over ?? excess(a, b, at))) : NOTHING;
}
