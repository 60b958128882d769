/** What a fit says of its parameters and targets, and what it warns of. */
import type { Indices } from "@counterpulse/engine";
import { CONTRADICTED, disorder } from "./contradictions.ts";
import { type Prior, publishedValue, slope, toValue } from "./coordinates.ts";
import { covariance } from "./gauss-newton.ts";
import type { Contradiction, Found } from "./search.ts";
import type { Target } from "./targets.ts";

export interface FittedTarget {
  readonly index: string;
  readonly target: number;
  readonly sd: number;
  readonly fitted: number | null;
  /** (fitted - target) / sd. */
  readonly z: number | null;
}

export interface FittedParameter {
  readonly id: string;
  readonly value: number;
  /** Standard deviation that is left, in the parameter's unit. */
  readonly sd: number;
  /** What was believed before; null where a target set the value. */
  readonly prior: { readonly median: number; readonly sd: number; readonly source: string } | null;
  /** Part of the prior's variance that the targets took away. */
  readonly informed: number;
  readonly status: string;
}

/** Beyond this many prior standard deviations a parameter is unusual. */
const UNUSUAL = 2.5;

export function targetRows(targets: readonly Target[], indices: Indices): FittedTarget[] {
  return targets.map(({ index, value, sd, sets }) => {
    // A value that is a parameter, not an index, is met by being set.
    const fitted = index in indices ? indices[index] : sets ? value : null;
    return { index, target: value, sd, fitted, z: fitted === null ? null : (fitted - value) / sd };
  });
}

/** Set ones first, then those searched for, then those that no target tells of. */
export function parameterRows(
  targets: readonly Target[],
  candidates: readonly Prior[],
  found: Found | null,
): FittedParameter[] {
  const set = targets.flatMap(({ index, sd, sets }) => {
    const first = sets && Object.entries(sets)[0];
    return first ? [{ id: first[0], value: first[1], sd, prior: null, informed: 1, status: `set by ${index}` }] : [];
  });
  const searched = found?.priors ?? [];
  const spread = found ? covariance(found.optimum.jacobian) : [];
  const fitted = searched.map((prior, j) => row(prior, found!.optimum.point[j], spread[j][j], "fitted"));
  const rest = candidates.filter((p) => !searched.some((s) => s.id === p.id));
  return [...set, ...fitted, ...rest.map((prior) => row(prior, 0, 1, "not informed"))];
}

function row(prior: Prior, z: number, variance: number, status: string): FittedParameter {
  return {
    id: prior.id,
    value: publishedValue(prior, z),
    sd: slope(prior, z) * Math.sqrt(variance),
    prior: { median: prior.median, sd: slope(prior, 0), source: prior.source },
    informed: 1 - variance,
    status,
  };
}

const short = (x: number): string => String(Number(x.toPrecision(3)));

export function warningsOf(rows: readonly FittedTarget[], targets: readonly Target[], found: Found | null): string[] {
  const asked = targets.map(({ index, value }) => ({ index, value }));
  if (!found) return [...disorder(asked), "No target tells of a free parameter: all stand at their priors."];
  const goals = rows.filter((_, i) => targets[i].sets === null);
  return [
    ...disorder(asked),
    ...(found.contradiction ? [contradictionText(goals, found.contradiction)] : missed(goals)),
    ...unusual(found),
    ...(found.rival ? [rivalText(found)] : []),
    ...(found.optimum.converged ? [] : ["The search stopped before it converged: parameters and spreads are rough."]),
    ...(found.solved.converged ? [] : [`No steady state: ${found.solved.reason}.`]),
  ];
}

function contradictionText(goals: readonly FittedTarget[], c: Contradiction): string {
  const told = (i: number): string => {
    const { index, target, fitted, z } = goals[i];
    return `${index} = ${short(target)} (fitted ${short(fitted ?? Number.NaN)}, z ${short(z ?? Number.NaN)})`;
  };
  const rest = (i: number, left: number): string =>
    `without ${goals[i].index} the others are met within ${short(left)} sd`;
  const against =
    c.partner === null
      ? "the other targets taken together"
      : `${told(c.partner)}, of the others the one most against it`;
  const pair = c.partner === null ? "" : `, ${rest(c.partner, c.withoutPartner ?? Number.NaN)}`;
  return `Targets contradict each other: ${told(c.worst)} and ${against}; ${rest(c.worst, c.withoutWorst)}${pair}.`;
}

/** Targets missed after the last word, although the search itself met them. */
function missed(goals: readonly FittedTarget[]): string[] {
  return goals
    .filter(({ z }) => z !== null && Math.abs(z) > CONTRADICTED)
    .map(({ index, fitted, z }) => `${index} is missed: fitted ${short(fitted!)}, z ${short(z!)}.`);
}

function unusual({ priors, optimum }: Found): string[] {
  return priors.flatMap((prior, j) => {
    const z = optimum.point[j];
    if (Math.abs(z) < UNUSUAL) return [];
    const text = `${prior.id} = ${short(toValue(prior, z))} is unusual, ${short(Math.abs(z))} sd from its prior`;
    return [`${text} (median ${short(prior.median)}, allowed ${short(prior.min)} to ${short(prior.max)}).`];
  });
}

function rivalText({ priors, optimum, rival }: Found): string {
  const apart = priors
    .map((prior, j) => ({ prior, j, gap: Math.abs(rival!.point[j] - optimum.point[j]) }))
    .sort((a, b) => b.gap - a.gap)[0];
  const { prior, j } = apart;
  return `Another patient fits nearly as well (objective ${short(rival!.objective)} against ${short(optimum.objective)}), most different in ${prior.id} = ${short(toValue(prior, rival!.point[j]))} instead of ${short(toValue(prior, optimum.point[j]))}.`;
}
