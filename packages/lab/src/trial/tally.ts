/**
 * Counts of what has been seen, added to as follow-up is completed: by stratum and arm, and over time in hours (six hours
 * where follow-up is long), so that nothing is ever sorted. Events of the same hour are ties; those lost leave after them.
 */
import { type Drawn, END } from "./draw.ts";

export class Tally {
  readonly bins: number;
  /** [stratum][arm][bin]: events, competing events, lost. */
  readonly events: Int32Array;
  readonly competing: Int32Array;
  readonly lost: Int32Array;
  /** [stratum][arm]: patients; events; those whose state on the last day is known. */
  readonly patients: Int32Array;
  readonly count: Int32Array;
  readonly known: Int32Array;
  private readonly perDay: number;

  constructor(
    readonly strata: number,
    horizon: number,
    /** Whether times are needed. */
    readonly timed: boolean,
  ) {
    this.perDay = horizon <= 45 ? 24 : 4;
    this.bins = timed ? Math.ceil(horizon * this.perDay) : 0;
    const cells = (): Int32Array => new Int32Array(2 * strata * this.bins);
    [this.events, this.competing, this.lost] = [cells(), cells(), cells()];
    const groups = (): Int32Array => new Int32Array(2 * strata);
    [this.patients, this.count, this.known] = [groups(), groups(), groups()];
  }

  clear(): void {
    if (this.timed) {
      this.events.fill(0);
      this.competing.fill(0);
      this.lost.fill(0);
    }
    this.patients.fill(0);
    this.count.fill(0);
    this.known.fill(0);
  }

  /** @param stratum of each profile, null for one; @param mask profiles that count, null for all */
  add(drawn: Drawn, from: number, to: number, stratum: Uint8Array | null, mask: Uint8Array | null): void {
    const { events, competing, lost, patients, count, known, bins, perDay, timed } = this;
    const { profile, arm, time, end } = drawn;
    for (let i = from; i < to; i++) {
      const j = profile[i];
      if (mask !== null && mask[j] === 0) continue;
      const group = (stratum === null ? 0 : 2 * stratum[j]) + arm[i];
      const how = end[i];
      patients[group]++;
      if (how !== END.lost) known[group]++;
      if (how === END.event) count[group]++;
      if (!timed || how === END.free) continue;
      const bin = Math.floor(time[i] * perDay);
      const cell = group * bins + (bin < bins ? bin : bins - 1);
      if (how === END.event) events[cell]++;
      else if (how === END.competing) competing[cell]++;
      else lost[cell]++;
    }
  }
}
