/**
 * The log-rank test of two or more groups, stratified if wanted (mantel1966), and its weighted family
 * (harrington1982): rho = 1 is Peto and Peto's version of Wilcoxon's test, which looks at early differences.
 */
import { chiSquared } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { solveSymmetric } from "../linear.ts";
import { groupRows, type SurvivalData } from "./data.ts";
import { everyRow, fallingOrder } from "./order.ts";

export interface LogRank {
  chi2: number;
  df: number;
  p: number;
  groups: { group: string; n: number; observed: number; expected: number }[];
}

export interface LogRankOptions {
  /** A stratum for each row. */
  strata?: readonly string[];
  rho?: number;
}

interface Sums {
  observed: Float64Array;
  expected: Float64Array;
  covariance: Float64Array[];
}

/** Adds what one stratum contributes. @param group number of each row's group */
function addStratum(
  { time, event, entry }: SurvivalData,
  group: Uint32Array,
  rows: Uint32Array,
  rho: number,
  sums: Sums,
): void {
  const k = sums.observed.length;
  const order = fallingOrder(time, rows);
  const entries = entry === undefined ? null : fallingOrder(entry, rows);
  const atRisk = new Float64Array(k);
  // falling times give who is at risk; the weights need survival before each time, so the steps are kept and read back
  const steps: { deaths: Float64Array; atRisk: Float64Array }[] = [];
  let next = 0;
  for (let i = 0; i < order.length; ) {
    const t = time[order[i]];
    const deaths = new Float64Array(k);
    for (; i < order.length && time[order[i]] === t; i++) {
      atRisk[group[order[i]]]++;
      if (event[order[i]] === 1) deaths[group[order[i]]]++;
    }
    if (entry !== undefined && entries !== null) {
      for (; next < entries.length && entry[entries[next]] >= t; next++) atRisk[group[entries[next]]]--;
    }
    if (deaths.some((d) => d > 0)) steps.push({ deaths, atRisk: atRisk.slice() });
  }
  let survival = 1;
  for (const step of steps.reverse()) {
    const n = step.atRisk.reduce((sum, x) => sum + x, 0);
    const d = step.deaths.reduce((sum, x) => sum + x, 0);
    addStep(step, n, d, rho === 0 ? 1 : survival ** rho, sums);
    survival *= 1 - d / n;
  }
}

function addStep(
  { deaths, atRisk }: { deaths: Float64Array; atRisk: Float64Array },
  n: number,
  d: number,
  weight: number,
  { observed, expected, covariance }: Sums,
): void {
  const spread = n > 1 ? (weight * weight * d * (n - d)) / (n - 1) : 0;
  for (let i = 0; i < observed.length; i++) {
    observed[i] += weight * deaths[i];
    expected[i] += (weight * d * atRisk[i]) / n;
    const share = atRisk[i] / n;
    covariance[i][i] += spread * share;
    for (let j = 0; j < observed.length; j++) covariance[i][j] -= spread * share * (atRisk[j] / n);
  }
}

/** @param groups the group of each row */
export function logRank(
  data: SurvivalData,
  groups: readonly string[],
  { strata, rho = 0 }: LogRankOptions = {},
): LogRank {
  const byGroup = groupRows(groups);
  const names = [...byGroup.keys()];
  const k = names.length;
  if (k < 2) throw new InputError("log-rank: at least two groups are needed");
  const group = new Uint32Array(groups.length);
  names.forEach((name, number) => {
    for (const row of byGroup.get(name) as Uint32Array) group[row] = number;
  });
  const sums: Sums = {
    observed: new Float64Array(k),
    expected: new Float64Array(k),
    covariance: Array.from({ length: k }, () => new Float64Array(k)),
  };
  const everyone = everyRow(groups.length);
  for (const rows of strata === undefined ? [everyone] : groupRows(strata).values()) {
    addStratum(data, group, rows, rho, sums);
  }
  // Groups that were never at risk when something happened tell nothing; of the others one follows from the rest.
  const known = names.map((_, i) => i).filter((i) => sums.expected[i] > 0);
  const used = known.slice(0, -1);
  if (used.length === 0) throw new InputError("log-rank: there is no event at which two groups were at risk");
  const gaps = used.map((i) => sums.observed[i] - sums.expected[i]);
  const solved = solveSymmetric(
    used.map((i) => used.map((j) => sums.covariance[i][j])),
    gaps,
  );
  if (solved === null) throw new InputError("log-rank: the groups are never at risk together");
  const chi2 = gaps.reduce((sum, gap, i) => sum + gap * solved[i], 0);
  const df = used.length;
  return {
    chi2,
    df,
    p: chiSquared(df).upper(chi2),
    groups: names.map((name, i) => ({
      group: name,
      n: (byGroup.get(name) as Uint32Array).length,
      observed: sums.observed[i],
      expected: sums.expected[i],
    })),
  };
}
