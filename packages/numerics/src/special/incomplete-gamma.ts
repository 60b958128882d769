/**
 * Regularised incomplete gamma functions P(a, x) and Q(a, x).
 *
 * The power series (DLMF 8.11.4) below a, Legendre's continued fraction (DLMF 8.9.2, contracted) above, both with the
 * saddle-point prefactor, so that the smaller of the two keeps its relative accuracy wherever it lies. For a < 1 and
 * small x, Q comes from the series of its own (didonato1986), since there 1 - P would cancel.
 */
import { log1mExp } from "./elementary.ts";
import { logGamma1p } from "./log-gamma.ts";
import { logPoissonKernel } from "./saddle-point.ts";

/** A probability below and above a point, or their logarithms. */
export interface Tails {
  lower: number;
  upper: number;
}

/** One tail as exp(log) * factor; the other is its complement, unless it is known by itself. */
export interface OneTail {
  side: keyof Tails;
  log: number;
  factor: number;
  other?: number;
}

const MAX_TERMS = 1_000_000;

/** sum of x^n / ((a + 1) … (a + n)) from n = 0. */
function powerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-17 && n < MAX_TERMS; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Gamma(a, x) e^x x^-a as a continued fraction, by Lentz's method. */
function continuedFraction(a: number, x: number): number {
  let b = x - a + 1;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    h *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return h;
}

/** Q(a, x) for a < 1 and x up to about 1, without cancellation. */
function smallUpper(a: number, x: number): number {
  let power = 1;
  let sum = 0;
  for (let n = 1; n < 60; n++) {
    power *= -x / n;
    const term = power / (a + n);
    sum += term;
    if (Math.abs(term) < Math.abs(sum) * 1e-17) break;
  }
  const powerMinus1 = Math.expm1(a * Math.log(x) - logGamma1p(a));
  return -powerMinus1 - (1 + powerMinus1) * a * sum;
}

function oneTail(a: number, x: number): OneTail {
  if (!(a >= 0 && x >= 0) || (a === 0 && x === 0)) return { side: "lower", log: Number.NaN, factor: 1 };
  if (x === 0) return { side: "lower", log: Number.NEGATIVE_INFINITY, factor: 1 };
  if (x === Number.POSITIVE_INFINITY || a === 0) return { side: "upper", log: Number.NEGATIVE_INFINITY, factor: 1 };
  if (a < 1 && x < 1.1) {
    const other = smallUpper(a, x);
    return { side: "lower", log: logPoissonKernel(a, x), factor: powerSeries(a, x), other };
  }
  if (x < a + 0.5) return { side: "lower", log: logPoissonKernel(a, x), factor: powerSeries(a, x) };
  return { side: "upper", log: logPoissonKernel(a, x), factor: a * continuedFraction(a, x) };
}

export function tailsOf({ side, log, factor, other }: OneTail): Tails {
  const tail = Math.exp(log) * factor;
  const complement = other ?? 1 - tail;
  return side === "lower" ? { lower: tail, upper: complement } : { lower: complement, upper: tail };
}

export function logTailsOf({ side, log, factor, other }: OneTail): Tails {
  const direct = log === Number.NEGATIVE_INFINITY ? log : log + Math.log(factor);
  const tail = other !== undefined && other < 0.5 ? Math.log1p(-other) : Math.min(direct, 0);
  const complement = other !== undefined && tail > -1 ? Math.log(other) : log1mExp(tail);
  return side === "lower" ? { lower: tail, upper: complement } : { lower: complement, upper: tail };
}

/** P(a, x) = gamma(a, x) / Gamma(a) and Q = 1 - P, for a >= 0 and x >= 0. */
export const incompleteGamma = (a: number, x: number): Tails => tailsOf(oneTail(a, x));

/** log P(a, x) and log Q(a, x); finite where P and Q themselves underflow. */
export const logIncompleteGamma = (a: number, x: number): Tails => logTailsOf(oneTail(a, x));
