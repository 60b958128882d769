/**
 * Which sample the sweep has reached. Batches come unevenly; the playhead runs evenly a little behind the newest sample,
 * so that the pen moves smoothly instead of in the rhythm of the messages.
 */

/** How far behind, in wall seconds: two batches and a little. */
const lagSeconds = 0.06;
/** Further behind than this (the page was busy) it jumps instead of running after. */
const tooLateSeconds = 0.35;

export class Playhead {
  #position = 0;

  /** Samples shown so far. */
  get position(): number {
    return this.#position;
  }

  reset(): void {
    this.#position = 0;
  }

  /** `rate` is samples per wall second; gives the number of samples to show, never more than `end`. */
  step(wallSeconds: number, rate: number, end: number): number {
    const behind = end - this.#position;
    const wanted = lagSeconds * rate;
    if (behind > tooLateSeconds * rate) this.#position = end - wanted;
    else {
      // A tenth faster or slower at most, so that nobody sees the correction.
      const correction = Math.max(-0.1, Math.min(0.1, (0.1 * (behind - wanted)) / wanted));
      this.#position += wallSeconds * rate * (1 + correction);
    }
    this.#position = Math.max(0, Math.min(this.#position, end));
    return Math.floor(this.#position);
  }
}
