/** Cox regression: Newton's method on the partial likelihood, with the three classical tests. */
import { chiSquared, normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { type Cholesky, cholesky, invertCholesky, solveCholesky } from "../linear.ts";
import { type Prepared, prepare } from "./cox-data.ts";
import { type Likelihood, likelihoodAt } from "./cox-likelihood.ts";
import { checkSurvival, type SurvivalData, type Ties } from "./data.ts";

export interface Covariate {
  name: string;
  values: ArrayLike<number>;
  /** Columns of one categorical covariate share a term. */
  term?: string;
}

export interface CoxOptions {
  ties?: Ties;
  strata?: readonly string[];
  level?: number;
}

export interface CoxTerm {
  name: string;
  coef: number;
  hr: number | null;
  se: number;
  z: number;
  p: number;
  hr_ci: [number | null, number | null];
  /** The likelihood still rises as the coefficient grows: there is no finite estimate. */
  infinite: boolean;
}

interface ChiSquaredTest {
  chi2: number;
  df: number;
  p: number;
}

export interface CoxFit {
  ties: Ties;
  n: number;
  events: number;
  /** Log partial likelihood without covariates and at the estimate. */
  loglik: [number, number];
  score_p: number;
  tests: { likelihood_ratio: ChiSquaredTest; wald: ChiSquaredTest; score: ChiSquaredTest };
  terms: CoxTerm[];
  covariance: number[][];
  converged: boolean;
  iterations: number;
}

/** A fit, and what is needed to go on from it. */
export interface CoxModel {
  fit: CoxFit;
  covariates: readonly Covariate[];
  prepared: Prepared;
  /** Coefficients of the scaled covariates. */
  beta: Float64Array;
  likelihood: Likelihood;
}

const MAX_ITERATIONS = 40;

function decompose({ information }: Likelihood, covariates: readonly Covariate[]): Cholesky {
  const result = cholesky(information);
  if ("failedAt" in result) {
    throw new InputError(
      `Cox: "${covariates[result.failedAt].name}" is constant among those at risk or follows from the others`,
    );
  }
  return result;
}

interface Maximum {
  beta: Float64Array;
  likelihood: Likelihood;
  decomposition: Cholesky;
  lastStep: Float64Array;
  iterations: number;
  converged: boolean;
}

function maximise(prepared: Prepared, start: Likelihood, covariates: readonly Covariate[]): Maximum {
  let beta: Float64Array = new Float64Array(prepared.p);
  let likelihood = start;
  let decomposition = decompose(start, covariates);
  let lastStep = beta;
  for (let i = 1; i <= MAX_ITERATIONS; i++) {
    lastStep = solveCholesky(decomposition, likelihood.score);
    const before = likelihood.log;
    for (let half = 0; half < 30; half++) {
      const tried = beta.map((b, j) => b + lastStep[j]);
      likelihood = likelihoodAt(prepared, tried);
      if (likelihood.log >= before - 1e-10 * Math.abs(before)) {
        beta = tried;
        break;
      }
      lastStep = lastStep.map((x) => x / 2);
    }
    const next = cholesky(likelihood.information);
    const gain = likelihood.log - before;
    const still = lastStep.every((x, j) => Math.abs(x) <= 1e-11 * Math.max(1, Math.abs(beta[j])));
    const flat = Math.abs(gain) <= 1e-13 * Math.abs(likelihood.log) && i > 12;
    if ("failedAt" in next) return { beta, likelihood, decomposition, lastStep, iterations: i, converged: false };
    decomposition = next;
    if (still || flat) return { beta, likelihood, decomposition, lastStep, iterations: i, converged: still };
  }
  return { beta, likelihood, decomposition, lastStep, iterations: MAX_ITERATIONS, converged: false };
}

const finiteOrNull = (x: number): number | null => (Number.isFinite(x) ? x : null);

function termOf(name: string, coef: number, se: number, level: number, infinite: boolean): CoxTerm {
  const half = normal.upperQuantile((1 - level) / 2) * se;
  const z = coef / se;
  return {
    name,
    coef,
    hr: finiteOrNull(Math.exp(coef)),
    se,
    z,
    p: 2 * normal.upper(Math.abs(z)),
    hr_ci: [Math.exp(coef - half), finiteOrNull(Math.exp(coef + half))],
    infinite,
  };
}

function quadratic(a: Float64Array, b: Float64Array, df: number): ChiSquaredTest {
  const chi2 = a.reduce((sum, x, i) => sum + x * b[i], 0);
  return { chi2, df, p: chiSquared(df).upper(chi2) };
}

function checkCovariates(covariates: readonly Covariate[], n: number): void {
  if (covariates.length === 0) throw new InputError("Cox: name at least one covariate");
  for (const { name, values } of covariates) {
    for (let i = 0; i < n; i++) {
      if (!Number.isFinite(values[i])) throw new InputError(`Cox: row ${i + 1} has no value of "${name}"`);
    }
  }
}

export function coxModel(data: SurvivalData, covariates: readonly Covariate[], options: CoxOptions = {}): CoxModel {
  const { ties = "efron", strata, level = 0.95 } = options;
  if (!(level > 0 && level < 1)) throw new InputError(`level must lie between 0 and 1, not ${level}`);
  checkSurvival(data);
  checkCovariates(covariates, data.time.length);
  const events = data.event.reduce((sum, e) => sum + e, 0);
  if (events === 0) throw new InputError("Cox: there is no event");
  const prepared = prepare(
    data,
    covariates.map(({ values }) => values),
    ties,
    strata,
  );
  const start = likelihoodAt(prepared, new Float64Array(prepared.p));
  const maximum = maximise(prepared, start, covariates);
  const { beta, likelihood, decomposition } = maximum;
  const { scales, p } = prepared;
  const inverse = invertCholesky(decomposition);
  const ratio = 2 * (likelihood.log - start.log);
  const informed = likelihood.information.map((row) => row.reduce((sum, x, j) => sum + x * beta[j], 0));
  const score = quadratic(start.score, solveCholesky(decompose(start, covariates), start.score), p);
  const fit: CoxFit = {
    ties,
    n: data.time.length,
    events,
    loglik: [start.log, likelihood.log],
    score_p: score.p,
    tests: {
      likelihood_ratio: { chi2: ratio, df: p, p: chiSquared(p).upper(Math.max(0, ratio)) },
      wald: quadratic(beta, Float64Array.from(informed), p),
      score,
    },
    terms: covariates.map(({ name }, j) => {
      const infinite = !maximum.converged && Math.abs(maximum.lastStep[j]) > 1e-3;
      return termOf(name, beta[j] / scales[j], Math.sqrt(inverse[j][j]) / scales[j], level, infinite);
    }),
    covariance: inverse.map((row, i) => [...row].map((x, j) => x / (scales[i] * scales[j]))),
    converged: maximum.converged,
    iterations: maximum.iterations,
  };
  return { fit, covariates, prepared, beta, likelihood };
}

export const cox = (data: SurvivalData, covariates: readonly Covariate[], options: CoxOptions = {}): CoxFit =>
  coxModel(data, covariates, options).fit;
