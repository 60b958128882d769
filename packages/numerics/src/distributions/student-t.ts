/** Student's t: T^2 / df is the odds of a beta variable of shapes 1/2 and df / 2. */
import { incompleteBeta, logIncompleteBeta } from "../special/incomplete-beta.ts";
import type { Tails } from "../special/incomplete-gamma.ts";
import { logGammaRatio } from "../special/log-gamma.ts";
import { betaOdds } from "./beta.ts";
import { type Distribution, quantilesBy, requirePositive, type TailPoint, type Target } from "./distribution.ts";
import { normal } from "./normal.ts";

/** P(|T| <= |t|) and P(|T| > |t|), or their logarithms. */
function bothSides(df: number, t: number, of: typeof incompleteBeta): Tails {
  const ratio = t / Math.sqrt(df);
  const odds = ratio * ratio;
  const q = 1 / (1 + odds);
  const p = odds === Number.POSITIVE_INFINITY ? 1 : odds * q;
  return of(0.5, df / 2, { p, pLow: 0, q, qLow: 0 }, (df * p - q) / 2);
}

function upper(df: number, t: number): number {
  const { lower: inside, upper: outside } = bothSides(df, t, incompleteBeta);
  return t > 0 ? outside / 2 : 0.5 + inside / 2;
}

function logUpper(df: number, t: number): number {
  if (t > 0) return bothSides(df, t, logIncompleteBeta).upper - Math.LN2;
  return Math.log1p(-bothSides(df, t, incompleteBeta).upper / 2);
}

function logDensity(df: number, t: number): number {
  const ratio = t / Math.sqrt(df);
  const square = Math.abs(ratio) > 1e150 ? 2 * Math.log(Math.abs(ratio)) : Math.log1p(ratio * ratio);
  return logGammaRatio(df / 2, 0.5) - Math.log(Math.PI * df) / 2 - ((df + 1) / 2) * square;
}

function find(df: number, { side, log, toHalf }: Target): number {
  if (log === Number.NEGATIVE_INFINITY) return side === "lower" ? log : -log;
  // Twice the tail is the upper tail of the odds; towards the middle, its complement is better known.
  const inside = 2 * toHalf;
  if (inside === 0) return 0;
  const target: TailPoint =
    inside < 0.5 ? { side: "lower", log: Math.log(inside) } : { side: "upper", log: log + Math.LN2 };
  const t = Math.sqrt(df) * Math.sqrt(betaOdds(0.5, df / 2, target));
  return side === "lower" ? -t : t;
}

/** Student's t distribution of df degrees of freedom, not necessarily whole; the normal one for infinitely many. */
export function studentT(df: number): Distribution {
  if (df === Number.POSITIVE_INFINITY) return normal;
  requirePositive("df", df);
  return {
    density: (t) => Math.exp(logDensity(df, t)),
    logDensity: (t) => logDensity(df, t),
    lower: (t) => upper(df, -t),
    upper: (t) => upper(df, t),
    logLower: (t) => logUpper(df, -t),
    logUpper: (t) => logUpper(df, t),
    ...quantilesBy((target) => find(df, target)),
  };
}
