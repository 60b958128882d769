/**
 * Safety events of the patients of a trial: the day of each is a number of its own, and it is seen if the patient is still
 * alive, on support and not lost. So death comes before what would have come after it.
 */
import type { Drawn } from "./draw.ts";
import { TO_UNIT, Words } from "./random.ts";
import type { SafetyEvent } from "./safety-model.ts";

/** Days of events, patient by patient: the same whatever else is drawn. */
export class SafetyTimes {
  private readonly out: Uint32Array;
  private readonly words: Words;
  /** Of each arm's events: the word above which one comes by its last day, were nothing else. */
  private readonly limits: readonly [Float64Array, Float64Array];
  private readonly rates: Float64Array;
  private readonly until: Float64Array;

  constructor(
    readonly events: readonly SafetyEvent[],
    seed: number,
  ) {
    const blocks = Math.ceil(events.length / 4);
    this.out = new Uint32Array(4 * blocks);
    this.words = new Words(seed, "trial safety", this.out);
    this.rates = Float64Array.from(events.flatMap(({ rates_per_day }) => rates_per_day));
    this.until = Float64Array.from(events, ({ until }) => until);
    const limits = (arm: 0 | 1): Float64Array =>
      Float64Array.from(events, (e) => Math.exp(-e.rates_per_day[arm] * e.until) / TO_UNIT - 0.5);
    this.limits = [limits(0), limits(1)];
  }

  /** The patient's words, which the days are then worked out from. */
  read(patient: number, trial: number): void {
    for (let block = 0; 4 * block < this.out.length; block++) this.words.fill(block, patient, trial, 4 * block);
  }

  /** Day of an event were the patient never to die or to be weaned; infinity if not until its last day. */
  day(event: number, arm: number): number {
    const word = this.out[event];
    if (word <= this.limits[arm][event]) return Number.POSITIVE_INFINITY;
    return -Math.log((word + 0.5) * TO_UNIT) / this.rates[2 * event + arm];
  }

  /**
   * Counts of a trial: of each event those who had it and patients, of the experimental arm, then of the control arm.
   * @param r the trial's place in `into`
   */
  count(trial: number, { arm, left }: Drawn, analysed: number, into: Uint16Array, r: number): void {
    const { events, out, until } = this;
    const size = events.length;
    if (size === 0) return;
    const base = 4 * size * r;
    let first = 0;
    for (let i = 0; i < analysed; i++) {
      const a = arm[i];
      const limit = this.limits[a];
      const gone = left[i];
      const side = base + (a === 1 ? 0 : 2);
      first += a;
      this.read(i, trial);
      for (let s = 0; s < size; s++) {
        // Most have none, and who is there to the last day has it for certain: neither needs a logarithm.
        if (out[s] > limit[s] && (gone >= until[s] || this.day(s, a) < gone)) into[side + 4 * s]++;
      }
    }
    for (let s = 0; s < size; s++) {
      into[base + 4 * s + 1] = first;
      into[base + 4 * s + 3] = analysed - first;
    }
  }
}
