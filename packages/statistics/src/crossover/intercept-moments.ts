/**
 * What a model with a random intercept needs of its data. The covariance of a subject's n rows is s2 I + b2 J, and
 * products of such matrices are of the same form, since J J = n J. So the likelihood and its derivatives follow from Z'Z
 * and Z'1 1'Z, Z being the design matrix with the outcome beside it, added up over the subjects that have the same number
 * of rows: however many subjects there are, only so many small matrices are left.
 */

export interface MixedData {
  /** Of the columns of x, the intercept first. */
  names: string[];
  /** One row an observation. */
  rows: { subject: number; x: number[]; y: number }[];
}

/** Subjects with the same number of rows. */
export interface Pattern {
  readonly n: number;
  subjects: number;
  /** Sums over them of Z'Z and of Z'1 1'Z, row after row. */
  readonly squares: Float64Array;
  readonly sums: Float64Array;
}

export interface Moments {
  readonly names: readonly string[];
  /** Coefficients; Z has one column more, the outcome. */
  readonly p: number;
  readonly rows: number;
  readonly subjects: number;
  readonly patterns: readonly Pattern[];
  /** Everybody has the same sums of the design's columns, so that only the intercept differs between subjects. */
  readonly balanced: boolean;
}

/** a I + b J for a subject with n rows. */
export interface Form {
  readonly a: number;
  readonly b: number;
}

/** @param level taken off the outcome */
export function momentsOf({ names, rows }: MixedData, level: number): Moments {
  const width = names.length + 1;
  const counts = new Map<number, number>();
  for (const { subject } of rows) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  const patterns = new Map<number, Pattern>();
  const own = new Map<number, { pattern: Pattern; total: Float64Array }>();
  for (const [subject, n] of counts) {
    const pattern = patterns.get(n) ?? emptyPattern(n, width);
    patterns.set(n, pattern);
    pattern.subjects++;
    own.set(subject, { pattern, total: new Float64Array(width) });
  }
  const z = new Float64Array(width);
  for (const { subject, x, y } of rows) {
    const { pattern, total } = own.get(subject)!;
    z.set(x);
    z[width - 1] = y - level;
    for (let i = 0; i < width; i++) total[i] += z[i];
    addSquare(pattern.squares, z);
  }
  const totals = [...own.values()];
  for (const { pattern, total } of totals) addSquare(pattern.sums, total);
  for (const { squares, sums } of patterns.values()) for (const m of [squares, sums]) mirror(m, width);
  const alike = ({ total }: { total: Float64Array }): boolean =>
    total.every((sum, i) => i === width - 1 || sum === totals[0].total[i]);
  return {
    ...{ names, p: names.length, rows: rows.length, subjects: totals.length, patterns: [...patterns.values()] },
    balanced: patterns.size === 1 && totals.every(alike),
  };
}

function emptyPattern(n: number, width: number): Pattern {
  return { n, subjects: 0, squares: new Float64Array(width * width), sums: new Float64Array(width * width) };
}

/** Adds the lower triangle of v v'. */
function addSquare(to: Float64Array, v: Float64Array): void {
  const width = v.length;
  for (let i = 0; i < width; i++) for (let j = 0; j <= i; j++) to[i * width + j] += v[i] * v[j];
}

function mirror(m: Float64Array, width: number): void {
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) m[j * width + i] = m[i * width + j];
}

/** Sum over subjects of Z' form Z, row after row. */
export function gather(patterns: readonly Pattern[], form: (n: number) => Form): Float64Array {
  const all = new Float64Array(patterns[0].squares.length);
  for (const { n, squares, sums } of patterns) {
    const { a, b } = form(n);
    for (let k = 0; k < all.length; k++) all[k] += a * squares[k] + b * sums[k];
  }
  return all;
}
