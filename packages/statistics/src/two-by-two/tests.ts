/** Tests of no difference between two proportions. */
import { chiSquared, hypergeometric } from "@counterpulse/numerics";
import type { TwoByTwo } from "./table.ts";

export interface ChiSquaredTest {
  value: number | null;
  p: number | null;
}

const NONE: ChiSquaredTest = { value: null, p: null };
const byChiSquared = (value: number): ChiSquaredTest => ({ value, p: chiSquared(1).upper(value) });

/** Pearson's test. @param correction what is taken off |a - E(a)|, at most all of it */
function pearson({ a, n1, b, n2 }: TwoByTwo, correction: number): ChiSquaredTest {
  const [events, total] = [a + b, n1 + n2];
  if (events === 0 || events === total) return NONE;
  const gap = Math.abs(a - (events * n1) / total);
  const rest = gap - Math.min(correction, gap);
  const variance = (n1 / total) * (n2 / total) * (events / total) * (total - events);
  return byChiSquared((rest * rest) / variance);
}

/** Pearson's chi-squared test. */
export const chiSquaredTest = (table: TwoByTwo): ChiSquaredTest => pearson(table, 0);

/** The same with Yates's continuity correction. */
export const yatesTest = (table: TwoByTwo): ChiSquaredTest => pearson(table, 0.5);

interface Exact {
  /** P of the observed table, of fewer and of more events in the first group, given the margins. */
  at: number;
  below: number;
  above: number;
  /** P of all tables as unlikely as the observed one or more so. */
  unlikely: number;
  /** Those among them that are just as likely. */
  equal: number;
}

/** Probabilities that are equal but for rounding count as equal; R allows the same. */
const TIES = 1 + 1e-7;

function exact({ a, n1, b, n2 }: TwoByTwo): Exact {
  const events = a + b;
  const distribution = hypergeometric(events, n1 + n2 - events, n1);
  const at = distribution.density(a);
  let [unlikely, equal] = [0, 0];
  for (let x = Math.max(0, events - n2); x <= Math.min(events, n1); x++) {
    const p = x === a ? at : distribution.density(x);
    if (p > at * TIES) continue;
    unlikely += p;
    if (p * TIES >= at) equal += p;
  }
  return { at, below: distribution.lower(a - 1), above: distribution.upper(a), unlikely, equal };
}

export interface ExactTests {
  /** Two-sided: all tables that are as unlikely as the observed one or more so; and each side. */
  fisher: { p: number; p_less: number; p_greater: number };
  /**
   * Mid-P counts half of what is exactly as extreme: twice the smaller side (rothman2008), and beside it the two-sided
   * one that orders tables by their probability.
   */
  mid_p: { p: number; p_by_likelihood: number };
}

/** Fisher's exact test and its mid-P variant. */
export function exactTests(table: TwoByTwo): ExactTests {
  const { at, below, above, unlikely, equal } = exact(table);
  return {
    fisher: { p: Math.min(1, unlikely), p_less: Math.min(1, below + at), p_greater: Math.min(1, above + at) },
    mid_p: { p: Math.min(1, 2 * Math.min(below, above) + at), p_by_likelihood: unlikely - equal / 2 },
  };
}
