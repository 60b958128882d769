/**
 * Weights of maximum entropy (jaynes1957): of all weights whose means meet the constraints, those nearest to equal ones. They
 * are exponential in the constraints, and their multipliers minimise a convex function (calibration by raking of
 * deville1992), found by Newton's method.
 */
import { cholesky } from "./copula.ts";

export type Tilt =
  /** Weights with mean 1, and a multiplier for each constraint. */
  | { readonly kind: "met"; readonly weights: Float64Array; readonly multipliers: Float64Array }
  /** No weights meet all constraints. */
  | { readonly kind: "apart" };

const MOST_STEPS = 300;
/** Means of deviations, in units of their root mean square, that count as 0. */
const TOLERANCE = 1e-12;
/** The same where rounding leaves nothing to gain. */
const ROUNDING = 1e-9;

/**
 * @param deviations for each constraint, of each subject, how far he is from what is wanted: the weighted mean shall be 0
 * @param n subjects
 */
export function tilt(deviations: readonly Float64Array[], n: number): Tilt {
  const scales = deviations.map((d) => Math.sqrt(d.reduce((sum, x) => sum + x * x, 0) / n) || 1);
  const scaled = deviations.map((d, j) => d.map((x) => x / scales[j]));
  let multipliers: Float64Array = new Float64Array(deviations.length);
  let at = evaluate(scaled, multipliers, n);
  const steep = (tolerance: number): boolean => at.gradient.some((g) => Math.abs(g) > tolerance);
  for (let step = 0; step < MOST_STEPS && steep(TOLERANCE); step++) {
    // A direction in which everybody lies on the wrong side, by more than rounding: no weighted mean can be 0.
    if (at.highest < -1e-9 * Math.hypot(...multipliers)) return { kind: "apart" };
    const next = descend(scaled, multipliers, at, newton(scaled, at), n);
    if (!next) break;
    [multipliers, at] = next;
  }
  if (steep(ROUNDING)) return { kind: "apart" };
  return {
    kind: "met",
    weights: at.shares.map((share) => share * n),
    multipliers: multipliers.map((x, j) => x / scales[j]),
  };
}

interface Point {
  /** Logarithm of the mean of the exponentials. */
  readonly value: number;
  readonly shares: Float64Array;
  readonly gradient: Float64Array;
  /** Largest score. */
  readonly highest: number;
}

function evaluate(d: readonly Float64Array[], multipliers: Float64Array, n: number): Point {
  const scores = new Float64Array(n);
  d.forEach((column, j) => {
    for (let i = 0; i < n; i++) scores[i] += multipliers[j] * column[i];
  });
  const highest = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const shares = scores.map((s) => Math.exp(s - highest));
  const sum = shares.reduce((a, b) => a + b, 0);
  for (let i = 0; i < n; i++) shares[i] /= sum;
  const gradient = Float64Array.from(d, (column) => column.reduce((a, x, i) => a + shares[i] * x, 0));
  return { value: highest + Math.log(sum / n), shares, gradient, highest };
}

/** The step to where the quadratic has its minimum; a little is added to the curvature where constraints say the same. */
function newton(d: readonly Float64Array[], { shares, gradient }: Point): Float64Array {
  const m = d.length;
  const curvature = d.map((a, j) =>
    Float64Array.from(d, (b, k) => {
      if (k > j) return 0;
      let sum = 0;
      for (let i = 0; i < shares.length; i++) sum += shares[i] * a[i] * b[i];
      return sum - gradient[j] * gradient[k];
    }),
  );
  for (let j = 0; j < m; j++) for (let k = j + 1; k < m; k++) curvature[j][k] = curvature[k][j];
  for (let added = 1e-10; ; added *= 100) {
    const damped = curvature.map((row, j) => row.map((x, k) => (k === j ? x + added : x)));
    const lower = cholesky(damped);
    if (lower)
      return solve(
        lower,
        gradient.map((g) => -g),
      );
  }
}

/** x with L L' x = b. */
function solve(lower: readonly Float64Array[], b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i][k] * x[k];
    x[i] /= lower[i][i];
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i] -= lower[k][i] * x[k];
    x[i] /= lower[i][i];
  }
  return x;
}

/** Half steps until the function falls as a convex one should; null where rounding leaves nothing to gain. */
function descend(
  d: readonly Float64Array[],
  from: Float64Array,
  at: Point,
  direction: Float64Array,
  n: number,
): [Float64Array, Point] | null {
  const slope = direction.reduce((sum, x, j) => sum + x * at.gradient[j], 0);
  for (let length = 1; length > 1e-12; length /= 2) {
    const to = from.map((x, j) => x + length * direction[j]);
    const next = evaluate(d, to, n);
    // Near the minimum the function's own rounding hides the fall; the gradient still tells.
    if (next.value <= at.value + 1e-4 * length * slope || (length === 1 && steepness(next) < 0.5 * steepness(at)))
      return [to, next];
  }
  return null;
}

const steepness = ({ gradient }: Point): number => gradient.reduce((a, g) => Math.max(a, Math.abs(g)), 0);
