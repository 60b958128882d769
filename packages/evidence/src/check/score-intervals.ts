/**
 * Intervals of a risk ratio or odds ratio that invert a test: the score test (koopman1984; miettinen1985 with its
 * N / (N - 1)) and the likelihood ratio test, as programs report them beside Katz's and Woolf's.
 */
import { chiSquared, root } from "@counterpulse/numerics";
import type { TwoByTwo } from "@counterpulse/statistics";
import type { Range } from "./printed.ts";

export interface NamedInterval {
  readonly method: string;
  readonly ci: Range;
}

/** The two probabilities that are likeliest when their ratio, or odds ratio, is known; the zero of a quadratic. */
type Constrained = (table: TwoByTwo, ratio: number) => [number, number];

const ofRiskRatio: Constrained = ({ a, n1, b, n2 }, ratio) => {
  const [A, B, C] = [(n1 + n2) * ratio, -(n1 * ratio + a + n2 + b * ratio), a + b];
  const p2 = (-B - Math.sqrt(Math.max(0, B * B - 4 * A * C))) / (2 * A);
  return [Math.min(1, ratio * p2), p2];
};

const ofOddsRatio: Constrained = ({ a, n1, b, n2 }, ratio) => {
  const [A, B, C] = [n2 * (ratio - 1), n1 * ratio + n2 - (a + b) * (ratio - 1), -(a + b)];
  const disc = Math.sqrt(Math.max(0, B * B - 4 * A * C));
  // This form of the root keeps its digits when the ratio is near 1.
  const p2 = (2 * -C) / (B + disc);
  return [(ratio * p2) / (1 + p2 * (ratio - 1)), p2];
};

type Statistic = (table: TwoByTwo, ratio: number) => number;

const scoreOfRiskRatio: Statistic = (table, ratio) => {
  const { a, n1, b, n2 } = table;
  const [p1, p2] = ofRiskRatio(table, ratio);
  return (a / n1 - (ratio * b) / n2) ** 2 / ((p1 * (1 - p1)) / n1 + (ratio * ratio * p2 * (1 - p2)) / n2);
};

const scoreOfOddsRatio: Statistic = (table, ratio) => {
  const { a, n1, n2 } = table;
  const [p1, p2] = ofOddsRatio(table, ratio);
  return (a - n1 * p1) ** 2 * (1 / (n1 * p1 * (1 - p1)) + 1 / (n2 * p2 * (1 - p2)));
};

const logLikelihood = ({ a, n1, b, n2 }: TwoByTwo, p1: number, p2: number): number => {
  const part = (count: number, p: number): number => (count === 0 ? 0 : count * Math.log(p));
  return part(a, p1) + part(n1 - a, 1 - p1) + part(b, p2) + part(n2 - b, 1 - p2);
};

const likelihood =
  (constrained: Constrained): Statistic =>
  (table, ratio) => {
    const best = logLikelihood(table, table.a / table.n1, table.b / table.n2);
    return 2 * (best - logLikelihood(table, ...constrained(table, ratio)));
  };

/** Farthest logarithm of a ratio that is looked at. */
const FAR = 12;

function invert(statistic: Statistic, table: TwoByTwo, estimate: number, wanted: number): Range | null {
  const at = (log: number): number => statistic(table, Math.exp(log)) - wanted;
  const centre = Math.log(estimate);
  const limit = (direction: 1 | -1): number => {
    for (let reach = 0.25; reach <= FAR; reach *= 2) {
      const end = centre + direction * reach;
      if (at(end) > 0) return Math.exp(root(at, centre, end));
    }
    return Number.NaN;
  };
  const ci: Range = [limit(-1), limit(1)];
  return ci.every(Number.isFinite) ? ci : null;
}

/** @param estimate the table's own, above 0 and finite */
export function scoreIntervals(
  table: TwoByTwo,
  measure: "RR" | "OR",
  estimate: number,
  level: number,
): NamedInterval[] {
  const wanted = chiSquared(1).upperQuantile(1 - level);
  const n = table.n1 + table.n2;
  const score = measure === "RR" ? scoreOfRiskRatio : scoreOfOddsRatio;
  const ratio = likelihood(measure === "RR" ? ofRiskRatio : ofOddsRatio);
  const found: [string, Range | null][] = [
    ["score", invert(score, table, estimate, wanted)],
    ["Miettinen-Nurminen", invert(score, table, estimate, (wanted * n) / (n - 1))],
    ["profile likelihood", invert(ratio, table, estimate, wanted)],
  ];
  return found.flatMap(([method, ci]) => (ci ? [{ method, ci }] : []));
}
