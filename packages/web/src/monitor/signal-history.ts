/**
 * The last stretch of every observed signal, in rings of one fixed size: appending never allocates, and the traces can
 * be drawn afresh at any moment (a resize, another theme, another sweep speed). Samples are numbered from the start.
 */
export class SignalHistory {
  #rings: Float32Array[];
  #mask: number;
  #end = 0;

  /** `capacity` is a power of two, so that wrapping is a mask. */
  constructor(
    readonly signals: readonly string[],
    readonly capacity = 16_384,
  ) {
    if ((capacity & (capacity - 1)) !== 0) throw new RangeError(`capacity ${capacity} is not a power of two`);
    this.#mask = capacity - 1;
    this.#rings = signals.map(() => new Float32Array(capacity));
  }

  /** Number of samples so far; the newest is `end - 1`. */
  get end(): number {
    return this.#end;
  }

  /** The oldest sample that is still kept. */
  get start(): number {
    return Math.max(0, this.#end - this.capacity);
  }

  /** `data` holds `count` samples of the first signal, then of the second, and so on. */
  append(count: number, data: Float32Array): void {
    if (data.length !== count * this.signals.length)
      throw new RangeError(`${data.length} numbers are not ${count} samples of ${this.signals.length} signals`);
    const kept = Math.min(count, this.capacity);
    for (let signal = 0; signal < this.#rings.length; signal++) {
      const ring = this.#rings[signal];
      const offset = signal * count;
      for (let i = count - kept; i < count; i++) ring[(this.#end + i) & this.#mask] = data[offset + i];
    }
    this.#end += count;
  }

  clear(): void {
    this.#end = 0;
  }

  at(signal: number, sample: number): number {
    return this.#rings[signal][sample & this.#mask];
  }

  indexOf(signal: string): number {
    return this.signals.indexOf(signal);
  }

  /** Copies samples `from` to before `to`, as far as they are kept. */
  slice(signal: string, from: number, to: number): Float32Array {
    const index = this.indexOf(signal);
    const first = Math.max(this.start, Math.floor(from));
    const last = Math.max(first, Math.min(this.#end, Math.floor(to)));
    return Float32Array.from({ length: last - first }, (_, i) => this.at(index, first + i));
  }
}
