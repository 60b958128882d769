/** Counts rebuilt from a printed ratio and its interval, where the group sizes are known. */
import { InputError } from "../input-error.ts";
import { oddsRatio, riskRatio } from "../two-by-two/ratios.ts";
import { criticalZ, type TwoByTwo } from "../two-by-two/table.ts";

/** A printed number such as "0.74" or "0,74": what it can stand for. */
interface Printed {
  lower: number;
  upper: number;
}

/** Every value that rounds to the printed one. */
function printed(text: string): Printed {
  const match = /^(\d+)(?:[.,](\d+))?$/.exec(text.trim());
  if (!match) throw new InputError(`rebuild: "${text}" is not a printed number such as 0.74`);
  const value = Number(text.trim().replace(",", "."));
  // a little more than half a unit of the last place, so that rounding of the computation decides nothing
  const half = 0.5 * 10 ** -(match[2]?.length ?? 0) * (1 + 1e-9);
  return { lower: value - half, upper: value + half };
}

const holds = ({ lower, upper }: Printed, value: number | null): boolean =>
  value !== null && value >= lower && value <= upper;

export interface Rebuilt {
  /** The only counts that give what was printed; null if there are none or several. */
  table: TwoByTwo | null;
  /** How many pairs of counts give it. */
  solutions: number;
}

/**
 * All whole counts of events whose ratio (Katz's or Woolf's interval) rounds to the printed figures; they are known if
 * there is just one pair.
 * @param ratio and limits as printed, so that their precision counts
 */
export function rebuildCounts(
  measure: "RR" | "OR",
  ratio: string,
  limits: readonly [string, string],
  n1: number,
  n2: number,
  level = 0.95,
): Rebuilt {
  for (const n of [n1, n2]) {
    if (!Number.isSafeInteger(n) || n < 1)
      throw new InputError(`rebuild: a group has a whole number from 1 up, not ${n}`);
  }
  criticalZ(level);
  const [wanted, lower, upper] = [ratio, ...limits].map(printed);
  const estimate = measure === "RR" ? riskRatio : oddsRatio;
  let table: TwoByTwo | null = null;
  let solutions = 0;
  for (let b = 1; b <= n2; b++) {
    const [from, to] = eventsFor(measure, wanted, b, n1, n2);
    for (let a = from; a <= to; a++) {
      const candidate = { a, n1, b, n2 };
      const { value, ci } = estimate(candidate, level);
      if (!holds(wanted, value) || !holds(lower, ci[0]) || !holds(upper, ci[1])) continue;
      solutions++;
      table = candidate;
    }
  }
  return { table: solutions === 1 ? table : null, solutions };
}

/** The first group's events for which the ratio can be near the printed one, given the second group's. */
function eventsFor(
  measure: "RR" | "OR",
  { lower, upper }: Printed,
  b: number,
  n1: number,
  n2: number,
): [number, number] {
  const events = (ratio: number): number => {
    if (measure === "RR") return (ratio * b * n1) / n2;
    const odds = b < n2 ? (ratio * b) / (n2 - b) : Number.POSITIVE_INFINITY;
    return odds === Number.POSITIVE_INFINITY ? n1 : (n1 * odds) / (1 + odds);
  };
  return [Math.max(1, Math.floor(events(Math.max(lower, 0)))), Math.min(n1, Math.ceil(events(upper)))];
}
