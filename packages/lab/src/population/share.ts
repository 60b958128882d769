/** A share of a sample with its confidence interval, by Wilson's score (wilson1927), which holds near 0 and 1. */
import { wilson } from "@counterpulse/statistics";

export interface Share {
  readonly count: number;
  readonly of: number;
  /** null of none. */
  readonly share: number | null;
  /** 95 %. */
  readonly ci: readonly [number, number] | null;
}

export function shareOf(count: number, of: number): Share {
  return of === 0 ? { count, of, share: null, ci: null } : { count, of, share: count / of, ci: wilson(count, of) };
}
