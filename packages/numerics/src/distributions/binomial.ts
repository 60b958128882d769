/** Binomial and Poisson distributions: densities by Loader's saddle point (loader2000), tails by incomplete beta and gamma. */
import { incompleteBeta, logIncompleteBeta } from "../special/incomplete-beta.ts";
import { incompleteGamma, logIncompleteGamma } from "../special/incomplete-gamma.ts";
import { excess, logBinomialKernel, logPoissonKernel, share } from "../special/saddle-point.ts";
import { discrete } from "./discrete.ts";
import { type Distribution, requireCount, requirePositive } from "./distribution.ts";

/** Successes in n trials with probability p. */
export function binomial(n: number, p: number): Distribution {
  requireCount("n", n);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be between 0 and 1, not ${p}`);
  const at = share(p);
  // X <= k is the upper, X > k the lower tail at p of a beta variable of shapes k + 1 and n - k.
  return discrete(
    {
      logDensity: (k) => logBinomialKernel(k, n - k, at, excess(k, n - k, at)),
      lower: (k) => incompleteBeta(k + 1, n - k, at).upper,
      upper: (k) => incompleteBeta(k + 1, n - k, at).lower,
      logLower: (k) => logIncompleteBeta(k + 1, n - k, at).upper,
      logUpper: (k) => logIncompleteBeta(k + 1, n - k, at).lower,
    },
    { from: 0, to: n, mean: n * p, sd: Math.sqrt(n * p * (1 - p)) },
  );
}

/** Events when `mean` are expected. */
export function poisson(mean: number): Distribution {
  requirePositive("mean", mean);
  return discrete(
    {
      logDensity: (k) => logPoissonKernel(k, mean),
      lower: (k) => incompleteGamma(k + 1, mean).upper,
      upper: (k) => incompleteGamma(k + 1, mean).lower,
      logLower: (k) => logIncompleteGamma(k + 1, mean).upper,
      logUpper: (k) => logIncompleteGamma(k + 1, mean).lower,
    },
    { from: 0, to: Number.POSITIVE_INFINITY, mean, sd: Math.sqrt(mean) },
  );
}
