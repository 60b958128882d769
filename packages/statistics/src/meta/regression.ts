/** Meta-regression: effects that depend on what is known of the studies. */
import { chiSquared, fDistribution } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { checkEffects, type Effect, type PoolOptions, resolveOptions } from "./effect.ts";
import { type Coefficient, coefficient, fitModel, inference, type Model, tau2Interval } from "./model.ts";
import { problemOf } from "./problem.ts";

export interface Moderator {
  name: string;
  values: ArrayLike<number>;
}

export interface MetaRegression {
  k: number;
  terms: (Coefficient & { name: string })[];
  df: number | null;
  tau2: number;
  tau2_ci: [number | null, number | null];
  /** Residual heterogeneity. */
  i2_pct: number;
  h2: number;
  q_residual: { value: number; df: number; p: number };
  /** Test of all moderators together: chi-squared, or F (df2 not null) with Hartung and Knapp's test. */
  q_moderators: { value: number; df: number; df2: number | null; p: number };
  /** How much of the between-study variance the moderators account for; null under a common effect. */
  r2_pct: number | null;
}

/** Indicator columns of a grouping, for all levels but the first in alphabetical order. */
export function indicators(name: string, groups: readonly string[]): Moderator[] {
  const levels = [...new Set(groups)].sort();
  return levels.slice(1).map((level) => ({
    name: `${name}=${level}`,
    values: groups.map((group) => (group === level ? 1 : 0)),
  }));
}

/** b' V^-1 b over the coefficients from the second on, by elimination. */
function waldQuadratic({ fit, covariance }: Model): number {
  const matrix = covariance.slice(1).map((row, i) => [...row.slice(1), fit.coefficients[i + 1]]);
  const size = matrix.length;
  let total = 0;
  for (let j = 0; j < size; j++) {
    // the matrix is positive definite: elimination needs no pivots, and the sum is that of squares
    total += matrix[j][size] ** 2 / matrix[j][j];
    for (let i = j + 1; i < size; i++) {
      const factor = matrix[i][j] / matrix[j][j];
      for (let m = j; m <= size; m++) matrix[i][m] -= factor * matrix[j][m];
    }
  }
  return total;
}

function testOfModerators(model: Model): MetaRegression["q_moderators"] {
  const df = model.fit.coefficients.length - 1;
  const quadratic = waldQuadratic(model);
  if (model.df === null) return { value: quadratic, df, df2: null, p: chiSquared(df).upper(quadratic) };
  return { value: quadratic / df, df, df2: model.df, p: fDistribution(df, model.df).upper(quadratic / df) };
}

/** The fitted model, for what needs more than the document. */
export function regressionModel(
  effects: readonly Effect[],
  moderators: readonly Moderator[],
  options: PoolOptions,
): Model {
  checkEffects(effects);
  for (const { name, values } of moderators) {
    const wrong = effects.findIndex((_, i) => !Number.isFinite(values[i]));
    if (wrong >= 0) throw new InputError(`meta-regression: study "${effects[wrong].study}" has no value of "${name}"`);
  }
  if (effects.length <= moderators.length) {
    throw new InputError(`meta-regression: ${moderators.length} moderators need more than ${effects.length} studies`);
  }
  const problem = problemOf(
    effects.map(({ yi }) => yi),
    effects.map(({ vi }) => vi),
    moderators.map(({ values }) => Float64Array.from(values)),
    moderators.map(({ name }) => name),
  );
  return fitModel(problem, resolveOptions(options));
}

export function metaRegression(
  effects: readonly Effect[],
  moderators: readonly Moderator[],
  options: PoolOptions = {},
): MetaRegression {
  if (moderators.length === 0) throw new InputError("meta-regression: name at least one moderator");
  const model = regressionModel(effects, moderators, options);
  const random = model.options.model === "random";
  const without = random ? regressionModel(effects, [], options).tau2 : 0;
  return {
    k: effects.length,
    terms: model.problem.names.map((name, i) => ({ name, ...coefficient(model, i) })),
    df: model.df,
    tau2: model.tau2,
    tau2_ci: tau2Interval(model.problem, model.options.level) ?? [null, null],
    i2_pct: model.i2,
    h2: model.h2,
    q_residual: model.q,
    q_moderators: testOfModerators(model),
    r2_pct: random && without > 0 ? Math.max(0, (100 * (without - model.tau2)) / without) : null,
  };
}

/** The effect that the model expects at values of its moderators. */
export function predictAt(model: Model, at: readonly number[]): Coefficient {
  const x = [1, ...at];
  const estimate = x.reduce((sum, value, i) => sum + value * model.fit.coefficients[i], 0);
  const variance = x.reduce(
    (sum, a, i) => sum + x.reduce((inner, b, j) => inner + a * b * model.covariance[i][j], 0),
    0,
  );
  return inference(model, estimate, variance);
}
