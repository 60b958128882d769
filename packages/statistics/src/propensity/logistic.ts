/** Logistic regression by Newton's method (iteratively reweighted least squares), on centred and scaled columns. */
import { InputError } from "../input-error.ts";
import { type Cholesky, cholesky, invertCholesky, solveCholesky } from "../linear.ts";

export interface Column {
  name: string;
  values: ArrayLike<number>;
}

export interface Logistic {
  /** The intercept first. */
  names: string[];
  coefficients: Float64Array;
  standardErrors: Float64Array;
  covariance: Float64Array[];
  loglik: number;
  /** Logit of each row. */
  linear: Float64Array;
  /** Probability of each row. */
  fitted: Float64Array;
  iterations: number;
}

const MAX_ITERATIONS = 60;
/** Newton's steps shrink quadratically; where the estimate is infinite each goes on by about 1 (albert1984). */
const STILL_WALKING = 1e-3;

export const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

interface Scaled {
  columns: Float64Array[];
  means: number[];
  scales: number[];
}

function scale(columns: readonly Column[], n: number, what: string): Scaled {
  const result: Scaled = { columns: [new Float64Array(n).fill(1)], means: [], scales: [] };
  for (const { name, values } of columns) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += values[i] / n;
    let square = 0;
    for (let i = 0; i < n; i++) square += (values[i] - mean) ** 2;
    const sd = Math.sqrt(square / n);
    if (!Number.isFinite(sd)) throw new InputError(`${what}: "${name}" holds a value that is no finite number`);
    if (!(sd > 1e-13 * Math.abs(mean))) throw new InputError(`${what}: "${name}" has only one value`);
    result.means.push(mean);
    result.scales.push(sd);
    result.columns.push(Float64Array.from({ length: n }, (_, i) => (values[i] - mean) / sd));
  }
  return result;
}

interface State {
  beta: Float64Array;
  linear: Float64Array;
  loglik: number;
}

function stateAt(columns: readonly Float64Array[], y: ArrayLike<number>, beta: Float64Array): State {
  const n = columns[0].length;
  const linear = new Float64Array(n);
  for (let j = 0; j < beta.length; j++) for (let i = 0; i < n; i++) linear[i] += beta[j] * columns[j][i];
  let loglik = 0;
  for (let i = 0; i < n; i++) {
    const toOutcome = y[i] === 1 ? linear[i] : -linear[i];
    loglik -= toOutcome > 0 ? Math.log1p(Math.exp(-toOutcome)) : Math.log1p(Math.exp(toOutcome)) - toOutcome;
  }
  return { beta, linear, loglik };
}

function derivatives(columns: readonly Float64Array[], y: ArrayLike<number>, linear: Float64Array) {
  const p = columns.length;
  const n = linear.length;
  const score = new Float64Array(p);
  const information = Array.from({ length: p }, () => new Float64Array(p));
  const weight = new Float64Array(n);
  const residual = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const mu = sigmoid(linear[i]);
    weight[i] = mu * sigmoid(-linear[i]);
    residual[i] = y[i] - mu;
  }
  for (let j = 0; j < p; j++) {
    const a = columns[j];
    for (let i = 0; i < n; i++) score[j] += a[i] * residual[i];
    for (let k = 0; k <= j; k++) {
      const b = columns[k];
      let sum = 0;
      for (let i = 0; i < n; i++) sum += a[i] * b[i] * weight[i];
      information[j][k] = sum;
      information[k][j] = sum;
    }
  }
  return { score, information };
}

function separated(step: Float64Array, columns: readonly Column[], what: string): InputError {
  const walking = columns.filter((_, j) => Math.abs(step[j + 1]) > 0.1 * Math.max(...step.map(Math.abs)));
  const names = walking.map(({ name }) => `"${name}"`).join(", ");
  return new InputError(
    `${what}: no finite estimate: the outcome is separated by ${names || "the intercept"}; leave it out, or merge its values`,
  );
}

function maximise(scaled: Scaled, y: ArrayLike<number>, columns: readonly Column[], what: string) {
  const n = scaled.columns[0].length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += y[i];
  if (sum === 0 || sum === n) throw new InputError(`${what}: all outcomes are ${sum === 0 ? 0 : 1}; both are needed`);
  const start = new Float64Array(scaled.columns.length);
  start[0] = Math.log(sum / (n - sum));
  let state = stateAt(scaled.columns, y, start);
  let step = new Float64Array(start.length).fill(1);
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations++) {
    const { score, information } = derivatives(scaled.columns, y, state.linear);
    const decomposition = cholesky(information);
    if ("failedAt" in decomposition) {
      if (iterations > 1) throw separated(step, columns, what);
      throw new InputError(
        `${what}: "${columns[decomposition.failedAt - 1].name}" follows from the others; leave one of them out`,
      );
    }
    step = solveCholesky(decomposition, score) as Float64Array<ArrayBuffer>;
    const before = state;
    for (let half = 0; half < 30; half++) {
      state = stateAt(
        scaled.columns,
        y,
        before.beta.map((b, j) => b + step[j]),
      );
      if (state.loglik >= before.loglik - 1e-12 * Math.abs(before.loglik)) break;
      step = step.map((x) => x / 2);
    }
    if (step.every((x, j) => Math.abs(x) <= 1e-13 * Math.max(1, Math.abs(state.beta[j])))) {
      return { state, decomposition, iterations };
    }
    if (iterations === MAX_ITERATIONS && step.every((x) => Math.abs(x) < STILL_WALKING)) {
      return { state, decomposition, iterations };
    }
  }
  throw separated(step, columns, what);
}

/** Coefficients and covariance of the columns as they were given. */
function unscale({ means, scales }: Scaled, beta: Float64Array, decomposition: Cholesky) {
  const p = beta.length;
  const back = Array.from({ length: p }, (_, i) => {
    const row = new Float64Array(p);
    if (i > 0) row[i] = 1 / scales[i - 1];
    else for (let j = 0; j < p; j++) row[j] = j === 0 ? 1 : -means[j - 1] / scales[j - 1];
    return row;
  });
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, j) => sum + x * b[j], 0);
  const inverse = invertCholesky(decomposition);
  const halfway = back.map((row) => Float64Array.from(inverse, (column) => dot(row, column)));
  return {
    coefficients: Float64Array.from(back, (row) => dot(row, beta)),
    covariance: halfway.map((row) => Float64Array.from(back, (other) => dot(row, other))),
  };
}

/**
 * @param y outcomes, 0 or 1
 * @param what errors call the model, such as "propensity"
 */
export function logistic(columns: readonly Column[], y: ArrayLike<number>, what = "logistic regression"): Logistic {
  const scaled = scale(columns, y.length, what);
  const { state, decomposition, iterations } = maximise(scaled, y, columns, what);
  const { coefficients, covariance } = unscale(scaled, state.beta, decomposition);
  return {
    names: ["intercept", ...columns.map(({ name }) => name)],
    coefficients,
    covariance,
    standardErrors: Float64Array.from(covariance, (row, j) => Math.sqrt(row[j])),
    loglik: state.loglik,
    linear: state.linear,
    fitted: state.linear.map(sigmoid),
    iterations,
  };
}
