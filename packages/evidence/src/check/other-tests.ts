/**
 * What tests and intervals other than Wald's can have given, where only an effect and its interval are known: groups of
 * equal size are tried at every risk, as large as the interval's width asks for, and the tests are applied to them.
 */
import { miettinenNurminenDifference, newcombeDifference } from "@counterpulse/statistics";
import type { Range } from "./printed.ts";

/** Risks of the control group that are tried, and sizes below which nobody reports a trial. */
const RISKS = Array.from({ length: 38 }, (_, i) => 0.025 * (i + 1));
const SMALLEST = 10;

interface Groups {
  readonly p1: number;
  readonly p2: number;
  /** In each group. */
  readonly n: number;
}

/** z of the chi-squared test, plain and with Yates's correction, near which the exact tests lie. */
function testsOf({ p1, p2, n }: Groups): Range {
  const mean = (p1 + p2) / 2;
  const error = Math.sqrt((2 * mean * (1 - mean)) / n);
  const gap = Math.abs(p1 - p2);
  return [Math.max(0, gap - 1 / n) / error, gap / error];
}

const isRisk = (p: number): boolean => p > 0.02 && p < 0.98;

function span(values: readonly number[]): Range | null {
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}

/** The z that tests of the counts can have for a ratio whose logarithm has this standard error. */
export function testsOfRatio(measure: "RR" | "OR", ratio: number, error: number): Range | null {
  const values = RISKS.flatMap((p2) => {
    const p1 = measure === "RR" ? ratio * p2 : (ratio * p2) / (1 - p2 + ratio * p2);
    if (!isRisk(p1)) return [];
    const part = (p: number): number => (measure === "RR" ? (1 - p) / p : 1 / (p * (1 - p)));
    const n = (part(p1) + part(p2)) / (error * error);
    return n < SMALLEST ? [] : testsOf({ p1, p2, n });
  });
  return span(values);
}

/** The same for a risk difference, whose interval may be Wald's or Newcombe's. */
export function testsOfDifference(difference: number, width: number, level: number, z: number): Range | null {
  const values = RISKS.flatMap((p2) => {
    const p1 = p2 + difference;
    if (!isRisk(p1)) return [];
    const wald = ((p1 * (1 - p1) + p2 * (1 - p2)) * (2 * z) ** 2) / (width * width);
    const sizes = [wald, newcombeSize(p1, p2, 1, width, level)].filter((n) => n >= SMALLEST);
    return sizes.flatMap((n) => testsOf({ p1, p2, n }));
  });
  return span(values);
}

/** The size of the second group at which Newcombe's interval is as wide as the printed one. */
function newcombeSize(p1: number, p2: number, ratio: number, width: number, level: number): number {
  const widthAt = (n: number): number => {
    const [low, high] = newcombeDifference({ a: ratio * n * p1, n1: ratio * n, b: n * p2, n2: n }, level);
    return high - low;
  };
  let [few, many] = [2, 1e7];
  if (widthAt(few) < width) return few;
  for (let i = 0; i < 60; i++) {
    const n = Math.sqrt(few * many);
    if (widthAt(n) > width) few = n;
    else many = n;
  }
  return Math.sqrt(few * many);
}

/** Risks and group sizes, first to second, at which the leaning is looked at: it changes slowly between them. */
const FEW_RISKS = [0.03, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97];
const RATIOS = [1 / 2, 1, 2];

/**
 * Middles that Newcombe's, and Miettinen and Nurminen's, interval of this width can have about a difference; they lean, and
 * the more the fewer people there are.
 */
export function leaningMiddles(difference: number, width: number, level: number): Range | null {
  const values = FEW_RISKS.flatMap((p2) => {
    const p1 = Math.min(0.97, Math.max(0.03, p2 + difference));
    if (!isRisk(p1 - difference)) return [];
    return RATIOS.flatMap((ratio) => {
      const n = newcombeSize(p1, p1 - difference, ratio, width, level);
      if (n * Math.min(1, ratio) < SMALLEST) return [];
      const table = { a: ratio * n * p1, n1: ratio * n, b: n * (p1 - difference), n2: n };
      const both = [newcombeDifference(table, level), miettinenNurminenDifference(table, level)];
      return both.map(([low, high]) => (low + high) / 2);
    });
  });
  return span(values);
}
