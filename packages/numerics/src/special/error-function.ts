/**
 * Error function and complement.
 *
 * Small x: Kummer's series with positive terms only (DLMF 7.6.2). Otherwise the trapezoidal rule on
 * erfcx(x) = (2 x / pi) int_0^inf exp(-t^2) / (x^2 + t^2) dt, whose error falls as exp(-pi^2 / h^2) once the pole at
 * t = i x is accounted for (chiarella1968, matta1971); h = 1/2 leaves 1e-17.
 */
import { productError } from "./elementary.ts";

const H = 0.5;
const NODES = 14;
const SQUARES = Float64Array.from({ length: NODES }, (_, n) => ((n + 1) * H) ** 2);
const WEIGHTS = SQUARES.map((s) => Math.exp(-s));
const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
const SERIES_BELOW = 0.75;

/** erfcx(x) = exp(x^2) erfc(x), x >= SERIES_BELOW. */
function scaledTail(x: number): number {
  if (x > 1e8) return 1 / (x * Math.sqrt(Math.PI));
  const square = x * x;
  let sum = 1 / (2 * square);
  for (let n = 0; n < NODES; n++) sum += WEIGHTS[n] / (SQUARES[n] + square);
  const pole = x < 6 ? (2 * Math.exp(square)) / Math.expm1((2 * Math.PI * x) / H) : 0;
  return ((2 * H * x) / Math.PI) * sum - pole;
}

/** exp(-x^2), the rounding error of the square given back. */
const expMinusSquare = (x: number): number => Math.exp(-x * x) * (1 - productError(x, x));

function series(x: number): number {
  const square = 2 * x * x;
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > Math.abs(sum) * 1e-17; n += 2) {
    term *= square / n;
    sum += term;
  }
  return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum;
}

/** erf(x). */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) < SERIES_BELOW) return series(x);
  const far = Math.abs(x) > 6 ? 1 : 1 - erfc(Math.abs(x));
  return x < 0 ? -far : far;
}

/** erfc(x) = 1 - erf(x), to full relative accuracy as far as doubles reach (x about 26.5). */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) < SERIES_BELOW) return 1 - series(x);
  return x > 0 ? expMinusSquare(x) * scaledTail(x) : 2 - erfc(-x);
}

/** exp(x^2) erfc(x): what is left of erfc when its exponential is taken out. */
export function erfcx(x: number): number {
  if (x >= SERIES_BELOW) return scaledTail(x);
  return Math.exp(x * x) * (1 + productError(x, x)) * erfc(x);
}
