/**
 * Gauss-Newton with priors: the most probable parameters given targets with normal errors. In coordinates that are
 * standard normal under the prior it minimises |r(z)|^2 + |z|^2, r the targets' residuals over their standard deviations,
 * by the Levenberg-Marquardt method (marquardt1963). Derivatives are differences of neighbouring cases, all solved in one batch, and are
 * carried from step to step by a rank-one formula (broyden1965) until a step disappoints.
 */
import { leastSquares } from "@counterpulse/numerics";

/** Residuals at a point, and whatever a neighbouring point can be solved from. */
export interface Evaluation<S> {
  readonly residuals: Float64Array;
  readonly start: S;
}

/** Evaluate several points at once, from a neighbour where one is known; null where a point has no solution. */
export type Evaluate<S> = (points: readonly Float64Array[], near: S | null) => readonly (Evaluation<S> | null)[];

export interface Optimum<S> {
  readonly point: Float64Array;
  readonly evaluation: Evaluation<S>;
  /** |r|^2 + |z|^2. */
  readonly objective: number;
  /** Derivatives of the residuals, a column a coordinate. */
  readonly jacobian: readonly Float64Array[];
  readonly converged: boolean;
  readonly iterations: number;
}

export interface SearchOptions {
  readonly maxIterations?: number;
  /** Derivatives near the start, from somewhere else: spares their computation where they turn out to serve. */
  readonly jacobian?: readonly Float64Array[];
  /** An end where derivatives that were carried there promise no more is enough. */
  readonly rough?: boolean;
  /** Asked after each step; true ends the search there, for instance because another start came this way. */
  readonly stop?: (point: Float64Array) => boolean;
}

/** Step of the differences, in prior standard deviations: indices move far more than by the solver's tolerance. */
const DIFFERENCE = 0.1;
/** Slopes that would tell a parameter to a tenth of its prior's standard deviation. */
const STEEP = 10;
/** No coordinate moves further than this in one step: the laws bend. */
const LONGEST = 1.5;
/** A predicted fall of the objective below this is none: one standard deviation is worth 1. */
const SMALL_FALL = { rough: 1e-2, certain: 1e-4 };
/** A fall below this may drown in the tolerance of the steady states. */
const UNCERTAIN_FALL = 0.05;
/** Derivatives taken so near, in any coordinate, still hold. */
const NEAR = 0.2;
const LEAST_DAMPING = 1e-4;
const MOST_DAMPING = 1e6;

const square = (v: Float64Array): number => v.reduce((sum, x) => sum + x * x, 0);
const plus = (a: Float64Array, b: Float64Array, scale = 1): Float64Array => a.map((x, i) => x + scale * b[i]);
const largest = (v: Float64Array): number => v.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

export function objectiveOf(point: Float64Array, residuals: Float64Array): number {
  return square(residuals) + square(point);
}

/** Where a search stands; `moved`: how far from where its derivatives were computed. */
interface Place<S> {
  point: Float64Array;
  evaluation: Evaluation<S>;
  objective: number;
  jacobian: readonly Float64Array[];
  moved: number;
}

export function gaussNewton<S>(
  evaluate: Evaluate<S>,
  first: { readonly point: Float64Array; readonly evaluation: Evaluation<S> },
  options: SearchOptions = {},
): Optimum<S> {
  const { maxIterations = 30, stop = () => false, rough = false } = options;
  const place: Place<S> = {
    ...first,
    objective: objectiveOf(first.point, first.evaluation.residuals),
    jacobian: options.jacobian ?? differences(evaluate, first.point, first.evaluation),
    moved: options.jacobian ? Number.POSITIVE_INFINITY : 0,
  };
  const renew = (): void => {
    place.jacobian = differences(evaluate, place.point, place.evaluation);
    place.moved = 0;
  };
  let damping = 0.01;
  let converged = false;
  let iterations = 0;
  while (!converged && iterations < maxIterations && damping <= MOST_DAMPING && !stop(place.point)) {
    iterations++;
    const steps = trialSteps(place, damping);
    if (steps[0].fall < SMALL_FALL[rough ? "rough" : "certain"]) {
      converged = rough || place.moved < NEAR;
      if (!converged) renew();
      damping = LEAST_DAMPING;
      continue;
    }
    const { better, gain } = tryOut(evaluate, place, steps);
    if (better) move(place, better.step, better.evaluation);
    if (gain > 0.5) damping = better === null || better.step === steps[0].step ? damping / 10 : damping * 10;
    else if (place.moved > 0) renew();
    else if (!better && steps[0].fall < UNCERTAIN_FALL) converged = true;
    else if (!better) damping *= 30;
    damping = Math.max(damping, LEAST_DAMPING);
  }
  if (!rough && place.moved >= NEAR) renew();
  const { point, evaluation, objective, jacobian } = place;
  return { point, evaluation, objective, jacobian, converged, iterations };
}

interface Step {
  readonly step: Float64Array;
  /** By how much the linearised objective falls over it. */
  readonly fall: number;
}

/** Two trials cost hardly more than one, since two cases share a vector. */
function trialSteps({ jacobian, evaluation, point }: Place<unknown>, damping: number): Step[] {
  return [damping, 10 * damping].map((d) => stepOf(jacobian, evaluation.residuals, point, d));
}

/** The better of the steps, if it is an improvement, and what it gained of what was predicted. */
function tryOut<S>(
  evaluate: Evaluate<S>,
  { point, evaluation, objective }: Place<S>,
  steps: readonly Step[],
): { better: { step: Float64Array; evaluation: Evaluation<S> } | null; gain: number } {
  const points = steps.map(({ step }) => plus(point, step));
  const found = evaluate(points, evaluation.start);
  const values = found.map((e, i) => (e ? objectiveOf(points[i], e.residuals) : Number.POSITIVE_INFINITY));
  const best = values.indexOf(Math.min(...values));
  const next = found[best];
  const gain = (objective - values[best]) / steps[best].fall;
  return { better: next && gain > 0 ? { step: steps[best].step, evaluation: next } : null, gain };
}

function move<S>(place: Place<S>, step: Float64Array, evaluation: Evaluation<S>): void {
  const change = plus(evaluation.residuals, place.evaluation.residuals, -1);
  place.jacobian = broyden(place.jacobian, step, change);
  place.point = plus(place.point, step);
  place.evaluation = evaluation;
  place.objective = objectiveOf(place.point, evaluation.residuals);
  place.moved += largest(step);
}

/**
 * Columns of derivatives by one-sided differences; where the neighbour has no solution, that on the other side. Where a
 * column is steep both sides are looked at and the flatter one counts: the other may have jumped, over a valve that opens.
 */
export function differences<S>(
  evaluate: Evaluate<S>,
  point: Float64Array,
  { residuals, start }: Evaluation<S>,
): Float64Array[] {
  const moved = (j: number, by: number): Float64Array => point.map((z, i) => (i === j ? z + by : z));
  const columns = Array.from(point, (_, j) => j);
  // Toward the prior's median, where the range is wide.
  const sides = columns.map((j) => (point[j] > 0 ? -DIFFERENCE : DIFFERENCE));
  const found = [
    ...evaluate(
      columns.map((j) => moved(j, sides[j])),
      start,
    ),
  ];
  const failed = columns.filter((j) => found[j] === null);
  const again = evaluate(
    failed.map((j) => moved(j, -sides[j])),
    start,
  );
  failed.forEach((j, k) => {
    found[j] = again[k];
    sides[j] = -sides[j];
  });
  // A coordinate that cannot be moved at all tells nothing.
  const slopes = (e: Evaluation<S> | null, side: number): Float64Array =>
    residuals.map((r, i) => (e ? (e.residuals[i] - r) / side : 0));
  const slopesFound = found.map((e, j) => slopes(e, sides[j]));
  const steep = columns.filter((j) => !failed.includes(j) && square(slopesFound[j]) > STEEP ** 2);
  const others = evaluate(
    steep.map((j) => moved(j, -sides[j])),
    start,
  );
  steep.forEach((j, k) => {
    const other = slopes(others[k], -sides[j]);
    if (others[k] && square(other) < square(slopesFound[j])) slopesFound[j] = other;
  });
  return slopesFound;
}

/** The damped step. */
function stepOf(
  jacobian: readonly Float64Array[],
  residuals: Float64Array,
  point: Float64Array,
  damping: number,
): Step {
  const n = point.length;
  const m = residuals.length;
  const size = m + 2 * n;
  // Rows: the targets, the prior, the damping.
  const columns = jacobian.map((column, j) => {
    const tall = new Float64Array(size);
    tall.set(column);
    tall[m + j] = 1;
    tall[m + n + j] = Math.sqrt(damping);
    return tall;
  });
  const right = new Float64Array(size);
  residuals.forEach((r, i) => {
    right[i] = -r;
  });
  point.forEach((z, j) => {
    right[m + j] = -z;
  });
  const full = leastSquares(columns, right);
  const longest = largest(full);
  const step = longest > LONGEST ? full.map((s) => (s * LONGEST) / longest) : full;
  const predicted = residuals.map((r, i) => jacobian.reduce((sum, column, j) => sum + column[i] * step[j], r));
  const fall = square(residuals) + square(point) - square(predicted) - square(plus(point, step));
  return { step, fall };
}

/** The smallest change of the derivatives that explains what the last step did. */
function broyden(jacobian: readonly Float64Array[], step: Float64Array, change: Float64Array): Float64Array[] {
  const length = square(step);
  const missing = change.map((c, i) => c - jacobian.reduce((sum, column, j) => sum + column[i] * step[j], 0));
  return jacobian.map((column, j) => plus(column, missing, step[j] / length));
}

/** Covariance of the coordinates at an optimum, (J'J + 1)^-1, as columns. */
export function covariance(jacobian: readonly Float64Array[]): Float64Array[] {
  const n = jacobian.length;
  const m = n > 0 ? jacobian[0].length : 0;
  const columns = jacobian.map((column, j) => {
    const tall = new Float64Array(m + n);
    tall.set(column);
    tall[m + j] = 1;
    return tall;
  });
  // With A the columns and A+ its pseudo-inverse, (A'A)^-1 = A+ A+'.
  const inverse = Array.from({ length: m + n }, (_, i) =>
    leastSquares(
      columns,
      Float64Array.from({ length: m + n }, (_, k) => (k === i ? 1 : 0)),
    ),
  );
  return jacobian.map((_, j) =>
    Float64Array.from(jacobian, (_, k) => inverse.reduce((sum, row) => sum + row[j] * row[k], 0)),
  );
}
