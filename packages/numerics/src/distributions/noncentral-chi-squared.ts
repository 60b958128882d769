/**
 * The noncentral chi-squared distribution: a Poisson mixture of central ones. Both tails are sums of positive terms,
 * each tail of the central distribution from its neighbour in the direction in which the recurrence adds (ding1992),
 * over those terms that matter for the point asked for, however far out it lies.
 */

import { log1mExp } from "../special/elementary.ts";
import { logIncompleteGamma } from "../special/incomplete-gamma.ts";
import { logPoissonKernel } from "../special/saddle-point.ts";
import { type Distribution, quantilesBy, requirePositive, type Target } from "./distribution.ts";
import { chiSquared } from "./gamma.ts";
import { solvePositive } from "./solve-positive.ts";

const NEGLIGIBLE = -42; // log of what double precision does not see, with room for many such terms

/** The whole j >= 0 about which the concave `log` peaks. */
function peak(log: (j: number) => number, guess: number): number {
  let high = Math.max(1, Math.ceil(guess));
  while (log(high + 1) > log(high)) high *= 2;
  let low = 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (log(middle + 1) > log(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last j from `top` in a direction whose term is not negligible. */
function edge(log: (j: number) => number, top: number, direction: 1 | -1): number {
  const least = log(top) + NEGLIGIBLE;
  const reaches = (distance: number): boolean => {
    const j = top + direction * distance;
    return j >= 0 && log(j) > least;
  };
  let far = 1;
  while (reaches(far)) far *= 2;
  let near = 0;
  while (far - near > 1) {
    const middle = Math.floor((near + far) / 2);
    if (reaches(middle)) near = middle;
    else far = middle;
  }
  return top + direction * near;
}

/** log of the sum over j of Poisson(j; m) g(j), where g is a tail of gamma with shape a + j, or its density kernel. */
function mixture(a: number, x: number, m: number, of: "lower" | "upper" | "kernel"): number {
  const tail = (j: number): number =>
    of === "kernel" ? logPoissonKernel(a + j, x) + Math.log(a + j) : logIncompleteGamma(a + j, x)[of];
  const log = (j: number): number => logPoissonKernel(j, m) + tail(j);
  const top = peak(log, Math.sqrt(m * x) + 1);
  const [from, to] = [edge(log, top, -1), edge(log, top, 1)];
  const rising = of === "upper";
  const scale = log(top);
  let weight = 1;
  let g = 1;
  let kernel = 1;
  let sum = 1;
  // Upward from the first term for the upper tail, downward from the last for the lower one: there g only grows.
  const start = rising ? from : to;
  const step = rising ? 1 : -1;
  const first = log(start) - scale;
  kernel = of === "kernel" ? 0 : Math.exp(logPoissonKernel(a + start - (rising ? 0 : 1), x) - tail(start));
  for (let j = start; j !== (rising ? to : from); j += step) {
    weight *= rising ? m / (j + 1) : j / m;
    if (of === "kernel") g *= (a + j - 1) / x;
    else g += kernel;
    kernel *= rising ? x / (a + j + 1) : (a + j - 1) / x;
    sum += weight * g;
  }
  return first + scale + Math.log(sum);
}

/** The noncentral chi-squared distribution of df degrees of freedom; its mean is df + noncentrality. */
export function noncentralChiSquared(df: number, noncentrality: number): Distribution {
  requirePositive("df", df);
  if (noncentrality === 0) return chiSquared(df);
  requirePositive("noncentrality", noncentrality);
  const [a, m] = [df / 2, noncentrality / 2];
  const mean = df + noncentrality;
  const logTail = (x: number, side: Target["side"]): number => {
    if (!(x > 0)) return side === "lower" ? Number.NEGATIVE_INFINITY : 0;
    const small = x < mean ? "lower" : "upper";
    const log = Math.min(mixture(a, x / 2, m, small), 0);
    return side === small ? log : log1mExp(log);
  };
  const logDensity = (x: number): number => {
    if (x < 0) return Number.NEGATIVE_INFINITY;
    if (x === 0) return df === 2 ? -m - Math.LN2 : df < 2 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    return mixture(a, x / 2, m, "kernel") - Math.log(x);
  };
  const onPositive = {
    logTails: (x: number) => ({ lower: logTail(x, "lower"), upper: logTail(x, "upper") }),
    logSlope: (x: number) => logDensity(x) + Math.log(x),
  };
  return {
    density: (x) => Math.exp(logDensity(x)),
    logDensity,
    lower: (x) => Math.exp(logTail(x, "lower")),
    upper: (x) => Math.exp(logTail(x, "upper")),
    logLower: (x) => logTail(x, "lower"),
    logUpper: (x) => logTail(x, "upper"),
    ...quantilesBy((target) => solvePositive(onPositive, target, mean)),
  };
}
