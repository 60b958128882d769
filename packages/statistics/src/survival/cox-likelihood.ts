/**
 * Cox's partial likelihood (cox1972) with its first two derivatives, ties by Efron (efron1977) or Breslow
 * (breslow1974), strata, and rows that are at risk from an entry time on. One pass over the rows in falling time keeps
 * running sums over those at risk.
 */
import type { Prepared, Stratum } from "./cox-data.ts";

/**
 * Sums over rows: of risk, of risk times covariates, and of risk times their products. Matrices are lower triangles,
 * row by row.
 */
class Sums {
  risk = 0;
  readonly first: Float64Array;
  readonly second: Float64Array;

  constructor(private readonly p: number) {
    this.first = new Float64Array(p);
    this.second = new Float64Array((p * (p + 1)) / 2);
  }

  /** Adds the row whose covariates begin at `from`. */
  add(x: Float64Array, from: number, risk: number): void {
    const { p, first, second } = this;
    this.risk += risk;
    let at = 0;
    for (let j = 0; j < p; j++) {
      const weighted = risk * x[from + j];
      first[j] += weighted;
      for (let m = 0; m <= j; m++) second[at++] += weighted * x[from + m];
    }
  }

  clear(): void {
    this.risk = 0;
    this.first.fill(0);
    this.second.fill(0);
  }
}

export interface Visitor {
  /** A death; its covariates begin at `from`. */
  death(time: number, eta: number, x: Float64Array, from: number): void;
  /**
   * One factor of the likelihood: risk, and mean and covariance of the covariates, among those at risk. For each
   * death, or with Breslow's ties for all `deaths` of one time together.
   */
  factor(time: number, risk: number, mean: Float64Array, covariance: Float64Array, deaths: number): void;
}

/** Linear predictors of a stratum's rows. */
function predictors({ x, time }: Stratum, beta: Float64Array): Float64Array {
  const p = beta.length;
  const eta = new Float64Array(time.length);
  for (let i = 0; i < eta.length; i++) {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += beta[j] * x[i * p + j];
    eta[i] = sum;
  }
  return eta;
}

/**
 * Walks through the deaths of all strata, for coefficients of the scaled covariates.
 * @returns what was taken off the linear predictors, and so off the logarithms of all risks, to keep them in range
 */
export function walk(prepared: Prepared, beta: Float64Array, visitor: Visitor): number {
  const etas = prepared.strata.map((stratum) => predictors(stratum, beta));
  let shift = Number.NEGATIVE_INFINITY;
  for (const eta of etas) for (const value of eta) if (value > shift) shift = value;
  prepared.strata.forEach((stratum, i) => {
    const eta = etas[i].map((value) => value - shift);
    walkStratum(prepared, stratum, eta, visitor);
  });
  return shift;
}

function walkStratum(
  { p, ties }: Prepared,
  { time, event, x, entry }: Stratum,
  eta: Float64Array,
  visitor: Visitor,
): void {
  const risks = eta.map(Math.exp);
  const all = new Sums(p);
  const dying = new Sums(p);
  const mean = new Float64Array(p);
  const covariance = new Float64Array((p * (p + 1)) / 2);
  let entered = 0;
  for (let i = 0; i < time.length; ) {
    const t = time[i];
    let deaths = 0;
    for (; i < time.length && time[i] === t; i++) {
      all.add(x, i * p, risks[i]);
      if (event[i] === 0) continue;
      if (deaths++ === 0) dying.clear();
      dying.add(x, i * p, risks[i]);
      visitor.death(t, eta[i], x, i * p);
    }
    if (entry !== null) {
      for (; entered < entry.time.length && entry.time[entered] >= t; entered++) {
        const row = entry.place[entered];
        all.add(x, row * p, -risks[row]);
      }
    }
    if (deaths === 0) continue;
    // Breslow: everyone at risk for all deaths; Efron: those who die leave in equal parts
    const factors = ties === "breslow" ? 1 : deaths;
    for (let d = 0; d < factors; d++) {
      const share = d / factors;
      const risk = all.risk - share * dying.risk;
      moments(all, dying, share, risk, mean, covariance);
      visitor.factor(t, risk, mean, covariance, deaths / factors);
    }
  }
}

function moments(
  all: Sums,
  dying: Sums,
  share: number,
  risk: number,
  mean: Float64Array,
  covariance: Float64Array,
): void {
  const scale = 1 / risk;
  let at = 0;
  for (let j = 0; j < mean.length; j++) {
    mean[j] = (all.first[j] - share * dying.first[j]) * scale;
    for (let m = 0; m <= j; m++, at++) {
      covariance[at] = (all.second[at] - share * dying.second[at]) * scale - mean[j] * mean[m];
    }
  }
}

export interface Likelihood {
  log: number;
  score: Float64Array;
  information: Float64Array[];
}

/** Log-likelihood, score and information for coefficients of the scaled covariates. */
export function likelihoodAt(prepared: Prepared, beta: Float64Array): Likelihood {
  const { p } = prepared;
  const score = new Float64Array(p);
  const triangle = new Float64Array((p * (p + 1)) / 2);
  let log = 0;
  walk(prepared, beta, {
    death: (_, eta, x, from) => {
      log += eta;
      for (let j = 0; j < p; j++) score[j] += x[from + j];
    },
    factor: (_, risk, mean, covariance, deaths) => {
      log -= deaths * Math.log(risk);
      for (let j = 0; j < p; j++) score[j] -= deaths * mean[j];
      for (let at = 0; at < triangle.length; at++) triangle[at] += deaths * covariance[at];
    },
  });
  return { log, score, information: symmetric(triangle, p) };
}

/** A full matrix from its lower triangle by rows. */
export function symmetric(triangle: Float64Array, p: number): Float64Array[] {
  const matrix = Array.from({ length: p }, () => new Float64Array(p));
  for (let j = 0, at = 0; j < p; j++) {
    for (let m = 0; m <= j; m++, at++) matrix[j][m] = matrix[m][j] = triangle[at];
  }
  return matrix;
}
