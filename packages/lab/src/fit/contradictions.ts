/** Targets that cannot be had together: which they are, and what would be met without one of them. */
import { covariance, type Optimum } from "./gauss-newton.ts";

/** A residual of this many standard deviations at the optimum is no longer measurement error. */
export const CONTRADICTED = 2.5;

/** Pairs of which the first lies below the second in every beating heart. */
const ORDERS: readonly (readonly [string, string])[] = [
  ["aortic_end_diastolic_mmHg", "aortic_mean_mmHg"],
  ["aortic_end_diastolic_mmHg", "aortic_systolic_mmHg"],
  ["pa_diastolic_mmHg", "pa_mean_mmHg"],
  ["pa_mean_mmHg", "pa_systolic_mmHg"],
  ["pa_diastolic_mmHg", "pa_systolic_mmHg"],
  ["lv_esv_mL", "lv_edv_mL"],
];

interface Asked {
  readonly index: string;
  readonly value: number;
}

/** What no patient can show, whatever the parameters. */
export function disorder(targets: readonly Asked[]): string[] {
  const value = new Map(targets.map((t) => [t.index, t.value]));
  return ORDERS.filter(
    ([low, high]) => (value.get(low) ?? Number.NEGATIVE_INFINITY) >= (value.get(high) ?? Infinity),
  ).map(
    ([low, high]) =>
      `${low} = ${value.get(low)} and ${high} = ${value.get(high)} contradict each other: the first lies below the second.`,
  );
}

export interface Conflict {
  /** The target that is missed by most. */
  readonly worst: number;
  /** The one that, left out, would let the worst be met best; null if none would help much. */
  readonly partner: number | null;
}

/**
 * The worst target and what it stands against, by linear theory at the optimum: without target j, target i is missed by
 * r_i + h_ij r_j / (1 - h_jj), h = J (J'J + 1)^-1 J'.
 */
export function findConflict(optimum: Optimum<unknown>): Conflict | null {
  const r = optimum.evaluation.residuals;
  const m = r.length;
  let worst = 0;
  for (let i = 1; i < m; i++) if (Math.abs(r[i]) > Math.abs(r[worst])) worst = i;
  if (m === 0 || Math.abs(r[worst]) < CONTRADICTED) return null;
  const spread = covariance(optimum.jacobian);
  const lever = (i: number, k: number): number =>
    optimum.jacobian.reduce(
      (sum, column, a) => sum + column[i] * optimum.jacobian.reduce((s, other, b) => s + spread[a][b] * other[k], 0),
      0,
    );
  const without = (j: number): number =>
    Math.abs(r[worst] + (lever(worst, j) * r[j]) / Math.max(1 - lever(j, j), 1e-6));
  let partner: number | null = null;
  for (let j = 0; j < m; j++) if (j !== worst && (partner === null || without(j) < without(partner))) partner = j;
  return { worst, partner: partner !== null && without(partner) < 0.7 * Math.abs(r[worst]) ? partner : null };
}
