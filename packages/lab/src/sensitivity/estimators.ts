/**
 * Variance-based sensitivity indices of a function of independent factors: the first order, what the variance would lose
 * if one factor were known, by saltelli2010; the total effect, what would be left if all others were known, by
 * jansen1999. Both from one design: rows A and B of independent draws, and A with one column of B for each factor.
 */
import { stream } from "@counterpulse/numerics";
import { sortedQuantile } from "../population/summary.ts";

/** Values of one output over the design; NaN where there is none. */
export interface Evaluations {
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** By factor: A with the factor's column from B. */
  readonly ab: readonly Float64Array[];
}

export interface Index {
  /** null where the output does not vary. */
  readonly first: number | null;
  readonly total: number | null;
  /** 95 %, by resampling rows. */
  readonly ci: {
    readonly first: readonly [number, number] | null;
    readonly total: readonly [number, number] | null;
  };
  /** Rows in which all three values exist. */
  readonly rows: number;
}

/** Resamples of the rows of a design, used for all outputs alike. */
export type Resamples = readonly Uint32Array[];

const RESAMPLES = 1000;

/** Rows drawn with replacement, as many as there are. */
export function resampleRows(rows: number, seed: number, times = RESAMPLES): Resamples {
  return Array.from({ length: times }, (_, r) => {
    const { uniform } = stream(seed, r, "sobol bootstrap");
    return Uint32Array.from({ length: rows }, () => Math.floor(uniform() * rows));
  });
}

/** Per row what the estimators sum; all 0 where a value is missing. */
interface Terms {
  readonly valid: Float64Array;
  readonly product: Float64Array;
  readonly step: Float64Array;
  readonly square: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

export function sobolIndices({ a, b, ab }: Evaluations, resamples: Resamples): Index[] {
  const centre = meanOf(a, b);
  const all = Uint32Array.from(a.keys());
  return ab.map((values) => {
    const terms = termsOf(a, b, values, centre);
    const whole = estimate(terms, all);
    const ci = whole.first === null ? { first: null, total: null } : bootstrap(terms, resamples);
    return { ...whole, ci, rows: terms.valid.reduce((n, v) => n + v, 0) };
  });
}

function meanOf(a: Float64Array, b: Float64Array): number {
  let [sum, n] = [0, 0];
  for (let j = 0; j < a.length; j++) {
    if (Number.isNaN(a[j] + b[j])) continue;
    sum += a[j] + b[j];
    n += 2;
  }
  return n > 0 ? sum / n : 0;
}

/** Values less their mean: the estimators do not change, their scatter does (and rounding). */
function termsOf(a: Float64Array, b: Float64Array, ab: Float64Array, centre: number): Terms {
  const each = (formula: (a: number, b: number, ab: number) => number): Float64Array =>
    Float64Array.from(a, (x, j) =>
      Number.isNaN(x + b[j] + ab[j]) ? 0 : formula(x - centre, b[j] - centre, ab[j] - centre),
    );
  return {
    valid: each(() => 1),
    product: each((x, y, z) => y * (z - x)),
    step: each((x, _, z) => z - x),
    square: each((x, _, z) => (z - x) ** 2),
    sum: each((x, y) => x + y),
    squares: each((x, y) => x * x + y * y),
  };
}

function estimate(terms: Terms, rows: Uint32Array): { first: number | null; total: number | null } {
  let [n, product, step, square, sum, squares] = [0, 0, 0, 0, 0, 0];
  for (const j of rows) {
    n += terms.valid[j];
    product += terms.product[j];
    step += terms.step[j];
    square += terms.square[j];
    sum += terms.sum[j];
    squares += terms.squares[j];
  }
  const mean = sum / (2 * n);
  const variance = squares / (2 * n) - mean * mean;
  // One row has no variance, and what rounding leaves of an output that does not vary is none.
  if (n < 2 || !(variance > 1e-20)) return { first: null, total: null };
  return { first: (product - mean * step) / n / variance, total: square / (2 * n) / variance };
}

function bootstrap(terms: Terms, resamples: Resamples): Index["ci"] {
  const first: number[] = [];
  const total: number[] = [];
  for (const rows of resamples) {
    const one = estimate(terms, rows);
    if (one.first === null || one.total === null) continue;
    first.push(one.first);
    total.push(one.total);
  }
  return { first: interval(first), total: interval(total) };
}

function interval(values: readonly number[]): [number, number] | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return [sortedQuantile(sorted, 0.025), sortedQuantile(sorted, 0.975)];
}
