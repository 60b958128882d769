/** What weights have to bring about, read from a population's targets: shares below quantiles, means, spreads, shares. */
import { concerns, counted, type Subject, type TargetRow } from "./targets.ts";

export type Statistic = "median" | "lower quartile" | "upper quartile" | "mean" | "SD" | "share";

export interface Constraint {
  readonly row: TargetRow;
  readonly statistic: Statistic;
  /** The published value. */
  readonly wanted: number;
  /** What is averaged shall be so much: for quantiles the share at or below the published value. */
  readonly level: number;
  /** Of each subject what is averaged; null of those whom the target does not concern or whose value is not known. */
  readonly values: readonly (number | null)[];
}

export function constraintsOf(targets: readonly TargetRow[], subjects: readonly Subject[]): Constraint[] {
  return targets.flatMap((row) => {
    const { target } = row;
    if (target.compare) return [];
    const known = subjects.map((subject) => (concerns(target, subject) ? counted(row, subject) : null));
    const make = (statistic: Statistic, wanted: number, level: number, f: (x: number) => number): Constraint => ({
      ...{ row, statistic, wanted, level },
      values: known.map((x) => (x === null ? null : f(x))),
    });
    const below = (statistic: Statistic, wanted: number, level: number): Constraint =>
      make(statistic, wanted, level, (x) => (x <= wanted ? 1 : 0));
    if (target.kind === "share") return [make("share", target.value, target.value, (x) => x)];
    const { kind, value, iqr, sd } = target;
    const quartiles = iqr ? [below("lower quartile", iqr[0], 0.25), below("upper quartile", iqr[1], 0.75)] : [];
    if (kind === "median") return [below("median", value, 0.5), ...quartiles];
    // About the published mean, which is a constraint itself, so that the spread is linear in the weights, too.
    const spread = sd === undefined ? [] : [make("SD", sd, sd * sd, (x) => (x - value) ** 2)];
    return [make("mean", value, value, (x) => x), ...spread, ...quartiles];
  });
}

/** How far each is from the level; those it does not concern are where it is, and pull at nothing. */
export function deviationsOf({ values, level }: Constraint): Float64Array {
  return Float64Array.from(values, (x) => (x === null ? 0 : x - level));
}

/** The statistic as it is under weights: for quantiles the share at or below the published value; null of nobody. */
export function levelUnder({ values, statistic }: Constraint, weights?: ArrayLike<number>): number | null {
  let [sum, all] = [0, 0];
  values.forEach((x, i) => {
    if (x === null) return;
    const weight = weights?.[i] ?? 1;
    sum += weight * x;
    all += weight;
  });
  if (all <= 0) return null;
  return statistic === "SD" ? Math.sqrt(sum / all) : sum / all;
}

/** What the level is told as: an SD is told, not its square. */
export const toldLevel = ({ statistic, level }: Constraint): number => (statistic === "SD" ? Math.sqrt(level) : level);
