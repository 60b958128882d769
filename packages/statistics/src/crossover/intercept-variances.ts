/** How sure the two variances of a random intercept are, and with them Satterthwaite's degrees of freedom. */
import { type Form, gather, type Moments } from "./intercept-moments.ts";

const times = (p: Form, q: Form, n: number): Form => ({ a: p.a * q.a, b: p.a * q.b + p.b * q.a + n * p.b * q.b });
const trace = ({ a, b }: Form, n: number): number => n * (a + b);
const IDENTITY: Form = { a: 1, b: 0 };
const ONES: Form = { a: 0, b: 1 };

interface Cross {
  /** X' chain X, row after row. */
  readonly xx: Float64Array;
  readonly xr: Float64Array;
  readonly rr: number;
}

/** Second derivatives and, for the coefficients' covariance, first ones, by the two variances. */
export class Variances {
  private readonly p: number;
  private readonly residual: Float64Array;
  private readonly single: readonly [Cross, Cross];

  /** @param c covariance of the coefficients, row after row */
  constructor(
    private readonly moments: Moments,
    private readonly sigma2: number,
    private readonly between2: number,
    beta: Float64Array,
    private readonly c: Float64Array,
  ) {
    this.p = moments.p;
    this.residual = Float64Array.from({ length: this.p + 1 }, (_, j) => (j < this.p ? -beta[j] : 1));
    this.single = [this.cross([IDENTITY]), this.cross([ONES])];
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
  private cross(parts: readonly Form[]): Cross {
    const { p, residual } = this;
    const z = gather(this.moments.patterns, (n) => this.chain(n, parts));
    const xx = new Float64Array(p * p);
    const xr = new Float64Array(p);
    let rr = 0;
    for (let i = 0; i <= p; i++) {
      let along = 0;
      for (let j = 0; j <= p; j++) {
        along += z[i * (p + 1) + j] * residual[j];
        if (i < p && j < p) xx[i * p + j] = z[i * (p + 1) + j];
      }
      if (i < p) xr[i] = along;
      rr += residual[i] * along;
    }
    return { xx, xr, rr };
  }

  private entry(i: 0 | 1, j: 0 | 1): number {
    const { c, p } = this;
    const [a, b] = [[IDENTITY, ONES][i], [IDENTITY, ONES][j]];
    const [left, right, both] = [this.single[i], this.single[j], this.cross([a, b])];
    const plain = this.moments.patterns.reduce(
      (sum, { n, subjects }) => sum + subjects * trace(times(this.chain(n, [a]), b, n), n),
      0,
    );
    const traced = plain - 2 * traceOf(c, both.xx, p) + traceOf(product(c, left.xx, p), product(c, right.xx, p), p);
    const quadratic = both.rr - bilinear(left.xr, c, right.xr, p);
    return quadratic - traced / 2;
  }

  /**
   * Of a linear combination of the coefficients; null where the likelihood is too flat to tell how sure the variances
   * are.
   */
  df(combination: Float64Array): number | null {
    const { c, p } = this;
    const [ss, sb, bb] = [this.entry(0, 0), this.entry(0, 1), this.entry(1, 1)];
    const along = new Float64Array(p);
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) along[i] += c[i * p + j] * combination[j];
    // How the combination's variance moves with each of the two.
    const [gs, gb] = this.single.map(({ xx }) => bilinear(along, xx, along, p));
    const determinant = ss * bb - sb * sb;
    const spread = (gs * gs * bb - 2 * gs * gb * sb + gb * gb * ss) / determinant;
    const df = (2 * bilinear(combination, c, combination, p) ** 2) / spread;
    return ss > 0 && determinant > 0 && Number.isFinite(df) && df > 0 ? df : null;
  }
}

function product(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const result = new Float64Array(p * p);
  for (let i = 0; i < p; i++)
    for (let k = 0; k < p; k++) for (let j = 0; j < p; j++) result[i * p + j] += a[i * p + k] * b[k * p + j];
  return result;
}

function traceOf(a: Float64Array, b: Float64Array, p: number): number {
  let sum = 0;
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) sum += a[i * p + j] * b[j * p + i];
  return sum;
}

function bilinear(u: Float64Array, m: Float64Array, v: Float64Array, p: number): number {
  let sum = 0;
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) sum += u[i] * m[i * p + j] * v[j];
  return sum;
}
