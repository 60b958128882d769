/** Every standard interval of a two-by-two table's measures, by name. */
import { normal } from "@counterpulse/numerics";
import {
  exactOddsRatio,
  type Limits,
  miettinenNurminenDifference,
  newcombeDifference,
  oddsRatio,
  riskRatio,
  type TwoByTwo,
  waldDifference,
  wilson,
} from "@counterpulse/statistics";
import { type NamedInterval, scoreIntervals } from "./score-intervals.ts";
import { EXACT_UP_TO } from "./tests.ts";

export type TableMeasure = "RR" | "OR" | "RD";

const named = (method: string, [low, high]: Limits): NamedInterval[] =>
  low === null || high === null ? [] : [{ method, ci: [low, high] }];

/** Half an event added to each cell, where one is empty. */
const halved = ({ a, n1, b, n2 }: TwoByTwo): TwoByTwo => ({ a: a + 0.5, n1: n1 + 1, b: b + 0.5, n2: n2 + 1 });
const hasEmpty = ({ a, n1, b, n2 }: TwoByTwo): boolean => a === 0 || b === 0 || a === n1 || b === n2;

export function ratioIntervals(table: TwoByTwo, measure: "RR" | "OR", level = 0.95): NamedInterval[] {
  const [estimate, name] = measure === "RR" ? [riskRatio, "Katz"] : [oddsRatio, "Woolf"];
  const { value, ci } = estimate(table, level);
  const found = named(name, ci);
  if (hasEmpty(table)) found.push(...named(`${name}, 1/2 added`, estimate(halved(table), level).ci));
  else if (value !== null && value > 0) found.push(...scoreIntervals(table, measure, value, level));
  if (measure === "OR" && table.n1 + table.n2 <= EXACT_UP_TO)
    found.push(...named("exact", exactOddsRatio(table, level).ci));
  return found;
}

/** As fractions. */
export function differenceIntervals(table: TwoByTwo, level = 0.95): NamedInterval[] {
  const { a, n1, b, n2 } = table;
  const wald = waldDifference(table, level);
  const correction = (1 / n1 + 1 / n2) / 2;
  return [
    { method: "Wald", ci: wald },
    { method: "Newcombe", ci: newcombeDifference(table, level) },
    { method: "Miettinen-Nurminen", ci: miettinenNurminenDifference(table, level) },
    { method: "Newcombe, corrected", ci: correctedNewcombe(table, level) },
    { method: "Wald, corrected", ci: [wald[0] - correction, wald[1] + correction] },
    { method: "Agresti-Caffo", ci: waldDifference({ a: a + 1, n1: n1 + 2, b: b + 1, n2: n2 + 2 }, level) },
  ];
}

/** Newcombe's method 11: Wilson's intervals with continuity correction (newcombe1998). */
function correctedNewcombe({ a, n1, b, n2 }: TwoByTwo, level: number): [number, number] {
  const [p1, p2] = [a / n1, b / n2];
  const [[l1, u1], [l2, u2]] = [correctedWilson(a, n1, level), correctedWilson(b, n2, level)];
  return [p1 - p2 - Math.hypot(p1 - l1, u2 - p2), p1 - p2 + Math.hypot(u1 - p1, p2 - l2)];
}

function correctedWilson(events: number, n: number, level: number): [number, number] {
  const z = normal.upperQuantile((1 - level) / 2);
  const p = events / n;
  const [plainLow, plainHigh] = wilson(events, n, level);
  const bound = (sign: 1 | -1): number => {
    const under = z * z + 2 * sign - 1 / n + 4 * p * (n * (1 - p) - sign);
    return (2 * n * p + z * z + sign * (1 + z * Math.sqrt(Math.max(0, under)))) / (2 * (n + z * z));
  };
  return [events === 0 ? plainLow : Math.max(0, bound(-1)), events === n ? plainHigh : Math.min(1, bound(1))];
}
