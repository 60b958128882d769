/**
 * Linear mixed model with a random intercept for each subject, by restricted maximum likelihood.
 *
 * The covariance of a subject's n rows is s2 I + b2 J, and products of such matrices are of the same form, since J J = n J.
 * So the likelihood, its second derivatives and Satterthwaite's degrees of freedom follow from Z'Z and Z'1 of each
 * subject, Z being the design matrix with the outcome beside it, and no matrix is larger than that.
 */
import { InputError } from "../input-error.ts";
import { cholesky, invertCholesky } from "../linear.ts";

export interface MixedData {
  /** Of the columns of x, the intercept first. */
  names: string[];
  /** One row an observation. */
  rows: { subject: number; x: number[]; y: number }[];
}

export interface MixedFit {
  names: string[];
  coefficients: Float64Array;
  covariance: Float64Array[];
  /** Variance within and between subjects. */
  sigma2: number;
  between2: number;
  /** Restricted log-likelihood, as lme4 counts it. */
  loglik: number;
  /** Satterthwaite's degrees of freedom of a linear combination. */
  df(combination: ArrayLike<number>): number;
}

/** a I + b J for a subject with n rows. */
interface Form {
  a: number;
  b: number;
}
const times = (p: Form, q: Form, n: number): Form => ({ a: p.a * q.a, b: p.a * q.b + p.b * q.a + n * p.b * q.b });
const trace = ({ a, b }: Form, n: number): number => n * (a + b);
const IDENTITY: Form = { a: 1, b: 0 };
const ONES: Form = { a: 0, b: 1 };

interface Subject {
  n: number;
  /** Z'Z and Z'1. */
  squares: Float64Array[];
  sums: Float64Array;
}

type Matrix = Float64Array[];

function collect({ names, rows }: MixedData): Subject[] {
  const width = names.length + 1;
  const subjects = new Map<number, Subject>();
  for (const { subject, x, y } of rows) {
    const own = subjects.get(subject) ?? {
      n: 0,
      squares: Array.from({ length: width }, () => new Float64Array(width)),
      sums: new Float64Array(width),
    };
    subjects.set(subject, own);
    const z = [...x, y];
    own.n++;
    for (let i = 0; i < width; i++) {
      own.sums[i] += z[i];
      for (let j = 0; j < width; j++) own.squares[i][j] += z[i] * z[j];
    }
  }
  return [...subjects.values()];
}

/** Sum over subjects of Z' form Z. */
function gather(subjects: readonly Subject[], form: (n: number) => Form): Matrix {
  const width = subjects[0].sums.length;
  const sum = Array.from({ length: width }, () => new Float64Array(width));
  for (const { n, squares, sums } of subjects) {
    const { a, b } = form(n);
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) sum[i][j] += a * squares[i][j] + b * sums[i] * sums[j];
    }
  }
  return sum;
}

const multiply = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => Float64Array.from(b[0], (_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
const traceOf = (a: Matrix, b: Matrix): number =>
  a.reduce((sum, row, i) => sum + row.reduce((part, x, j) => part + x * b[j][i], 0), 0);
const bilinear = (u: ArrayLike<number>, m: Matrix, v: ArrayLike<number>): number =>
  m.reduce((sum, row, i) => sum + u[i] * row.reduce((part, x, j) => part + x * v[j], 0), 0);

/** Generalised least squares where the between-subject variance is `ratio` times that within. */
function solveAt(subjects: readonly Subject[], ratio: number, names: readonly string[]) {
  const p = names.length;
  const z = gather(subjects, (n) => ({ a: 1, b: -ratio / (1 + n * ratio) }));
  const decomposition = cholesky(z.slice(0, p).map((row) => row.subarray(0, p)));
  if ("failedAt" in decomposition) {
    throw new InputError(
      `mixed model: "${names[decomposition.failedAt]}" follows from the others; its effect cannot be told in this design`,
    );
  }
  const inverse = invertCholesky(decomposition);
  const coefficients = Float64Array.from(inverse, (row) => row.reduce((sum, x, j) => sum + x * z[j][p], 0));
  const rss = z[p][p] - coefficients.reduce((sum, b, j) => sum + b * z[j][p], 0);
  const logDet = 2 * decomposition.factor.reduce((sum, row, j) => sum + Math.log(row[j]), 0);
  return { inverse, coefficients, rss, logDet };
}

/** Restricted log-likelihood with the variance within at its best. */
function profile(subjects: readonly Subject[], rows: number, ratio: number, names: readonly string[]) {
  const solved = solveAt(subjects, ratio, names);
  const df = rows - names.length;
  const sigma2 = solved.rss / df;
  const spread = subjects.reduce((sum, { n }) => sum + Math.log1p(n * ratio), 0);
  const loglik = -0.5 * (df * (1 + Math.log(2 * Math.PI * sigma2)) + spread + solved.logDet);
  return { ...solved, sigma2, loglik };
}

/** Second derivatives and, for the coefficients' covariance, first ones, by the two variances. */
class Variances {
  private readonly p: number;
  private readonly c: Matrix;

  constructor(
    private readonly subjects: readonly Subject[],
    private readonly sigma2: number,
    private readonly between2: number,
    private readonly beta: Float64Array,
    inverse: readonly Float64Array[],
  ) {
    this.p = beta.length;
    this.c = inverse.map((row) => row.map((x) => x * sigma2));
  }

  private precision(n: number): Form {
    return { a: 1 / this.sigma2, b: -this.between2 / (this.sigma2 * (this.sigma2 + n * this.between2)) };
  }

  /** V^-1 A V^-1 (B V^-1 …) of one subject. */
  private chain(n: number, parts: readonly Form[]): Form {
    const inverse = this.precision(n);
    return parts.reduce((form, part) => times(times(form, part, n), inverse, n), inverse);
  }

  /** Z' chain Z, by its parts of the design and, through the residual r = y - X beta, of the outcome. */
  private cross(parts: readonly Form[]): { xx: Matrix; xr: Float64Array; rr: number } {
    const z = gather(this.subjects, (n) => this.chain(n, parts));
    const { p } = this;
    const residual = [...this.beta.map((b) => -b), 1];
    const xx = z.slice(0, p).map((row) => row.slice(0, p));
    const xr = Float64Array.from(xx, (_, i) => z[i].reduce((sum, x, j) => sum + x * residual[j], 0));
    return { xx, xr, rr: bilinear(residual, z, residual) };
  }

  /** Observed information of the restricted likelihood. */
  information(): [number, number, number] {
    const entry = (a: Form, b: Form): number => {
      const [left, right, both] = [this.cross([a]), this.cross([b]), this.cross([a, b])];
      const plain = this.subjects.reduce((sum, { n }) => sum + trace(times(this.chain(n, [a]), b, n), n), 0);
      const [cLeft, cRight] = [multiply(this.c, left.xx), multiply(this.c, right.xx)];
      const traced = plain - 2 * traceOf(this.c, both.xx) + traceOf(cLeft, cRight);
      const quadratic = both.rr - bilinear(left.xr, this.c, right.xr);
      return quadratic - traced / 2;
    };
    return [entry(IDENTITY, IDENTITY), entry(IDENTITY, ONES), entry(ONES, ONES)];
  }

  /** How the variance of a combination moves with each variance. */
  gradient(combination: Float64Array): [number, number] {
    const along = Float64Array.from(this.c, (row) => row.reduce((sum, x, j) => sum + x * combination[j], 0));
    return [IDENTITY, ONES].map((part) => bilinear(along, this.cross([part]).xx, along)) as [number, number];
  }

  variance(combination: Float64Array): number {
    return bilinear(combination, this.c, combination);
  }
}

/** The ratio of variances with the highest likelihood: bracketed on a grid of its logarithm, then where the slope is 0. */
function bestRatio(subjects: readonly Subject[], rows: number, names: readonly string[]): number {
  const at = (log: number): number => profile(subjects, rows, Math.exp(log), names).loglik;
  const grid = Array.from({ length: 81 }, (_, k) => -20 + k / 2);
  const values = grid.map(at);
  const k = values.indexOf(Math.max(...values));
  const zero = profile(subjects, rows, 0, names).loglik;
  if (zero >= values[k]) return 0;
  return Math.exp(
    fallingZero((log) => slopeAt(subjects, rows, log, names), grid[Math.max(0, k - 1)], grid[Math.min(80, k + 1)]),
  );
}

/** Derivative of the profiled likelihood by the logarithm of the ratio. */
function slopeAt(subjects: readonly Subject[], rows: number, log: number, names: readonly string[]): number {
  const ratio = Math.exp(log);
  const p = names.length;
  const { inverse, coefficients, sigma2 } = profile(subjects, rows, ratio, names);
  // d/dratio of (I + ratio J)^-1 is -J / (1 + n ratio)^2
  const moved = gather(subjects, (n) => ({ a: 0, b: 1 / (1 + n * ratio) ** 2 }));
  const residual = [...coefficients.map((b) => -b), 1];
  const explained = bilinear(residual, moved, residual) / sigma2;
  const logDet = traceOf(
    inverse,
    moved.slice(0, p).map((row) => row.slice(0, p)),
  );
  const spread = subjects.reduce((sum, { n }) => sum + n / (1 + n * ratio), 0);
  return (ratio * (explained + logDet - spread)) / 2;
}

/** Where a falling slope crosses zero. */
function fallingZero(slope: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 200 && high - low > 1e-15 * Math.max(1, Math.abs(low)); i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export function randomIntercept(data: MixedData): MixedFit {
  const { names } = data;
  // A common level of the outcome goes into the intercept; taken off first, it costs no digits.
  const level = data.rows.reduce((sum, { y }) => sum + y / data.rows.length, 0);
  const rows = data.rows.map((row) => ({ ...row, y: row.y - level }));
  const subjects = collect({ names, rows });
  if (rows.length <= names.length || subjects.length < 2) {
    throw new InputError(
      `mixed model: ${rows.length} rows of ${subjects.length} subjects are too few for ${names.length} coefficients`,
    );
  }
  const ratio = bestRatio(subjects, rows.length, names);
  const { inverse, coefficients, sigma2, loglik } = profile(subjects, rows.length, ratio, names);
  const variances = new Variances(subjects, sigma2, ratio * sigma2, coefficients, inverse);
  return {
    names,
    coefficients: coefficients.map((b, j) => (j === 0 ? b + level : b)),
    covariance: inverse.map((row) => row.map((x) => x * sigma2)),
    sigma2,
    between2: ratio * sigma2,
    loglik,
    df: (combination) => {
      // At the edge, where subjects do not differ, only the residual variance was estimated.
      if (ratio === 0) return rows.length - names.length;
      const [ss, sb, bb] = variances.information();
      const l = Float64Array.from(combination);
      const [gs, gb] = variances.gradient(l);
      const determinant = ss * bb - sb * sb;
      const spread = (gs * gs * bb - 2 * gs * gb * sb + gb * gb * ss) / determinant;
      return (2 * variances.variance(l) ** 2) / spread;
    },
  };
}
