/**
 * Loader's saddle-point densities (loader2000), for real arguments: the exponent is a deviance computed without
 * cancellation, so that Poisson and binomial probabilities, and with them the prefactors of the incomplete gamma and
 * beta functions, keep their digits in the far tails and for large counts.
 */
import { log1pMinus, productError, sumError } from "./elementary.ts";
import { logGamma1p, stirlingError } from "./log-gamma.ts";

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** x log(x / m) + m - x, given also m - x, which the caller may know better than a subtraction does. */
export function deviance(x: number, m: number, difference: number): number {
  if (m > x / 2) return -x * log1pMinus(difference / x);
  const logRatio = m > 1e-280 ? Math.log(m / x) : Math.log(m) - Math.log(x);
  return difference - x * logRatio;
}

/** log of lambda^x e^-lambda / Gamma(x + 1). */
export function logPoissonKernel(x: number, lambda: number): number {
  if (lambda === 0) return x === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (x < 1) return x * Math.log(lambda) - lambda - logGamma1p(x);
  return -stirlingError(x) - deviance(x, lambda, lambda - x) - (LOG_TWO_PI + Math.log(x)) / 2;
}

/** A number between 0 and 1 and its complement, each in two parts: p + pLow + q + qLow = 1. */
export interface Share {
  p: number;
  pLow: number;
  q: number;
  qLow: number;
}

export const share = (p: number): Share => ({ p, pLow: 0, q: 1 - p, qLow: sumError(1, -p) });

/** The share with p and q exchanged. */
export const swapped = ({ p, pLow, q, qLow }: Share): Share => ({ p: q, pLow: qLow, q: p, qLow: pLow });

/** (a + b) p - a = b p - a q, with the rounding errors of the products and of the subtraction given back. */
export function excess(a: number, b: number, { p, pLow, q, qLow }: Share): number {
  const first = b * p;
  const second = a * q;
  const lost = productError(b, p) - productError(a, q) + b * pLow - a * qLow + sumError(first, -second);
  return first - second + lost;
}

/**
 * log of Gamma(a + b + 1) / (Gamma(a + 1) Gamma(b + 1)) p^a q^b, the binomial probability of a in a + b.
 * @param over (a + b) p - a = b - (a + b) q, see `excess`
 */
export function logBinomialKernel(a: number, b: number, { p, q }: Share, over: number): number {
  if (p === 0) return a === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (q === 0) return b === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (a === 0) return b * (p < 0.5 ? Math.log1p(-p) : Math.log(q));
  if (b === 0) return a * (q < 0.5 ? Math.log1p(-q) : Math.log(p));
  const n = a + b;
  const errors = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const deviances = deviance(a, n * p, over) + deviance(b, n * q, -over);
  return errors - deviances + (Math.log(n / a) - Math.log(b) - LOG_TWO_PI) / 2;
}
