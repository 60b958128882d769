/** An estimate with its t test and interval, and the test of equivalence. */
import { studentT } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";

export interface TEstimate {
  estimate: number;
  se: number;
  /** null where nothing varies. */
  t: number | null;
  df: number;
  p: number | null;
  ci: [number, number];
}

export function tEstimate(estimate: number, se: number, df: number, level = 0.95): TEstimate {
  const t = studentT(df);
  const half = t.upperQuantile((1 - level) / 2) * se;
  const value = se > 0 ? estimate / se : null;
  const p = value === null ? null : 2 * t.upper(Math.abs(value));
  return { estimate, se, t: value, df, p, ci: [estimate - half, estimate + half] };
}

export interface Equivalence {
  /** On the scale of the estimate. */
  margins: [number, number];
  /** One-sided, against an effect at or below the lower, at or above the upper margin. */
  p_lower: number;
  p_upper: number;
  /** The larger one: that of equivalence. */
  p: number;
  /** The interval that must lie within the margins, at 1 - 2 alpha. */
  ci: [number, number];
  alpha: number;
  equivalent: boolean;
}

/** Two one-sided tests (schuirmann1987). */
export function equivalence(
  { estimate, se, df }: TEstimate,
  margins: readonly [number, number],
  alpha = 0.05,
): Equivalence {
  const [low, high] = margins;
  if (!(low < high)) throw new InputError(`equivalence: the margins must rise, not ${low} to ${high}`);
  const t = studentT(df);
  const upper = (distance: number): number => (se > 0 ? t.upper(distance / se) : distance > 0 ? 0 : 1);
  const [lower, higher] = [upper(estimate - low), upper(high - estimate)];
  const half = t.upperQuantile(alpha) * se;
  const p = Math.max(lower, higher);
  return {
    margins: [low, high],
    p_lower: lower,
    p_upper: higher,
    p,
    ci: [estimate - half, estimate + half],
    alpha,
    equivalent: p < alpha,
  };
}
