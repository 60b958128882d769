/** Zeros of functions of one variable. */

export interface RootOptions {
  /** Width of the bracket at which to stop; by default as narrow as doubles allow. */
  tolerance?: number;
  maxSteps?: number;
}

/**
 * The zero of a continuous function between two points where its signs differ, by Chandrupatla's method
 * (chandrupatla1997): inverse quadratic interpolation where the three last points allow it, else bisection.
 */
export function root(f: (x: number) => number, from: number, to: number, options: RootOptions = {}): number {
  const { tolerance = 0, maxSteps = 500 } = options;
  let [a, fa] = [from, f(from)];
  let [b, fb] = [to, f(to)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa * fb < 0)) throw new RangeError(`no change of sign between ${from} (${fa}) and ${to} (${fb})`);
  let t = 0.5;
  for (let i = 0; i < maxSteps; i++) {
    const x = a + t * (b - a);
    const fx = f(x);
    const sameSide = fx > 0 === fa > 0;
    const [c, fc] = sameSide ? [a, fa] : [b, fb];
    if (!sameSide) [b, fb] = [a, fa];
    [a, fa] = [x, fx];
    const [best, fBest] = Math.abs(fa) < Math.abs(fb) ? [a, fa] : [b, fb];
    const least = (2 * Number.EPSILON * Math.abs(best) + tolerance / 2) / Math.abs(b - a);
    if (least > 0.5 || fBest === 0) return best;
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    const smooth = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
    const quadratic = smooth
      ? (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb))
      : 0.5;
    t = Math.min(1 - least, Math.max(least, quadratic));
  }
  return a;
}
