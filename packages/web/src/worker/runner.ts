/**
 * Keeps simulated time in step with the wall clock. Free of worker and timer, so that tests drive it with a clock of
 * their own: call `tick` often, and it advances the circulation by what is due and posts the outcome.
 */
import type { LiveCirculation } from "./live.ts";
import { type FromWorker, sampleRateHz } from "./protocol.ts";

/** After a stall (a slept machine, a busy core) at most this much wall time is made up for; the rest is let go. */
export const longestCatchUpSeconds = 0.25;
const loadReportSeconds = 2;

export type Post = (message: FromWorker, transfer?: Transferable[]) => void;

export class Runner {
  running = true;
  epoch = 0;
  #speed = 1;
  #lastTick: number;
  /** Simulated time that is due but shorter than one sample. */
  #owed = 0;
  #samples = 0;
  #busyMs = 0;
  #loadSince: number;

  constructor(
    private readonly circulation: LiveCirculation,
    private readonly signalCount: number,
    private readonly post: Post,
    /** Wall clock in ms. */
    private readonly now: () => number,
  ) {
    this.#lastTick = now();
    this.#loadSince = this.#lastTick;
  }

  setSpeed(factor: number): void {
    this.#speed = factor;
  }

  setRunning(running: boolean): void {
    this.running = running;
    // Time that passed during a pause is not owed.
    this.#lastTick = this.now();
  }

  /** Forgets what was simulated; the circulation has restarted with another patient. */
  restart(epoch: number): void {
    this.epoch = epoch;
    this.#owed = 0;
    this.#samples = 0;
    this.circulation.beats();
  }

  tick(): void {
    const start = this.now();
    const elapsed = Math.min((start - this.#lastTick) / 1000, longestCatchUpSeconds);
    this.#lastTick = start;
    if (this.running) this.#advance(Math.max(0, elapsed) * this.#speed);
    this.#busyMs += this.now() - start;
    this.#reportLoad(start);
  }

  #advance(seconds: number): void {
    this.#owed += seconds;
    const due = Math.floor(this.#owed * sampleRateHz + 1e-9);
    if (due === 0) return;
    this.#owed -= due / sampleRateHz;
    // One buffer a batch, cut into one array a signal and handed over whole: nothing is copied on the way to the page.
    const data = new Float32Array(due * this.signalCount);
    const sink = Array.from({ length: this.signalCount }, (_, i) => data.subarray(i * due, (i + 1) * due));
    const count = this.circulation.advance(due / sampleRateHz, sampleRateHz, sink);
    if (count !== due) throw new Error(`The engine gave ${count} samples where ${due} were due.`);
    this.#samples += count;
    const atSeconds = this.#samples / sampleRateHz;
    this.post({ type: "samples", epoch: this.epoch, count, data, atSeconds }, [data.buffer]);
    for (const beat of this.circulation.beats()) this.post({ type: "beat", epoch: this.epoch, beat });
  }

  #reportLoad(now: number): void {
    const wall = now - this.#loadSince;
    if (wall < loadReportSeconds * 1000) return;
    this.post({ type: "load", share: this.#busyMs / wall });
    this.#busyMs = 0;
    this.#loadSince = now;
  }
}
