/** Log risk ratio, log odds ratio and risk difference of studies with counts, with their sampling variances. */
import { checkTable, type TwoByTwo } from "../two-by-two/table.ts";
import type { Effect } from "./effect.ts";

export type CountMeasure = "RR" | "OR" | "RD";

/** Events `ai` of `n1` in the experimental group and `ci` of `n2` in the control group. */
export interface CountStudy {
  study: string;
  ai: number;
  n1: number;
  ci: number;
  n2: number;
}

export const tableOf = ({ ai, n1, ci, n2 }: CountStudy): TwoByTwo => ({ a: ai, n1, b: ci, n2 });

/** Cells, with 1/2 added to all four where one of them is empty. */
function cells({ a, n1, b, n2 }: TwoByTwo): [number, number, number, number] {
  const raw: [number, number, number, number] = [a, n1 - a, b, n2 - b];
  return raw.includes(0) ? (raw.map((x) => x + 0.5) as typeof raw) : raw;
}

const formulas: Record<CountMeasure, (a: number, b: number, c: number, d: number) => [number, number]> = {
  RR: (a, b, c, d) => [Math.log(a / (a + b)) - Math.log(c / (c + d)), b / (a * (a + b)) + d / (c * (c + d))],
  OR: (a, b, c, d) => [Math.log((a * d) / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d],
  RD: (a, b, c, d) => {
    const [n1, n2] = [a + b, c + d];
    return [a / n1 - c / n2, (a * b) / n1 ** 3 + (c * d) / n2 ** 3];
  },
};

/** The study's effect on the scale of analysis. */
export function effectOf(study: CountStudy, measure: CountMeasure): Effect {
  const table = tableOf(study);
  checkTable(table);
  const [yi, vi] = formulas[measure](...cells(table));
  return { study: study.study, yi, vi };
}
