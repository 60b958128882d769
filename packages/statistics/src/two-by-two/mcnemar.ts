/** McNemar's tests of paired proportions, also where a publication gives only the margins. */
import { binomial, chiSquared } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";

export interface McNemar {
  /** Pairs in which only the first, only the second member had the event. */
  discordant: [number, number];
  chi2: { value: number | null; p: number };
  /** With Edwards's continuity correction. */
  corrected: { value: number | null; p: number };
  exact: { p: number };
  mid_p: { p: number };
}

/** @param b pairs in which only the first member had the event @param c only the second */
export function mcNemar(b: number, c: number): McNemar {
  for (const count of [b, c]) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new InputError(`McNemar: discordant pairs must be whole numbers from 0 up, not ${count}`);
    }
  }
  const n = b + c;
  const test = (gap: number): { value: number | null; p: number } => {
    if (n === 0) return { value: null, p: 1 };
    const value = (gap * gap) / n;
    return { value, p: chiSquared(1).upper(value) };
  };
  const fewer = Math.min(b, c);
  const half = binomial(n, 0.5);
  const exact = Math.min(1, 2 * half.lower(fewer));
  return {
    discordant: [b, c],
    chi2: test(b - c),
    corrected: test(Math.max(0, Math.abs(b - c) - 1)),
    exact: { p: exact },
    mid_p: { p: b === c ? 1 : exact - half.density(fewer) },
  };
}

export interface McNemarBounds {
  /** Fewest discordant pairs that the margins allow: events agree as much as they can. */
  most_agreement: McNemar;
  /** Most discordant pairs: events agree as little as they can. */
  least_agreement: McNemar;
}

/**
 * What McNemar's test can have been when only the events of each member are known, of `pairs` pairs: the difference of
 * the discordant pairs is then fixed, their number lies between two bounds, and every P between these two.
 */
export function mcNemarFromMargins(first: number, second: number, pairs: number): McNemarBounds {
  for (const count of [first, second]) {
    if (!Number.isSafeInteger(count) || count < 0 || count > pairs) {
      throw new InputError(`McNemar: events must be whole numbers from 0 to the ${pairs} pairs, not ${count}`);
    }
  }
  const bothFrom = Math.max(0, first + second - pairs);
  const bothTo = Math.min(first, second);
  return {
    most_agreement: mcNemar(first - bothTo, second - bothTo),
    least_agreement: mcNemar(first - bothFrom, second - bothFrom),
  };
}
