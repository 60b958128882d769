/**
 * Number needed to treat. Its interval is that of the risk difference, inverted; where the difference's interval holds
 * zero, the number's runs from the one for harm through infinity to the one for benefit (altman1998), and is given so.
 */
import type { TwoByTwo } from "./table.ts";

export type Direction = "benefit" | "harm" | "none";

export interface NumberNeeded {
  /** 1 / |risk difference|; null if there is none. */
  value: number | null;
  direction: Direction;
  /** The limits' sizes; rising, or harm first where they go through infinity. null: infinite. */
  ci: [number | null, number | null];
  ci_directions: [Direction, Direction];
  through_infinity: boolean;
  /** For people: NNTB and NNTH, number needed to treat for one more to benefit or be harmed. */
  text: string;
}

const size = (difference: number): number | null => (difference === 0 ? null : 1 / Math.abs(difference));
const shown = (n: number | null): string => (n === null ? "infinity" : n.toFixed(1));
const SHORT: Record<Direction, string> = { benefit: "NNTB", harm: "NNTH", none: "NNT" };

/**
 * @param limits of the risk difference
 * @param favourable whether the event is a good one, such as survival
 */
export function numberNeeded(table: TwoByTwo, limits: readonly [number, number], favourable = false): NumberNeeded {
  const difference = table.a / table.n1 - table.b / table.n2;
  const direction = (d: number): Direction => (d === 0 ? "none" : d > 0 === favourable ? "benefit" : "harm");
  const through = limits[0] < 0 && limits[1] > 0;
  // The end for harm first when the interval goes through infinity; else the strongest effect first.
  const harmFirst = direction(limits[0]) === "harm";
  const strongFirst = Math.abs(limits[0]) >= Math.abs(limits[1]);
  const [first, last] = (through ? harmFirst : strongFirst) ? limits : [limits[1], limits[0]];
  const ends: [Direction, Direction] = [direction(first), direction(last)];
  const named = (d: number): string => `${SHORT[direction(d)]} ${shown(size(d))}`;
  const range = through ? `${named(first)} to infinity to ${named(last)}` : `${named(first)} to ${shown(size(last))}`;
  return {
    value: size(difference),
    direction: direction(difference),
    ci: [size(first), size(last)],
    ci_directions: ends,
    through_infinity: through,
    text: `${named(difference)} (${range})`,
  };
}
