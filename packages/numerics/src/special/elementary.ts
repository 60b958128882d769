/** Logarithms and exponentials that keep their digits where the plain expression cancels. */

/** log(1 + x) - x. */
export function log1pMinus(x: number): number {
  if (!(x >= -0.5 && x <= 1)) return Math.log1p(x) - x;
  // log(1 + x) = 2 atanh(r) with r = x / (2 + x), and 2 r - x = -r x (DLMF 4.6.4).
  const r = x / (2 + x);
  const r2 = r * r;
  let sum = 0;
  for (let k = termsOfAtanh(r2); k >= 0; k--) sum = sum * r2 + 1 / (2 * k + 3);
  return r * (2 * r2 * sum - x);
}

/** Terms of sum r2^k / (2k + 3) beyond which nothing is added in double precision; r2 is at most 1/9. */
function termsOfAtanh(r2: number): number {
  if (r2 > 0.01) return 17;
  return r2 > 1e-4 ? 8 : 4;
}

/** log(1 - e^x) for x < 0; Maechler's switch at -log 2. */
export function log1mExp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

/** log(e^a + e^b). */
export function logAddExp(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return high === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(low - high));
}

const SPLIT = 134217729; // 2^27 + 1

/** What a * b loses to rounding (dekker1971); exact unless something overflows. */
export function productError(a: number, b: number): number {
  const product = a * b;
  const aBig = SPLIT * a;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = SPLIT * b;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  const error = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  return Number.isFinite(error) ? error : 0;
}

/** What a + b loses to rounding (Knuth); exact. */
export function sumError(a: number, b: number): number {
  const sum = a + b;
  const bPart = sum - a;
  const error = a - (sum - bPart) + (b - bPart);
  return Number.isFinite(error) ? error : 0;
}

/** exp(-x^2 / 2) with the rounding error of the square given back. */
export function gaussian(x: number): number {
  const square = x * x;
  return Math.exp(-square / 2) * (1 - productError(x, x) / 2);
}
