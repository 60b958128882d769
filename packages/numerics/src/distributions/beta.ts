/** The beta distribution, and the solver that F and t share with it. */
import { incompleteBeta, logIncompleteBeta } from "../special/incomplete-beta.ts";
import { logBeta } from "../special/log-gamma.ts";
import { excess, logBinomialKernel, type Share, share } from "../special/saddle-point.ts";
import { type Distribution, quantilesBy, requirePositive, type TailPoint } from "./distribution.ts";
import { normal } from "./normal.ts";
import { solvePositive } from "./solve-positive.ts";

/** x and 1 - x from the odds x / (1 - x). */
function ofOdds(odds: number): Share {
  const p = odds > 1 ? 1 / (1 + 1 / odds) : odds / (1 + odds);
  return { p, pLow: 0, q: 1 / (1 + odds), qLow: 0 };
}

/** Odds from the leading term of the series at one end, or else from the normal law of log odds. */
function start(a: number, b: number, { side, log }: TailPoint): number {
  const lead = side === "lower" ? a : b;
  const leading = (log + Math.log(lead) + logBeta(a, b)) / lead;
  if (leading < -Math.log(2 + a + b)) return side === "lower" ? Math.exp(leading) : Math.exp(-leading);
  const z = side === "lower" ? normal.logQuantile(log) : normal.logUpperQuantile(log);
  return (a / b) * Math.exp(Math.max(-20, Math.min(20, z * Math.sqrt(1 / a + 1 / b))));
}

/** The odds x / (1 - x) of the quantile: no digit is lost at either end. */
export function betaOdds(a: number, b: number, target: TailPoint): number {
  const onOdds = {
    logTails: (odds: number) => logIncompleteBeta(a, b, ofOdds(odds)),
    logSlope: (odds: number) => {
      const x = ofOdds(odds);
      return logBinomialKernel(a, b, x, excess(a, b, x)) + Math.log(a) - Math.log1p(a / b);
    },
  };
  return solvePositive(onOdds, target, start(a, b, target));
}

function logDensityAt(a: number, b: number, x: number): number {
  if (!(x >= 0 && x <= 1)) return Number.NEGATIVE_INFINITY;
  if (x === 0 || x === 1) {
    const lead = x === 0 ? a : b;
    if (lead === 1) return Math.log(x === 0 ? b : a);
    return lead < 1 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }
  const at = share(x);
  const kernel = logBinomialKernel(a, b, at, excess(a, b, at));
  return kernel + Math.log(a) - Math.log1p(a / b) - Math.log(x) - Math.log1p(-x);
}

/** The beta distribution of shapes a and b. */
export function betaDistribution(a: number, b: number): Distribution {
  requirePositive("a", a);
  requirePositive("b", b);
  const at = (x: number): number => Math.min(Math.max(x, 0), 1);
  const logDensity = (x: number): number => logDensityAt(a, b, x);
  return {
    density: (x) => Math.exp(logDensity(x)),
    logDensity,
    lower: (x) => incompleteBeta(a, b, at(x)).lower,
    upper: (x) => incompleteBeta(a, b, at(x)).upper,
    logLower: (x) => logIncompleteBeta(a, b, at(x)).lower,
    logUpper: (x) => logIncompleteBeta(a, b, at(x)).upper,
    ...quantilesBy((target) => ofOdds(betaOdds(a, b, target)).p),
  };
}
