/** `analyze two-by-two`: every measure and test of one table, as the contract names them. */
import { type EValue, eValue } from "../e-value.ts";
import { exactOddsRatio } from "./exact-odds-ratio.ts";
import { type NumberNeeded, numberNeeded } from "./number-needed.ts";
import { oddsRatio, riskRatio } from "./ratios.ts";
import { miettinenNurminenDifference, newcombeDifference, waldDifference, wilson } from "./risk-difference.ts";
import { checkTable, type Limits, type TwoByTwo } from "./table.ts";
import { type ChiSquaredTest, chiSquaredTest, type ExactTests, exactTests, yatesTest } from "./tests.ts";

export interface TwoByTwoAnalysis {
  table: TwoByTwo;
  risks: { value: number; ci: [number, number] }[];
  rd: {
    value: number;
    ci: { wald: [number, number]; newcombe: [number, number]; miettinen_nurminen: [number, number] };
  };
  rr: { value: number | null; ci: { katz: Limits } };
  or: { value: number | null; conditional: number | null; ci: { woolf: Limits; exact: Limits } };
  /** From Newcombe's interval; the others beside it. */
  nnt: NumberNeeded & { method: "newcombe"; by: { wald: NumberNeeded; miettinen_nurminen: NumberNeeded } };
  tests: { chi2: ChiSquaredTest; yates: ChiSquaredTest } & ExactTests;
  /** Of the risk ratio; null where there is none. */
  e_value: EValue | null;
}

export interface TwoByTwoOptions {
  level?: number;
  /** The event is a good one, such as survival. */
  favourable?: boolean;
}

export function analyzeTwoByTwo(
  table: TwoByTwo,
  { level = 0.95, favourable = false }: TwoByTwoOptions = {},
): TwoByTwoAnalysis {
  checkTable(table);
  const { a, n1, b, n2 } = table;
  const ci = {
    wald: waldDifference(table, level),
    newcombe: newcombeDifference(table, level),
    miettinen_nurminen: miettinenNurminenDifference(table, level),
  };
  const rr = riskRatio(table, level);
  const or = oddsRatio(table, level);
  const exact = exactOddsRatio(table, level);
  const needed = (limits: [number, number]): NumberNeeded => numberNeeded(table, limits, favourable);
  return {
    table,
    risks: [
      { value: a / n1, ci: wilson(a, n1, level) },
      { value: b / n2, ci: wilson(b, n2, level) },
    ],
    rd: { value: a / n1 - b / n2, ci },
    rr: { value: rr.value, ci: { katz: rr.ci } },
    or: { value: or.value, conditional: exact.value, ci: { woolf: or.ci, exact: exact.ci } },
    nnt: {
      ...needed(ci.newcombe),
      method: "newcombe",
      by: { wald: needed(ci.wald), miettinen_nurminen: needed(ci.miettinen_nurminen) },
    },
    tests: { chi2: chiSquaredTest(table), yates: yatesTest(table), ...exactTests(table) },
    e_value: rr.value === null || rr.value === 0 ? null : eValue(rr.value, rr.ci),
  };
}
