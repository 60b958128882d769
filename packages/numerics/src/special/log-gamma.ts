/**
 * Log-gamma and its relatives for positive arguments.
 *
 * Stirling's series from 10 on (DLMF 5.11.1), Taylor's series about 2 near the zeros at 1 and 2 (DLMF 5.7.3), and the
 * recurrence in between, so that the relative accuracy holds at the zeros too.
 */
import { log1pMinus } from "./elementary.ts";

const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;
const STIRLING_FROM = 10;

/** B_2k / (2k (2k - 1)), k = 1, 2, …: Bernoulli numbers of Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** 1 - Euler's constant, then (-1)^n (zeta(n) - 1) / n for n = 2, 3, …: log Gamma(2 + z) / z in powers of z. */
const ABOUT_TWO = [
  0.4227843350984671394, 0.32246703342411321824, -0.067352301053198095133, 0.020580808427784547879,
  -0.0073855510286739852663, 0.0028905103307415232858, -0.0011927539117032609771, 5.0966952474304242234e-4,
  -2.2315475845357937976e-4, 9.9457512781808533715e-5, -4.49262367381331417e-5, 2.0507212775670691553e-5,
  -9.439488275268395904e-6, 4.3748667899074878042e-6, -2.0392157538013662368e-6, 9.5514121304074198329e-7,
  -4.4924691987645660433e-7, 2.1207184805554665869e-7, -1.0043224823968099609e-7, 4.7698101693639805658e-8,
  -2.271109460894316491e-8, 1.0838659214896954091e-8, -5.1834750419700466551e-9, 2.4836745438024783172e-9,
  -1.1921401405860912074e-9, 5.7313672416788620133e-10, -2.7595228851242331452e-10, 1.3304764374244489481e-10,
  -6.4229645638381000221e-11, 3.1044247747322272762e-11,
];

/** log Gamma(2 + z), |z| <= 1/2. */
function aboutTwo(z: number): number {
  let sum = 0;
  for (let k = ABOUT_TWO.length - 1; k >= 0; k--) sum = sum * z + ABOUT_TWO[k];
  return z * sum;
}

function stirlingSeries(x: number): number {
  const inverseSquare = 1 / (x * x);
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * inverseSquare + STIRLING[k];
  return sum / x;
}

/** log Gamma(1 + x), x > -1; relatively accurate near 0 and 1. */
export function logGamma1p(x: number): number {
  if (x < -0.5) return logGamma1p(x + 1) - Math.log1p(x);
  if (x <= 0.5) return aboutTwo(x) - Math.log1p(x);
  if (x <= 1.5) return aboutTwo(x - 1);
  return logGamma(x + 1);
}

/** log Gamma(x), x > 0. */
export function logGamma(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0 || x === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (x < 0.5) return logGamma1p(x) - Math.log(x);
  if (x <= 1.5) return logGamma1p(x - 1);
  if (x >= STIRLING_FROM) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
  let product = 1;
  let rest = x;
  while (rest > 2.5) {
    rest -= 1;
    product *= rest;
  }
  return Math.log(product) + aboutTwo(rest - 2);
}

/** What Stirling's formula leaves out: log Gamma(x + 1) - ((x + 1/2) log x - x + log(2 pi) / 2), x > 0. */
export function stirlingError(x: number): number {
  let shifts = 0;
  let sum = 0;
  for (; x + shifts < STIRLING_FROM; shifts++) sum += stirlingStep(x + shifts);
  return sum + stirlingSeries(x + shifts);
}

/** stirlingError(x) - stirlingError(x + 1) = (x + 1/2) log(1 + 1/x) - 1 = atanh(r) / r - 1 with r = 1 / (2 x + 1). */
function stirlingStep(x: number): number {
  if (x < 1) return (x + 0.5) * Math.log1p(1 / x) - 1;
  const r2 = 1 / ((2 * x + 1) * (2 * x + 1));
  let sum = 0;
  for (let k = x < 3 ? 16 : 10; k >= 1; k--) sum = (sum + 1 / (2 * k + 1)) * r2;
  return sum;
}

/** log(Gamma(x + step) / Gamma(x)), x > 0, step >= 0: relatively accurate however small the step. */
export function logGammaRatio(x: number, step: number): number {
  let sum = 0;
  let from = x;
  for (; from < STIRLING_FROM; from++) sum -= Math.log1p(step / from);
  const ratio = step / from;
  const powers = Math.log1p(ratio);
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) {
    series = series / (from * from) + STIRLING[k] * Math.expm1(-(2 * k + 1) * powers);
  }
  const top = from + step - 0.5;
  const stirling = ratio > 1 ? top * powers - step : top * log1pMinus(ratio) + (step * (step - 0.5)) / from;
  return sum + step * Math.log(from) + stirling + series / from;
}

/** log B(a, b) = log(Gamma(a) Gamma(b) / Gamma(a + b)). */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  return logGamma(small) - logGammaRatio(large, small);
}

/** log(n! / (k! (n - k)!)), for real n >= k >= 0. */
export function logChoose(n: number, k: number): number {
  const small = Math.min(k, n - k);
  return small === 0 ? 0 : logGammaRatio(n - small + 1, small) - logGamma1p(small);
}
