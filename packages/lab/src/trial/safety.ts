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
  /** Of each event and arm: probability that it does not come until its last day, were nothing else. */
  private readonly stays: Float64Array;
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
    this.stays = this.rates.map((rate, k) => Math.exp(-rate * this.until[k >> 1]));
  }

  /** The patient's words, which the days are then worked out from. */
  read(patient: number, trial: number): void {
    for (let block = 0; 4 * block < this.out.length; block++) this.words.fill(block, patient, trial, 4 * block);
  }

  /** Day of an event were the patient never to die or to be weaned; infinity if not until its last day. */
  day(event: number, arm: number): number {
    const chance = (this.out[event] + 0.5) * TO_UNIT;
    const k = 2 * event + arm;
    return chance > this.stays[k] ? -Math.log(chance) / this.rates[k] : Number.POSITIVE_INFINITY;
  }

  /**
   * Counts of a trial: of each event those who had it and patients, of the experimental arm, then of the control arm.
   * @param r the trial's place in `into`
   */
  count(trial: number, { arm, left }: Drawn, analysed: number, into: Uint16Array, r: number): void {
    const { events, out, stays } = this;
    const size = events.length;
    if (size === 0) return;
    const base = 4 * size * r;
    let first = 0;
    for (let i = 0; i < analysed; i++) {
      const a = arm[i];
      first += a;
      this.read(i, trial);
      const side = base + (a === 1 ? 0 : 2);
      for (let s = 0; s < size; s++) {
        // Most have none, and need no logarithm.
        if ((out[s] + 0.5) * TO_UNIT > stays[2 * s + a] && this.day(s, a) < left[i]) into[side + 4 * s]++;
      }
    }
    for (let s = 0; s < size; s++) {
      into[base + 4 * s + 1] = first;
      into[base + 4 * s + 3] = analysed - first;
    }
  }
}
