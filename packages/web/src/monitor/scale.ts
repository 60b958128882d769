/** Axis ranges: fixed, so that heights can be compared by eye; a wider one only when a signal leaves the present one. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** From narrow to wide. */
export type Ladder = readonly Range[];

/** The first rung from `rung` on that holds both values; the last one if none does. */
export function climb(ladder: Ladder, rung: number, low: number, high: number): number {
  for (let i = rung; i < ladder.length; i++) if (low >= ladder[i].low && high <= ladder[i].high) return i;
  return ladder.length - 1;
}

/** Share of the height from the top, held inside the lane so that no trace runs into its neighbour. */
export function heightShare({ low, high }: Range, value: number): number {
  return Math.max(0, Math.min(1, (high - value) / (high - low)));
}
