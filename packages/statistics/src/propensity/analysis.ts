/** `analyze match`: propensity, pairs, balance and effects of a data file. */
import { type EValue, eValue } from "../e-value.ts";
import { InputError, shown } from "../input-error.ts";
import type { Table } from "../table.ts";
import { type Balance, balanceOf, weightsOfPairs } from "./balance.ts";
import { type CaliperScale, caliperOf, DEFAULT_CALIPER } from "./caliper.ts";
import { completeRows, readBinary, readCovariates } from "./covariates.ts";
import { type DoublyRobust, doublyRobust } from "./doubly-robust.ts";
import { greedyPairs, type Order, type Pair, type Units } from "./greedy.ts";
import { type Column, type Logistic, logistic } from "./logistic.ts";
import { optimalPairs, totalDistance } from "./optimal.ts";
import { differencesOf, isBinary, type PairedEffect, pairedEffect } from "./paired-effect.ts";
import { cStatistic } from "./ranks.ts";
import { type Rosenbaum, rosenbaumBounds } from "./rosenbaum.ts";
import { propensityWeights, type WeightedEffect, type Weighting, weightedEffect } from "./weights.ts";

export type MatchMethod = "greedy" | "optimal";
export const matchMethods: readonly MatchMethod[] = ["greedy", "optimal"];

export interface MatchOptions {
  treatment: string;
  covariates: readonly string[];
  outcome?: string;
  caliper?: number;
  caliperScale?: CaliperScale;
  order?: Order;
  method?: MatchMethod;
  /** Weighted effects and their balance, besides the pairs. */
  weights?: Weighting;
  doublyRobust?: boolean;
  /** Gammas; an empty list means the usual ones. */
  rosenbaum?: readonly number[];
  level?: number;
}

export interface MatchAnalysis {
  n: number;
  dropped: number;
  n_treated: number;
  n_control: number;
  method: MatchMethod;
  propensity: { terms: { name: string; coef: number; se: number }[]; loglik: number; c_statistic: number };
  /** Data rows, from 1. */
  pairs: [number, number][];
  n_pairs: number;
  caliper_absolute: number;
  caliper_scale: CaliperScale;
  /** The farthest pair on the caliper's scale; null without pairs. */
  largest_distance: number | null;
  /** Sum of the pairs' distances on the logit. */
  total_distance: number;
  balance: Balance[];
  effect: PairedEffect | null;
  /** Of the matched risk ratio, for outcomes of 0 and 1. */
  e_value: EValue | null;
  weighting: { kind: Weighting; effect: WeightedEffect | null; balance: Balance[] } | null;
  doubly_robust: DoublyRobust | null;
  rosenbaum: Rosenbaum | null;
}

function checkNames({ treatment, covariates, outcome }: MatchOptions): void {
  if (covariates.length === 0) throw new InputError("match: name at least one covariate");
  const twice = covariates.find((name, i) => covariates.indexOf(name) < i);
  if (twice !== undefined) throw new InputError(`match: the covariate ${shown(twice)} is named twice`);
  for (const [what, name] of [
    ["treatment", treatment],
    ["outcome", outcome],
  ]) {
    if (name !== undefined && covariates.includes(name)) {
      throw new InputError(`match: ${shown(name)} is the ${what} and cannot be a covariate`);
    }
  }
  if (outcome === treatment) throw new InputError(`match: ${shown(treatment)} cannot be treatment and outcome`);
}

interface Data {
  /** Rows of the table. */
  rows: number[];
  treated: Uint8Array;
  outcome: Float64Array | null;
  model: Column[];
  balance: Column[];
}

function readData(table: Table, options: MatchOptions): Data {
  const { treatment, covariates, outcome } = options;
  const used = [treatment, ...covariates, ...(outcome === undefined ? [] : [outcome])];
  const rows = completeRows(table, used);
  if (rows.length === 0) throw new InputError(`${table.source}: no row has all of ${used.join(", ")}`);
  const treated = readBinary(table, treatment, rows);
  if (treated.every((t) => t === treated[0])) {
    throw new InputError(
      `${table.source}: column ${shown(treatment)} is ${treated[0]} in all rows; 0 and 1 are needed`,
    );
  }
  const values = outcome === undefined ? null : table.numbers(outcome);
  return {
    rows,
    treated,
    outcome: values && Float64Array.from(rows, (row) => values[row]),
    ...readCovariates(table, covariates, rows),
  };
}

function eValueOf(effect: PairedEffect | null): EValue | null {
  const { rr, rr_ci } = effect?.binary ?? { rr: null, rr_ci: null };
  return rr !== null && rr > 0 && rr_ci !== null ? eValue(rr, rr_ci) : null;
}

function weightingOf(data: Data, fit: Logistic, kind: Weighting, level?: number): MatchAnalysis["weighting"] {
  const { treated, outcome, model, balance } = data;
  const effect = outcome && weightedEffect(fit, model, treated, outcome, kind, level);
  return { kind, effect, balance: balanceOf(balance, treated, propensityWeights(fit, treated, kind)) };
}

function largestDistance(pairs: readonly Pair[], units: Units, scale: CaliperScale): number | null {
  const values = scale === "ps" ? units.propensity : units.logit;
  const far = pairs.map(([a, b]) => Math.abs(values[a] - values[b]));
  return far.length === 0 ? null : far.reduce((most, d) => Math.max(most, d), 0);
}

export function analyzeMatch(table: Table, options: MatchOptions): MatchAnalysis {
  checkNames(options);
  const { method = "greedy", order = "largest", level } = options;
  if (options.outcome === undefined && (options.doublyRobust || options.rosenbaum)) {
    throw new InputError("match: doubly robust effects and Rosenbaum bounds need an outcome");
  }
  const data = readData(table, options);
  const { rows, treated, outcome } = data;
  const fit = logistic(data.model, treated, "propensity");
  const units: Units = { logit: fit.linear, propensity: fit.fitted, treated };
  const caliper = caliperOf(fit.linear, treated, options.caliper ?? DEFAULT_CALIPER, options.caliperScale);
  const pairs = method === "optimal" ? optimalPairs(units, caliper) : greedyPairs(units, caliper, order);
  const binary = outcome !== null && isBinary(outcome);
  const effect = outcome && pairedEffect(pairs, outcome, binary, level);
  const n1 = treated.reduce((sum, t) => sum + t, 0);
  const gammas = options.rosenbaum?.length ? options.rosenbaum : undefined;
  return {
    n: rows.length,
    dropped: table.length - rows.length,
    n_treated: n1,
    n_control: rows.length - n1,
    method,
    propensity: {
      terms: fit.names.map((name, j) => ({ name, coef: fit.coefficients[j], se: fit.standardErrors[j] })),
      loglik: fit.loglik,
      c_statistic: cStatistic(fit.linear, treated),
    },
    pairs: pairs.map(([a, b]) => [rows[a] + 1, rows[b] + 1]),
    n_pairs: pairs.length,
    caliper_absolute: caliper.absolute,
    caliper_scale: caliper.scale,
    largest_distance: largestDistance(pairs, units, caliper.scale),
    total_distance: totalDistance(pairs, units),
    balance: balanceOf(data.balance, treated, weightsOfPairs(pairs, rows.length)),
    effect,
    e_value: eValueOf(effect),
    weighting: options.weights === undefined ? null : weightingOf(data, fit, options.weights, level),
    doubly_robust:
      outcome && options.doublyRobust
        ? doublyRobust(fit, data.model, treated, outcome, {
            estimand: options.weights === "att" ? "ATT" : "ATE",
            binary,
            level,
          })
        : null,
    rosenbaum: outcome && options.rosenbaum ? rosenbaumBounds(differencesOf(pairs, outcome), binary, gammas) : null,
  };
}
