/** P of every standard two-sided test of a two-by-two table, by name. */
import { chiSquared, normal } from "@counterpulse/numerics";
import {
  chiSquaredTest,
  exactTests,
  mcNemarFromMargins,
  oddsRatio,
  riskRatio,
  type TwoByTwo,
  yatesTest,
} from "@counterpulse/statistics";
import type { Range } from "./printed.ts";

export interface NamedP {
  readonly test: string;
  readonly p: number;
}

const twoSided = (z: number): number => Math.min(1, 2 * normal.upper(Math.abs(z)));

/** Beyond this many people Fisher's sum is slow, and no paper has used it. */
export const EXACT_UP_TO = 200_000;

export function standardTests(table: TwoByTwo): NamedP[] {
  const { a, n1, b, n2 } = table;
  const chi2 = chiSquaredTest(table).value;
  // Nobody, or everybody, had the event: there is nothing to test, and exact tests give 1.
  if (chi2 === null) return [{ test: "Fisher", p: 1 }];
  const n = n1 + n2;
  const found: NamedP[] = [
    { test: "chi-squared (score, pooled z)", p: chiSquared(1).upper(chi2) },
    { test: "chi-squared with Yates's correction", p: yatesTest(table).p ?? 1 },
  ];
  if (n <= EXACT_UP_TO) {
    const exact = exactTests(table);
    found.push(
      { test: "Fisher", p: exact.fisher.p },
      {
        test: "Fisher, smaller side doubled",
        p: Math.min(1, 2 * Math.min(exact.fisher.p_less, exact.fisher.p_greater)),
      },
      { test: "mid-P", p: exact.mid_p.p },
      { test: "mid-P by likelihood", p: exact.mid_p.p_by_likelihood },
    );
  }
  const [p1, p2] = [a / n1, b / n2];
  const spread = Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2);
  if (spread > 0) {
    const rest = Math.max(0, Math.abs(p1 - p2) - (1 / n1 + 1 / n2) / 2);
    found.push({ test: "Wald, risk difference", p: twoSided((p1 - p2) / spread) });
    found.push({ test: "Wald, risk difference, corrected", p: twoSided(rest / spread) });
  }
  found.push(...ratioTests(table));
  found.push({ test: "likelihood ratio", p: chiSquared(1).upper(likelihoodRatio(table)) });
  found.push({ test: "chi-squared, N - 1", p: chiSquared(1).upper((chi2 * (n - 1)) / n) });
  return found;
}

/** Wald's tests of the logarithms of risk ratio and odds ratio. */
function ratioTests(table: TwoByTwo): NamedP[] {
  const { a, n1, b, n2 } = table;
  const [c, d] = [n1 - a, n2 - b];
  const found: NamedP[] = [];
  const rr = riskRatio(table).value;
  const variance = 1 / a - 1 / n1 + 1 / b - 1 / n2;
  if (rr && a > 0 && b > 0 && variance > 0)
    found.push({ test: "Wald, log risk ratio", p: twoSided(Math.log(rr) / Math.sqrt(variance)) });
  const or = oddsRatio(table).value;
  if (or && a > 0 && b > 0 && c > 0 && d > 0)
    found.push({ test: "Wald, log odds ratio", p: twoSided(Math.log(or) / Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)) });
  return found;
}

function likelihoodRatio({ a, n1, b, n2 }: TwoByTwo): number {
  const events = a + b;
  const n = n1 + n2;
  const cells: readonly [number, number][] = [
    [a, (n1 * events) / n],
    [n1 - a, (n1 * (n - events)) / n],
    [b, (n2 * events) / n],
    [n2 - b, (n2 * (n - events)) / n],
  ];
  return Math.max(
    0,
    2 * cells.reduce((sum, [seen, expected]) => sum + (seen > 0 ? seen * Math.log(seen / expected) : 0), 0),
  );
}

/** Where the groups are pairs: the P that McNemar's test can have had; how the pairs agreed is not known. */
export function mcNemarRange({ a, n1, b, n2 }: TwoByTwo): Range | null {
  if (n1 !== n2) return null;
  const { most_agreement: most, least_agreement: least } = mcNemarFromMargins(a, b, n1);
  const all = [most, least].flatMap((m) => [m.chi2.p, m.corrected.p, m.exact.p, m.mid_p.p]);
  return [Math.min(...all), Math.max(...all)];
}
