/** Gamma and chi-squared distributions. */
import { incompleteGamma, logIncompleteGamma } from "../special/incomplete-gamma.ts";
import { logGamma1p } from "../special/log-gamma.ts";
import { logPoissonKernel } from "../special/saddle-point.ts";
import { type Distribution, quantilesBy, requirePositive, type Target } from "./distribution.ts";
import { normal } from "./normal.ts";
import { solvePositive } from "./solve-positive.ts";

/** log of the density of shape a and scale 1. */
function logUnitDensity(a: number, x: number): number {
  if (x < 0 || x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  if (x > 0) return logPoissonKernel(a, x) + Math.log(a) - Math.log(x);
  if (a === 1) return 0;
  return a < 1 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** Near 0 the leading term of the series, elsewhere Wilson and Hilferty's cube root (wilson1931). */
function start(a: number, { side, log }: Target): number {
  const leading = (log + logGamma1p(a)) / a;
  if (side === "lower" && leading < Math.log((a + 1) / 5)) return Math.exp(leading);
  const z = side === "lower" ? normal.logQuantile(log) : normal.logUpperQuantile(log);
  const root = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  return Math.max(a * root ** 3, side === "upper" ? 0.1 : a / 100);
}

/** The gamma distribution of a shape and a scale (the inverse of the rate). */
export function gammaDistribution(shape: number, scale = 1): Distribution {
  requirePositive("shape", shape);
  requirePositive("scale", scale);
  const at = (x: number): number => Math.max(x, 0) / scale;
  const logDensity = (x: number): number => logUnitDensity(shape, x / scale) - Math.log(scale);
  const unit = {
    logTails: (x: number) => logIncompleteGamma(shape, x),
    logSlope: (x: number) => logPoissonKernel(shape, x) + Math.log(shape),
  };
  return {
    density: (x) => Math.exp(logDensity(x)),
    logDensity,
    lower: (x) => incompleteGamma(shape, at(x)).lower,
    upper: (x) => incompleteGamma(shape, at(x)).upper,
    logLower: (x) => logIncompleteGamma(shape, at(x)).lower,
    logUpper: (x) => logIncompleteGamma(shape, at(x)).upper,
    ...quantilesBy((target) => scale * solvePositive(unit, target, start(shape, target))),
  };
}

/** The chi-squared distribution: a gamma distribution of shape df / 2 and scale 2. */
export const chiSquared = (df: number): Distribution => {
  requirePositive("df", df);
  return gammaDistribution(df / 2, 2);
};
