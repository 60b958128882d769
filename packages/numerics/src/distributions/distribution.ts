/** What every distribution here can be asked, and how a probability is asked for. */
import { log1mExp } from "../special/elementary.ts";

export interface Distribution {
  /** Density; of a discrete distribution the probability of x. */
  density(x: number): number;
  logDensity(x: number): number;
  /** P(X <= x). */
  lower(x: number): number;
  /** P(X > x), not 1 - lower: it keeps its digits in the far tail. */
  upper(x: number): number;
  logLower(x: number): number;
  logUpper(x: number): number;
  /** Smallest x with P(X <= x) >= p. */
  quantile(p: number): number;
  /** Smallest x with P(X > x) <= p. */
  upperQuantile(p: number): number;
  /** The same from log p, which reaches beyond the range of doubles. */
  logQuantile(logP: number): number;
  logUpperQuantile(logP: number): number;
}

/** A wanted probability as the logarithm of one tail. */
export interface TailPoint {
  side: "lower" | "upper";
  log: number;
}

/** The same for the smaller tail. */
export interface Target extends TailPoint {
  /** What it lacks of one half: near the median this keeps digits that the logarithm has lost. */
  toHalf: number;
}

const other = (side: Target["side"]): Target["side"] => (side === "lower" ? "upper" : "lower");

function fromProbability(side: Target["side"], p: number): Target | null {
  if (!(p >= 0 && p <= 1)) return null;
  if (p <= 0.5) return { side, log: Math.log(p), toHalf: 0.5 - p };
  return { side: other(side), log: Math.log(1 - p), toHalf: p - 0.5 };
}

function fromLog(side: Target["side"], logP: number): Target | null {
  if (!(logP <= 0)) return null;
  const toHalf = Math.abs(Math.expm1(logP + Math.LN2)) / 2;
  if (logP <= -Math.LN2) return { side, log: logP, toHalf };
  return { side: other(side), log: log1mExp(logP), toHalf };
}

type Quantiles = Pick<Distribution, "quantile" | "upperQuantile" | "logQuantile" | "logUpperQuantile">;

/** The four ways to ask for a quantile, all answered by `find`; NaN where the probability is none. */
export function quantilesBy(find: (target: Target) => number): Quantiles {
  const answer = (target: Target | null): number => (target === null ? Number.NaN : find(target));
  return {
    quantile: (p) => answer(fromProbability("lower", p)),
    upperQuantile: (p) => answer(fromProbability("upper", p)),
    logQuantile: (logP) => answer(fromLog("lower", logP)),
    logUpperQuantile: (logP) => answer(fromLog("upper", logP)),
  };
}

/** Throws unless a parameter is a positive, finite number. */
export function requirePositive(what: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${what} must be a positive number, not ${value}`);
  }
}

/** Throws unless a parameter is a whole number from 0 up. */
export function requireCount(what: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 0)) {
    throw new RangeError(`${what} must be a whole number from 0 up, not ${value}`);
  }
}
