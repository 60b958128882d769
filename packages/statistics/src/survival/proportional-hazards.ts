/**
 * Grambsch and Therneau's test of proportional hazards (grambsch1994) in its score form: would a coefficient that
 * changes with g(time) fit better? g is one minus the Kaplan-Meier estimate just before, which spreads the events
 * evenly (R's cox.zph does the same).
 */
import { chiSquared } from "@counterpulse/numerics";
import { solveSymmetric } from "../linear.ts";
import type { CoxModel } from "./cox.ts";
import { symmetric, walk } from "./cox-likelihood.ts";
import { countsByTime, type SurvivalData } from "./data.ts";

export interface ProportionalHazardsTest {
  /** The covariate, or GLOBAL. */
  name: string;
  chi2: number;
  df: number;
  p: number;
}

/** One minus survival just before each time at which something happened. */
function eventShare(data: SurvivalData): Map<number, number> {
  const { time, atRisk, events } = countsByTime(data);
  const share = new Map<number, number>();
  let survival = 1;
  time.forEach((t, i) => {
    share.set(t, 1 - survival);
    survival *= 1 - events[i] / atRisk[i];
  });
  return share;
}

interface Augmented {
  /** Score of the coefficients' change with g. */
  score: Float64Array;
  /** Information: between the coefficients and their change, and of the change. */
  cross: Float64Array[];
  change: Float64Array[];
}

function augmented({ prepared, beta }: CoxModel): Augmented {
  const { p, data } = prepared;
  const share = eventShare(data);
  // centred, which changes nothing but keeps the sums well conditioned
  const middle = [...share.values()].reduce((sum, g) => sum + g, 0) / share.size;
  const g = (time: number): number => (share.get(time) as number) - middle;
  const score = new Float64Array(p);
  const cross = new Float64Array((p * (p + 1)) / 2);
  const change = new Float64Array((p * (p + 1)) / 2);
  walk(prepared, beta, {
    death: (time, _, x, from) => {
      const weight = g(time);
      for (let j = 0; j < p; j++) score[j] += weight * x[from + j];
    },
    factor: (time, _, mean, covariance, deaths) => {
      const weight = g(time);
      for (let j = 0; j < p; j++) score[j] -= deaths * weight * mean[j];
      for (let at = 0; at < cross.length; at++) {
        cross[at] += deaths * weight * covariance[at];
        change[at] += deaths * weight * weight * covariance[at];
      }
    },
  });
  return { score, cross: symmetric(cross, p), change: symmetric(change, p) };
}

/** The score test of the change of some coefficients, all coefficients being free. */
function testOf(
  name: string,
  which: readonly number[],
  model: CoxModel,
  { score, cross, change }: Augmented,
): ProportionalHazardsTest {
  const { information, score: rest } = model.likelihood;
  const p = information.length;
  const size = p + which.length;
  const at = (i: number, j: number): number => {
    if (i < p && j < p) return information[i][j];
    if (i >= p && j >= p) return change[which[i - p]][which[j - p]];
    return i < p ? cross[i][which[j - p]] : cross[j][which[i - p]];
  };
  const matrix = Array.from({ length: size }, (_, i) => Float64Array.from({ length: size }, (_, j) => at(i, j)));
  const vector = Float64Array.from({ length: size }, (_, i) => (i < p ? rest[i] : score[which[i - p]]));
  const solved = solveSymmetric(matrix, vector);
  const chi2 = solved === null ? 0 : vector.reduce((sum, u, i) => sum + u * solved[i], 0);
  return { name, chi2, df: which.length, p: chiSquared(which.length).upper(chi2) };
}

/** A test for each covariate (the columns of a categorical one together) and for all. */
export function proportionalHazards(model: CoxModel): ProportionalHazardsTest[] {
  const terms = new Map<string, number[]>();
  model.covariates.forEach(({ name, term = name }, j) => {
    terms.set(term, [...(terms.get(term) ?? []), j]);
  });
  const sums = augmented(model);
  const all = model.covariates.map((_, j) => j);
  const tests = [...terms].map(([name, which]) => testOf(name, which, model, sums));
  return [...tests, testOf("GLOBAL", all, model, sums)];
}
