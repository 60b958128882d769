/**
 * The noncentral t distribution, by integrating the normal law of the numerator over the chi law of the denominator.
 * In u = log s the integrand is positive, analytic and falls off at both ends, so the trapezoidal rule converges
 * exponentially (trefethen2014) and keeps the relative accuracy of tails of any size, where series cancel.
 */

import { log1mExp } from "../special/elementary.ts";
import { logGamma } from "../special/log-gamma.ts";
import { type Distribution, quantilesBy, requirePositive, type Target } from "./distribution.ts";
import { normal } from "./normal.ts";
import { studentT } from "./student-t.ts";

const NEGLIGIBLE = 42;

/** Where a function of u with one peak has it: golden section is enough, since only the window hangs on it. */
function peak(log: (u: number) => number): number {
  let [low, high] = [-1, 1];
  while (low > -700 && log(low) > log(low + 0.5)) low *= 2;
  while (high < 700 && log(high) > log(high - 0.5)) high *= 2;
  for (let i = 0; i < 80; i++) {
    const [left, right] = [low + 0.382 * (high - low), low + 0.618 * (high - low)];
    if (log(left) < log(right)) low = left;
    else high = right;
  }
  return (low + high) / 2;
}

/** The distance from the peak in a direction beyond which nothing counts. */
function reach(log: (u: number) => number, top: number, direction: 1 | -1): number {
  const least = log(top) - NEGLIGIBLE;
  let [near, far] = [0, 0.01];
  while (log(top + direction * far) > least) [near, far] = [far, far * 2];
  for (let i = 0; i < 12; i++) {
    const middle = (near + far) / 2;
    if (log(top + direction * middle) > least) near = middle;
    else far = middle;
  }
  return far;
}

/** log of the integral of exp(log(u)) over the real line, for an analytic integrand with one peak. */
function logIntegral(log: (u: number) => number): number {
  const top = peak(log);
  const scale = log(top);
  const from = top - reach(log, top, -1);
  const to = top + reach(log, top, 1);
  let n = 16;
  let h = (to - from) / n;
  let sum = 0;
  for (let i = 0; i <= n; i++) sum += Math.exp(log(from + i * h) - scale);
  for (let round = 0; round < 12; round++) {
    let between = 0;
    for (let i = 0; i < n; i++) between += Math.exp(log(from + (i + 0.5) * h) - scale);
    const settled = Math.abs(between - sum) < 1e-9 * sum;
    sum += between;
    n *= 2;
    h /= 2;
    // The error of the halved step is the square of the difference or less.
    if (settled) break;
  }
  return scale + Math.log(h * sum);
}

/** Quantiles by Newton's method on the log tail over w = asinh(t), inside a bracket: power laws become lines there. */
function find(
  { side, log: wanted }: Target,
  logTail: LogTail,
  logDensity: (t: number) => number,
  start: number,
): number {
  if (wanted === Number.NEGATIVE_INFINITY) return side === "lower" ? wanted : -wanted;
  const rising = side === "lower";
  let [low, high] = [-700, 700];
  let w = Math.asinh(start);
  for (let i = 0; i < 200; i++) {
    const t = Math.sinh(w);
    const value = logTail(t, side);
    if (value > wanted === rising) high = w;
    else low = w;
    const slope = Math.exp(logDensity(t) - value) * Math.cosh(w) * (rising ? 1 : -1);
    const step = Math.max(-3, Math.min(3, (wanted - value) / slope));
    if (Math.abs(step) <= 1e-15 * Math.max(1, Math.abs(w))) return Math.sinh(w + step);
    w = w + step > low && w + step < high ? w + step : (Math.max(low, w - 6) + Math.min(high, w + 6)) / 2;
    if (high - low <= 2e-16 * Math.abs(w)) break;
  }
  return Math.sinh(w);
}

type LogTail = (t: number, side: Target["side"]) => number;

/** The noncentral t distribution: (Z + noncentrality) / sqrt(chi-squared / df). */
export function noncentralT(df: number, noncentrality: number): Distribution {
  if (noncentrality === 0) return studentT(df);
  requirePositive("df", df);
  if (!Number.isFinite(noncentrality)) throw new RangeError(`noncentrality must be finite, not ${noncentrality}`);
  // log of the density of u = log s, where s^2 is chi-squared / df: constant + chi(u)
  const constant = Math.LN2 + (df / 2) * Math.log(df / 2) - logGamma(df / 2);
  const chi = (u: number): number => df * (u - Math.exp(2 * u) / 2);
  const direct: LogTail = (t, side) => {
    if (!Number.isFinite(t)) return t > 0 === (side === "lower") ? 0 : Number.NEGATIVE_INFINITY;
    const of = side === "lower" ? normal.logLower : normal.logUpper;
    return Math.min(0, constant + logIntegral((u) => chi(u) + of(t * Math.exp(u) - noncentrality)));
  };
  /** The larger tail from the smaller one. */
  const logTail: LogTail = (t, side) => {
    const own = direct(t, side);
    return own > -Math.LN2 ? log1mExp(direct(t, side === "lower" ? "upper" : "lower")) : own;
  };
  const logDensity = (t: number): number =>
    constant + logIntegral((u) => chi(u) + u + normal.logDensity(t * Math.exp(u) - noncentrality));
  return {
    density: (t) => Math.exp(logDensity(t)),
    logDensity,
    lower: (t) => Math.exp(logTail(t, "lower")),
    upper: (t) => Math.exp(logTail(t, "upper")),
    logLower: (t) => logTail(t, "lower"),
    logUpper: (t) => logTail(t, "upper"),
    ...quantilesBy((target) => find(target, direct, logDensity, noncentrality)),
  };
}
