/**
 * Weibull regression, in the form of accelerated failure times (log T = x b + scale W, as R's survreg) and of
 * proportional hazards. It is fitted as hazard = shape t^(shape-1) exp(x g), in which the likelihood has one top only.
 */
import { normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { cholesky, invertCholesky, solveCholesky } from "../linear.ts";
import type { Covariate } from "./cox.ts";
import { checkSurvival, type SurvivalData } from "./data.ts";

export interface WeibullTerm {
  name: string;
  coef: number;
  se: number;
  z: number;
  p: number;
}

export interface WeibullFit {
  n: number;
  events: number;
  /** With the intercept only, and with all terms. */
  loglik: [number, number];
  scale: number;
  shape: number;
  shape_ci: [number, number];
  /** Intercept, covariates and log(scale) of the accelerated failure time model; time ratios of the covariates. */
  terms: (WeibullTerm & { time_ratio: number | null; time_ratio_ci: [number | null, number | null] })[];
  /** The covariates as proportional hazards: log hazard ratios. */
  hazard: (WeibullTerm & { hr: number | null; hr_ci: [number | null, number | null] })[];
  /** Of `terms`. */
  covariance: number[][];
  converged: boolean;
  iterations: number;
}

interface Point {
  log: number;
  score: Float64Array;
  information: Float64Array[];
}

const MAX_ITERATIONS = 60;

/** Columns: logarithm of time (its coefficient is the shape), intercept, covariates. */
function likelihood(columns: readonly Float64Array[], event: Uint8Array, theta: Float64Array): Point {
  const p = theta.length;
  const score = new Float64Array(p);
  const information = Array.from({ length: p }, () => new Float64Array(p));
  const [shape] = theta;
  let log = 0;
  for (let i = 0; i < event.length; i++) {
    let z = 0;
    for (let j = 0; j < p; j++) z += theta[j] * columns[j][i];
    const hazard = Math.exp(z);
    const residual = event[i] - hazard;
    log += event[i] * (Math.log(shape) + z - columns[0][i]) - hazard;
    for (let j = 0; j < p; j++) {
      const x = columns[j][i];
      score[j] += residual * x;
      for (let m = 0; m <= j; m++) information[j][m] += hazard * x * columns[m][i];
    }
    if (event[i] === 1) {
      score[0] += 1 / shape;
      information[0][0] += 1 / shape ** 2;
    }
  }
  for (let j = 0; j < p; j++) for (let m = 0; m < j; m++) information[m][j] = information[j][m];
  return { log, score, information };
}

interface Maximum extends Point {
  theta: Float64Array;
  iterations: number;
  converged: boolean;
}

function maximise(columns: readonly Float64Array[], event: Uint8Array, names: readonly string[]): Maximum {
  const [events, total] = event.reduce(([d, sum], e, i) => [d + e, sum + Math.exp(columns[0][i])], [0, 0]);
  let theta = new Float64Array(columns.length);
  theta[0] = 1;
  theta[1] = Math.log(events / total);
  let point = likelihood(columns, event, theta);
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations++) {
    const decomposition = cholesky(point.information);
    if ("failedAt" in decomposition) {
      if (iterations > 1) return { ...point, theta, iterations, converged: false };
      throw new InputError(`Weibull: "${names[decomposition.failedAt]}" is constant or follows from the others`);
    }
    const step = solveCholesky(decomposition, point.score);
    let part = 1;
    for (; part > 1e-10; part /= 2) {
      const tried = theta.map((x, j) => x + part * step[j]);
      if (!(tried[0] > 0)) continue;
      const next = likelihood(columns, event, tried);
      if (!(next.log >= point.log - 1e-12 * Math.abs(point.log))) continue;
      [theta, point] = [tried, next];
      break;
    }
    const still = step.every((x, j) => Math.abs(x) <= 1e-10 * Math.max(1, Math.abs(theta[j])));
    if (still || part <= 1e-10) return { ...point, theta, iterations, converged: still };
  }
  return { ...point, theta, iterations: MAX_ITERATIONS, converged: false };
}

const termOf = (name: string, coef: number, se: number): WeibullTerm => ({
  name,
  coef,
  se,
  z: coef / se,
  p: 2 * normal.upper(Math.abs(coef / se)),
});

/** b = -g / shape and log(scale) = -log(shape), with the covariance that follows. */
function accelerated(theta: Float64Array, covariance: Float64Array[]): { coef: number[]; covariance: number[][] } {
  const [shape, ...g] = theta;
  const size = theta.length;
  const coef = [...g.map((x) => -x / shape), -Math.log(shape)];
  const jacobian = coef.map((_, i) =>
    Float64Array.from({ length: size }, (_, j) => {
      if (i === size - 1) return j === 0 ? -1 / shape : 0;
      return j === 0 ? g[i] / shape ** 2 : j === i + 1 ? -1 / shape : 0;
    }),
  );
  const result = jacobian.map((row) =>
    jacobian.map((other) =>
      row.reduce((sum, a, i) => sum + (a === 0 ? 0 : a * other.reduce((s, b, j) => s + b * covariance[i][j], 0)), 0),
    ),
  );
  return { coef, covariance: result };
}

const finiteOrNull = (x: number): number | null => (Number.isFinite(x) ? x : null);

export function weibull(data: SurvivalData, covariates: readonly Covariate[], level = 0.95): WeibullFit {
  checkSurvival(data);
  if (!(level > 0 && level < 1)) throw new InputError(`level must lie between 0 and 1, not ${level}`);
  if (data.entry !== undefined) throw new InputError("Weibull: rows with a start are not allowed");
  const { time, event } = data;
  const zero = time.findIndex((t) => !(t > 0));
  if (zero >= 0) throw new InputError(`Weibull: row ${zero + 1}: the time must be above 0, not ${time[zero]}`);
  const events = event.reduce((sum, e) => sum + e, 0);
  if (events === 0) throw new InputError("Weibull: there is no event");
  // centred and scaled for well conditioned sums, undone in the result
  const shifts = covariates.map(({ values }) => Array.from(values).reduce((a, b) => a + b, 0) / time.length);
  const scales = covariates.map(({ values }, j) => largestDistance(values, shifts[j]) || 1);
  const logs = time.map(Math.log);
  const ones = new Float64Array(time.length).fill(1);
  const columns = covariates.map(({ values }, j) => logs.map((_, i) => (values[i] - shifts[j]) / scales[j]));
  const names = ["time", "intercept", ...covariates.map(({ name }) => name)];
  const nothing = maximise([logs, ones], event, names);
  const fit = covariates.length === 0 ? nothing : maximise([logs, ones, ...columns], event, names);
  const decomposition = cholesky(fit.information);
  if ("failedAt" in decomposition)
    throw new InputError(
      "Weibull: the likelihood rises without end, as where a group has no event; leave a covariate out",
    );
  const { theta, covariance } = unscaled(fit.theta, invertCholesky(decomposition), shifts, scales);
  const { coef, covariance: aft } = accelerated(theta, covariance);
  const z = normal.upperQuantile((1 - level) / 2);
  const labels = ["(Intercept)", ...covariates.map(({ name }) => name), "log(scale)"];
  const half = (z * Math.sqrt(covariance[0][0])) / theta[0];
  return {
    n: time.length,
    events,
    loglik: [nothing.log, fit.log],
    scale: 1 / theta[0],
    shape: theta[0],
    shape_ci: [theta[0] * Math.exp(-half), theta[0] * Math.exp(half)],
    terms: labels.map((name, i) => {
      const se = Math.sqrt(aft[i][i]);
      const covariate = i > 0 && i + 1 < labels.length;
      const ratio = (log: number): number | null => (covariate ? finiteOrNull(Math.exp(log)) : null);
      const limits: [number | null, number | null] = [ratio(coef[i] - z * se), ratio(coef[i] + z * se)];
      return { ...termOf(name, coef[i], se), time_ratio: ratio(coef[i]), time_ratio_ci: limits };
    }),
    hazard: covariates.map(({ name }, j) => {
      const se = Math.sqrt(covariance[j + 2][j + 2]);
      const g = theta[j + 2];
      const limits: [number | null, number | null] = [Math.exp(g - z * se), finiteOrNull(Math.exp(g + z * se))];
      return { ...termOf(name, g, se), hr: finiteOrNull(Math.exp(g)), hr_ci: limits };
    }),
    covariance: aft,
    converged: fit.converged,
    iterations: fit.iterations,
  };
}

function largestDistance(values: ArrayLike<number>, from: number): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i] - from));
  return largest;
}

/** Coefficients and covariance for the covariates as they were given. */
function unscaled(
  theta: Float64Array,
  covariance: Float64Array[],
  shifts: readonly number[],
  scales: readonly number[],
): { theta: Float64Array; covariance: Float64Array[] } {
  const size = theta.length;
  const change = Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size);
    row[i] = i < 2 ? 1 : 1 / scales[i - 2];
    if (i === 1) for (let j = 2; j < size; j++) row[j] = -shifts[j - 2] / scales[j - 2];
    return row;
  });
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
  const right = change.map((row) => Float64Array.from(covariance, (column) => dot(column, row)));
  return {
    theta: Float64Array.from(change, (row) => dot(row, theta)),
    covariance: change.map((row) => Float64Array.from(right, (column) => dot(row, column))),
  };
}
