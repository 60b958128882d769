/**
 * A crossover of any number of periods and sequences as a mixed model: treatment and periods fixed, a random intercept
 * for each subject. Subjects with missing periods stay in.
 */
import { fDistribution } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { cholesky, solveCholesky } from "../linear.ts";
import type { CrossoverData } from "./data.ts";
import { type TEstimate, tEstimate } from "./estimate.ts";
import { type MixedData, type MixedFit, randomIntercept } from "./random-intercept.ts";

export interface PeriodTest {
  f: number;
  df1: number;
  /** By containment: rows less subjects less the effects within subjects. */
  df: number;
  p: number;
  /** Each period less the first. */
  effects: (TEstimate & { period: string })[];
}

export interface MixedCrossover {
  treatment: TEstimate;
  period: PeriodTest;
  /** Of treatment 1 less treatment 0 in the period before; null where the design cannot tell it. */
  carryover: TEstimate | null;
  sigma2: number;
  between2: number;
  loglik: number;
  rows: number;
}

/** @param carry whether the treatment of the period before is in the model; rows where it is unknown are then left out */
function design({ periods, subjects }: CrossoverData, carry: boolean): MixedData {
  const later = periods.slice(1);
  const names = [
    "intercept",
    ...later.map((period) => `period ${period}`),
    "treatment",
    ...(carry ? ["carry-over"] : []),
  ];
  const rows: MixedData["rows"] = [];
  subjects.forEach(({ treatment, outcome }, subject) => {
    periods.forEach((_, k) => {
      const [y, t, before] = [outcome[k], treatment[k], k === 0 ? 0 : treatment[k - 1]];
      if (y === undefined || t === undefined || (carry && before === undefined)) return;
      const x = [1, ...later.map((__, j) => (j + 1 === k ? 1 : 0)), t, ...(carry ? [before as number] : [])];
      rows.push({ subject, x, y });
    });
  });
  return { names, rows };
}

function estimateOf(fit: MixedFit, j: number, level: number): TEstimate {
  const unit = Float64Array.from(fit.names, (_, k) => (k === j ? 1 : 0));
  return tEstimate(fit.coefficients[j], Math.sqrt(fit.covariance[j][j]), fit.df(unit), level);
}

function periodTest(fit: MixedFit, periods: readonly string[], df: number, level: number): PeriodTest {
  if (fit.sigma2 === 0)
    throw new InputError("mixed model: treatment and periods explain all; nothing is left to test by");
  const later = periods.slice(1);
  const at = later.map((_, k) => k + 1);
  const values = at.map((j) => fit.coefficients[j]);
  const decomposition = cholesky(at.map((i) => at.map((j) => fit.covariance[i][j])));
  if ("failedAt" in decomposition) throw new InputError("mixed model: the periods' effects cannot be told apart");
  const f = solveCholesky(decomposition, values).reduce((sum, x, k) => sum + x * values[k], 0) / later.length;
  return {
    f,
    df1: later.length,
    df,
    p: fDistribution(later.length, df).upper(f),
    effects: later.map((period, k) => ({ period, ...estimateOf(fit, at[k], level) })),
  };
}

function carryOver(data: CrossoverData, level: number): TEstimate | null {
  const model = design(data, true);
  try {
    return estimateOf(randomIntercept(model), model.names.length - 1, level);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The fit, with the treatment's place and the degrees of freedom that containment gives the effects within subjects. */
function fitted(data: CrossoverData) {
  const model = design(data, false);
  const at = data.periods.length;
  const [first] = model.rows;
  if (model.rows.every(({ x }) => x[at] === first.x[at])) {
    throw new InputError(`crossover: all rows have treatment ${first?.x[at]}; 0 and 1 are needed`);
  }
  const fit = randomIntercept(model);
  const rows = model.rows.length;
  const subjects = new Set(model.rows.map(({ subject }) => subject)).size;
  const df = rows - subjects - at;
  if (df < 1) throw new InputError(`mixed model: ${rows} rows of ${subjects} subjects are too few`);
  return { fit, at, rows, df };
}

/** The treatment's effect alone, for those who need it thousands of times. */
export function mixedTreatment(data: CrossoverData, level = 0.95): TEstimate {
  const { fit, at } = fitted(data);
  return estimateOf(fit, at, level);
}

export function mixedCrossover(data: CrossoverData, level = 0.95): MixedCrossover {
  const { fit, at, rows, df } = fitted(data);
  return {
    treatment: estimateOf(fit, at, level),
    period: periodTest(fit, data.periods, df, level),
    carryover: carryOver(data, level),
    sigma2: fit.sigma2,
    between2: fit.between2,
    loglik: fit.loglik,
    rows,
  };
}
