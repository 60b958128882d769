/**
 * Fine and Gray's regression of the subdistribution hazard of one cause (fine1999): those with another event stay in the
 * risk set with the weight of the chance that they would not have been censored yet. Ties as Breslow; the variance is
 * the sandwich that counts the censoring distribution as estimated, as in R's cmprsk.
 */
import { chiSquared, normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { type Cholesky, cholesky, invertCholesky, solveCholesky } from "../linear.ts";
import { type CompetingData, checkCompeting } from "./competing-data.ts";
import type { Covariate } from "./cox.ts";
import { type Frame, frameOf, type Risk, risksAt } from "./fine-gray-risk.ts";
import { sandwichMiddle } from "./fine-gray-variance.ts";

export interface FineGrayTerm {
  name: string;
  coef: number;
  /** Subdistribution hazard ratio. */
  shr: number | null;
  se: number;
  z: number;
  p: number;
  shr_ci: [number | null, number | null];
  /** The likelihood still rises as the coefficient grows: there is no finite estimate, and its standard error means nothing. */
  infinite: boolean;
}

export interface FineGrayFit {
  cause: number;
  n: number;
  events: number;
  competing: number;
  /** Log pseudo-likelihood without covariates and at the estimate. */
  loglik: [number, number];
  terms: FineGrayTerm[];
  covariance: number[][];
  wald: { chi2: number; df: number; p: number };
  converged: boolean;
  iterations: number;
}

export interface Likelihood {
  log: number;
  score: Float64Array;
  information: Float64Array[];
  risks: Risk[];
}

const MAX_ITERATIONS = 40;
/** Information that is this much less than at the start has run away: no data reach so far. */
const GONE = 1e-7;

export function pseudoLikelihood(frame: Frame, beta: Float64Array): Likelihood {
  const p = beta.length;
  const risks = risksAt(frame, beta);
  const score = frame.eventSums.slice();
  const information = Array.from({ length: p }, () => new Float64Array(p));
  let log = frame.eventSums.reduce((sum, x, j) => sum + x * beta[j], 0);
  for (const { events, total, mean, second } of risks) {
    log -= events * Math.log(total);
    for (let j = 0; j < p; j++) {
      score[j] -= events * mean[j];
      for (let m = 0; m < p; m++) information[j][m] += events * (second[j * p + m] - mean[j] * mean[m]);
    }
  }
  return { log, score, information, risks };
}

interface Maximum {
  beta: Float64Array;
  likelihood: Likelihood;
  iterations: number;
  converged: boolean;
}

function decompose({ information }: Likelihood, covariates: readonly Covariate[]): Cholesky {
  const result = cholesky(information);
  if ("failedAt" in result) {
    throw new InputError(
      `Fine-Gray: "${covariates[result.failedAt].name}" is constant among those at risk or follows from the others`,
    );
  }
  return result;
}

function maximise(frame: Frame, start: Likelihood, covariates: readonly Covariate[]): Maximum {
  let beta: Float64Array = new Float64Array(covariates.length);
  let likelihood = start;
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations++) {
    const known = cholesky(likelihood.information);
    if ("failedAt" in known && iterations > 1) return { beta, likelihood, iterations, converged: false };
    const step = solveCholesky(decompose(likelihood, covariates), likelihood.score);
    let part = 1;
    for (; part > 1e-9; part /= 2) {
      const tried = beta.map((b, j) => b + part * step[j]);
      const next = pseudoLikelihood(frame, tried);
      if (!(next.log >= likelihood.log - 1e-12 * Math.abs(likelihood.log))) continue;
      [beta, likelihood] = [tried, next];
      break;
    }
    const still = step.every((x, j) => Math.abs(x) <= 1e-10 * Math.max(1, Math.abs(beta[j])));
    if (still || part <= 1e-9) return { beta, likelihood, iterations, converged: still };
  }
  return { beta, likelihood, iterations: MAX_ITERATIONS, converged: false };
}

const finiteOrNull = (x: number): number | null => (Number.isFinite(x) ? x : null);

function check(data: CompetingData, cause: number, covariates: readonly Covariate[], level: number): void {
  checkCompeting(data);
  if (!(level > 0 && level < 1)) throw new InputError(`level must lie between 0 and 1, not ${level}`);
  if (covariates.length === 0) throw new InputError("Fine-Gray: name at least one covariate");
  if (!data.cause.includes(cause)) throw new InputError(`Fine-Gray: there is no event of cause ${cause}`);
  for (const { name, values } of covariates) {
    for (let i = 0; i < data.time.length; i++) {
      if (!Number.isFinite(values[i])) throw new InputError(`Fine-Gray: row ${i + 1} has no value of "${name}"`);
    }
  }
}

export function fineGray(
  data: CompetingData,
  cause: number,
  covariates: readonly Covariate[],
  level = 0.95,
): FineGrayFit {
  check(data, cause, covariates, level);
  const frame = frameOf(data, cause, covariates);
  const p = covariates.length;
  const start = pseudoLikelihood(frame, new Float64Array(p));
  const { beta, likelihood, iterations, converged } = maximise(frame, start, covariates);
  const decomposition = cholesky(likelihood.information);
  if ("failedAt" in decomposition)
    throw new InputError(
      "Fine-Gray: the likelihood rises without end, as where a group has no event; leave a covariate out",
    );
  const bread = invertCholesky(decomposition);
  const meat = sandwichMiddle(frame, beta, likelihood.risks);
  const times = (a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] =>
    a.map((row) => Float64Array.from({ length: p }, (_, j) => row.reduce((sum, x, m) => sum + x * b[m][j], 0)));
  const covariance = times(times(bread, meat), bread);
  const { scales } = frame;
  const infinite = covariates.map((_, j) => likelihood.information[j][j] < GONE * start.information[j][j]);
  const z = normal.upperQuantile((1 - level) / 2);
  const wald = cholesky(covariance);
  const solved = "failedAt" in wald ? null : solveCholesky(wald, beta);
  const chi2 = solved === null ? 0 : beta.reduce((sum, b, j) => sum + b * solved[j], 0);
  const causes = data.cause.reduce(
    ([own, others], c) => [own + +(c === cause), others + +(c > 0 && c !== cause)],
    [0, 0],
  );
  return {
    cause,
    n: data.time.length,
    events: causes[0],
    competing: causes[1],
    loglik: [start.log, likelihood.log],
    terms: covariates.map(({ name }, j) => {
      const coef = beta[j] / scales[j];
      const se = Math.sqrt(covariance[j][j]) / scales[j];
      const limits: [number | null, number | null] = [Math.exp(coef - z * se), finiteOrNull(Math.exp(coef + z * se))];
      const ratio = coef / se;
      return {
        ...{ name, coef, shr: finiteOrNull(Math.exp(coef)), se, z: ratio },
        ...{ p: 2 * normal.upper(Math.abs(ratio)), shr_ci: limits, infinite: infinite[j] },
      };
    }),
    covariance: covariance.map((row, i) => [...row].map((x, j) => x / (scales[i] * scales[j]))),
    wald: { chi2, df: p, p: chiSquared(p).upper(chi2) },
    converged: converged && !infinite.includes(true),
    iterations,
  };
}
