/** Which screens to start: those that are certain to be needed, and as many more as the rate of acceptance lets expect. */
import type { ShardRecord } from "./manifest.ts";
import type { CohortPlan } from "./plan.ts";
import type { Task } from "./task.ts";

/** At least one draw in so many must be taken. */
export const LEAST_ACCEPTED = 200;

export class ScreenQueue {
  private readonly accepted = new Map<number, number>();
  private readonly started = new Set<number>();

  /** @param lastDraw of a study that has enrolled already: the screens up to it are all that is needed */
  constructor(
    private readonly plan: CohortPlan,
    known: readonly ShardRecord[],
    private readonly lastDraw: number | null,
  ) {
    for (const record of known) this.done(record);
  }

  done({ shard, accepted = 0 }: ShardRecord): void {
    this.started.add(shard);
    this.accepted.set(shard, accepted);
  }

  next(): Task | null {
    const shard = this.firstNotStarted();
    if (!this.worthStarting(shard)) return null;
    this.started.add(shard);
    return { stage: "screen", shard };
  }

  private firstNotStarted(): number {
    let shard = 0;
    while (this.started.has(shard)) shard++;
    return shard;
  }

  private worthStarting(shard: number): boolean {
    const { n, draws_per_screen: each } = this.plan;
    if (this.lastDraw !== null) return shard * each <= this.lastDraw;
    if (shard * each >= LEAST_ACCEPTED * n) return false;
    const taken = [...this.accepted.values()].reduce((a, b) => a + b, 0);
    const underWay = this.started.size - this.accepted.size;
    const seen = this.accepted.size * each;
    // Before anything is known most are thought to be taken, so that none is screened in vain.
    const rate = (taken + 0.9 * each) / (seen + each);
    return taken + underWay * each * rate < n;
  }

  /** Those taken in the unbroken run from the first screen on, at most n. */
  enrolled(): number {
    let sum = 0;
    for (let shard = 0; this.accepted.has(shard) && sum < this.plan.n; shard++) sum += this.accepted.get(shard)!;
    return Math.min(sum, this.plan.n);
  }

  /** How many screens hold the n first who were taken, or null where they do not. */
  needed(): number | null {
    let sum = 0;
    for (let shard = 0; this.accepted.has(shard); shard++) {
      sum += this.accepted.get(shard)!;
      if (sum >= this.plan.n) return shard + 1;
    }
    return null;
  }
}
