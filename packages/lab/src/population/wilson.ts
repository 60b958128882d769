/** A share with its confidence interval by Wilson's score (wilson1927), which holds near 0 and 1 and in small samples. */

const Z = 1.959963984540054;

export interface Share {
  readonly count: number;
  readonly of: number;
  /** null of none. */
  readonly share: number | null;
  /** 95 %. */
  readonly ci: readonly [number, number] | null;
}

export function wilson(count: number, of: number): Share {
  if (of === 0) return { count, of, share: null, ci: null };
  const p = count / of;
  const z2 = (Z * Z) / of;
  const centre = (p + z2 / 2) / (1 + z2);
  const half = (Z * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of))) / (1 + z2);
  // At 0 and at all the interval ends there exactly.
  return { count, of, share: p, ci: [count === 0 ? 0 : centre - half, count === of ? 1 : centre + half] };
}
