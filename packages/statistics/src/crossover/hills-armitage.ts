/**
 * The two-period, two-treatment crossover (hills1979). With the difference between periods of each subject, the treatment
 * effect is half the difference of the two sequences' means, the period effect half of their sum; carry-over (or an
 * interaction of treatment and period, or sequences that differ: they cannot be told apart) shows in the sums.
 */
import { InputError, shown } from "../input-error.ts";
import { mean, sampleVariance } from "../propensity/moments.ts";
import type { CrossoverData, Subject } from "./data.ts";
import { type TEstimate, tEstimate } from "./estimate.ts";

export interface Sequence {
  /** Treatments in the order of the periods. */
  sequence: string;
  n: number;
  /** Mean outcome in each period. */
  means: number[];
}

export interface HillsArmitage {
  treatment: TEstimate;
  /** Second period less the first. */
  period: TEstimate;
  /** Of treatment 1 less treatment 0. */
  carryover: TEstimate;
  sequences: Sequence[];
  /** Subjects without both periods. */
  incomplete: number;
}

interface Group {
  n: number;
  differences: number[];
  sums: number[];
}

function groupOf(subjects: readonly Subject[]): Group {
  const pairs = subjects.map(({ outcome }) => outcome as number[]);
  return {
    n: subjects.length,
    differences: pairs.map(([first, second]) => first - second),
    sums: pairs.map(([first, second]) => first + second),
  };
}

/** Difference of two means, with the pooled variance. */
function comparison(a: readonly number[], b: readonly number[]) {
  const df = a.length + b.length - 2;
  const spread = (values: readonly number[]): number =>
    values.length > 1 ? (values.length - 1) * sampleVariance(values) : 0;
  const variance = (spread(a) + spread(b)) / df;
  return { first: mean(a), second: mean(b), se: Math.sqrt(variance * (1 / a.length + 1 / b.length)), df };
}

export function hillsArmitage({ subjects, periods }: CrossoverData, level = 0.95): HillsArmitage {
  if (periods.length !== 2) throw new InputError(`crossover: 2 periods are needed, not ${periods.length}`);
  const complete = subjects.filter(({ outcome }) => outcome[0] !== undefined && outcome[1] !== undefined);
  const same = complete.find(({ treatment: [first, second] }) => first === second);
  if (same) {
    throw new InputError(
      `crossover: subject ${shown(same.name)} has treatment ${same.treatment[0]} in both periods; a mixed model takes such subjects`,
    );
  }
  const of = (first: 0 | 1): Subject[] => complete.filter(({ treatment }) => treatment[0] === first);
  const [oneFirst, zeroFirst] = [of(1), of(0)];
  for (const [group, order] of [
    [oneFirst, "1 then 0"],
    [zeroFirst, "0 then 1"],
  ] as const) {
    if (group.length === 0) {
      throw new InputError(
        `crossover: nobody has treatment ${order}; both sequences are needed to tell period from treatment`,
      );
    }
  }
  if (complete.length < 3) throw new InputError("crossover: 3 or more subjects with both periods are needed");
  const [a, b] = [groupOf(oneFirst), groupOf(zeroFirst)];
  const difference = comparison(a.differences, b.differences);
  const sum = comparison(a.sums, b.sums);
  const { se, df } = difference;
  const sequence = (name: string, group: readonly Subject[]): Sequence => ({
    sequence: name,
    n: group.length,
    means: [0, 1].map((k) => mean(group.map(({ outcome }) => outcome[k] as number))),
  });
  return {
    treatment: tEstimate((difference.first - difference.second) / 2, se / 2, df, level),
    period: tEstimate(-(difference.first + difference.second) / 2, se / 2, df, level),
    carryover: tEstimate(sum.first - sum.second, sum.se, sum.df, level),
    sequences: [sequence("1, 0", oneFirst), sequence("0, 1", zeroFirst)],
    incomplete: subjects.length - complete.length,
  };
}
