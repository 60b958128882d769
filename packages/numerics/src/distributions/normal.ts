/** The standard normal distribution. */
import { gaussian, productError } from "../special/elementary.ts";
import { erf, erfcx } from "../special/error-function.ts";
import { type Distribution, quantilesBy, type Target } from "./distribution.ts";

const LOG_SQRT_TWO_PI = Math.log(2 * Math.PI) / 2;
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

const density = (x: number): number => gaussian(x) / SQRT_TWO_PI;
const logDensity = (x: number): number => (-x * x) / 2 - productError(x, x) / 2 - LOG_SQRT_TWO_PI;

function upper(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) < 1) return 0.5 - erf(x * Math.SQRT1_2) / 2;
  return x > 0 ? (gaussian(x) * erfcx(x * Math.SQRT1_2)) / 2 : 1 - upper(-x);
}

function logUpper(x: number): number {
  if (x < 1) return Math.log1p(-upper(-x));
  return x === Number.POSITIVE_INFINITY ? -x : (-x * x) / 2 + Math.log(erfcx(x * Math.SQRT1_2) / 2);
}

/** Halley's step from x > 0 towards the point whose upper tail has this logarithm. */
function farStep(x: number, log: number): number {
  const hazard = Math.sqrt(2 / Math.PI) / erfcx(x * Math.SQRT1_2);
  const newton = (logUpper(x) - log) / hazard;
  return newton / (1 + (newton * (hazard - x)) / 2);
}

/** Hastings's rational approximation (abramowitz1964, 26.2.23), polished by Halley's method. */
function find({ side, log, toHalf }: Target): number {
  if (log === Number.NEGATIVE_INFINITY) return side === "lower" ? log : -log;
  const sign = side === "lower" ? -1 : 1;
  if (toHalf < 0.3) return sign * central(toHalf);
  const r = Math.sqrt(-2 * log);
  const ratio = (2.515517 + r * (0.802853 + r * 0.010328)) / (1 + r * (1.432788 + r * (0.189269 + r * 0.001308)));
  let x = r - ratio;
  for (let i = 0; i < 8; i++) {
    const step = farStep(x, log);
    x += step;
    if (Math.abs(step) < 1e-5 * x) break;
  }
  return sign * x;
}

/** The x >= 0 with P(0 < X < x) = p, p < 0.3. */
function central(p: number): number {
  let x = p * SQRT_TWO_PI;
  for (let i = 0; i < 20; i++) {
    const newton = (p - erf(x * Math.SQRT1_2) / 2) / density(x);
    const step = newton / (1 - (newton * x) / 2);
    x += step;
    if (Math.abs(step) <= 1e-6 * x) break;
  }
  return x;
}

export const normal: Distribution = {
  density,
  logDensity,
  lower: (x) => upper(-x),
  upper,
  logLower: (x) => logUpper(-x),
  logUpper,
  ...quantilesBy(find),
};
