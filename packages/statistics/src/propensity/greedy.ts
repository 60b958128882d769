/**
 * Greedy nearest neighbour matching, 1:1 without replacement, on the logit of the propensity. A pair is only made within
 * the caliper. Equally distant controls, and treated of the same propensity, go by their row, the earlier first.
 */
import type { Caliper } from "./caliper.ts";
import { classesOf, SAME } from "./ranks.ts";

export type Order = "largest" | "data";
export const orders: readonly Order[] = ["largest", "data"];

/** Treated and control, by index. */
export type Pair = [treated: number, control: number];

export interface Units {
  logit: Float64Array;
  propensity: Float64Array;
  /** 1 or 0. */
  treated: ArrayLike<number>;
}

/** Whether two units may be a pair. */
export function within({ scale, absolute }: Caliper, { logit, propensity }: Units, a: number, b: number): boolean {
  const values = scale === "ps" ? propensity : logit;
  return Math.abs(values[a] - values[b]) <= absolute + SAME * 1e-2;
}

/** Controls of one logit that are still free, the earliest row first; classes side by side in rising order. */
class Pool {
  private readonly members: number[][] = [];
  private readonly next: Int32Array;
  /** The nearest class that is not empty, below and above; shortened as they are asked for. */
  private readonly below: Int32Array;
  private readonly above: Int32Array;

  constructor(classes: Int32Array, count: number, treated: ArrayLike<number>) {
    for (let c = 0; c < count; c++) this.members.push([]);
    for (let i = 0; i < classes.length; i++) if (treated[i] !== 1) this.members[classes[i]].push(i);
    this.next = new Int32Array(count);
    this.below = Int32Array.from({ length: count + 2 }, (_, k) => k);
    this.above = Int32Array.from({ length: count + 2 }, (_, k) => k);
    for (let c = 0; c < count; c++) if (this.members[c].length === 0) this.close(c);
  }

  /** Links are shifted by one: 0 and count + 1 are the ends, where there is nothing. */
  private close(c: number): void {
    this.below[c + 1] = c;
    this.above[c + 1] = c + 2;
  }

  private static find(links: Int32Array, from: number): number {
    let at = from;
    while (links[at] !== at) {
      links[at] = links[links[at]];
      at = links[at];
    }
    return at;
  }

  /** The first free control of the nearest class at or below (at or above) c, or -1. */
  first(c: number, side: "below" | "above"): number {
    const at = Pool.find(this[side], c + 1) - 1;
    return at < 0 || at >= this.members.length ? -1 : this.members[at][this.next[at]];
  }

  take(c: number): void {
    if (++this.next[c] === this.members[c].length) this.close(c);
  }
}

/** The treated in the order in which they choose. */
function queue(classes: Int32Array, treated: ArrayLike<number>, order: Order): number[] {
  const rows: number[] = [];
  for (let i = 0; i < treated.length; i++) if (treated[i] === 1) rows.push(i);
  return order === "data" ? rows : rows.sort((a, b) => classes[b] - classes[a] || a - b);
}

/** Pairs in the order in which they were made. */
export function greedyPairs(units: Units, caliper: Caliper, order: Order = "largest"): Pair[] {
  const { logit, treated } = units;
  const classes = classesOf(logit);
  const pool = new Pool(classes, classes.reduce((most, c) => Math.max(most, c), -1) + 1, treated);
  const pairs: Pair[] = [];
  for (const unit of queue(classes, treated, order)) {
    let best = -1;
    for (const control of [pool.first(classes[unit], "below"), pool.first(classes[unit], "above")]) {
      if (control < 0 || !within(caliper, units, unit, control)) continue;
      const gain = best < 0 ? 1 : Math.abs(logit[unit] - logit[best]) - Math.abs(logit[unit] - logit[control]);
      if (gain > SAME || (gain >= -SAME && control < best)) best = control;
    }
    if (best < 0) continue;
    pool.take(classes[best]);
    pairs.push([unit, best]);
  }
  return pairs;
}
