/**
 * One animation frame for everything that moves, and what it costs: work in the frame and in taking in the worker's
 * messages both count, as both keep the main thread from answering the user.
 */
export type FrameTask = (wallSeconds: number) => void;

const reportMs = 1000;

export interface FrameReport {
  readonly meanMs: number;
  readonly frames: number;
}

export class FrameLoop {
  #tasks = new Set<FrameTask>();
  #handle = 0;
  #last = 0;
  #busy = 0;
  #frames = 0;
  #reportAt = 0;

  constructor(private readonly onReport: (report: FrameReport) => void) {}

  add(task: FrameTask): () => void {
    this.#tasks.add(task);
    if (this.#tasks.size === 1) this.#start();
    return () => {
      this.#tasks.delete(task);
      if (this.#tasks.size === 0) cancelAnimationFrame(this.#handle);
    };
  }

  /** Runs work outside of a frame and counts its time towards the frame that follows. */
  charge(work: () => void): void {
    const start = performance.now();
    work();
    this.#busy += performance.now() - start;
  }

  #start(): void {
    this.#last = performance.now();
    this.#reportAt = this.#last + reportMs;
    const frame = (time: number) => {
      this.#handle = requestAnimationFrame(frame);
      const elapsed = Math.max(0, time - this.#last) / 1000;
      this.#last = time;
      this.charge(() => {
        for (const task of this.#tasks) task(elapsed);
      });
      this.#frames += 1;
      if (time < this.#reportAt) return;
      this.onReport({ meanMs: this.#busy / this.#frames, frames: this.#frames });
      this.#busy = 0;
      this.#frames = 0;
      this.#reportAt = time + reportMs;
    };
    this.#handle = requestAnimationFrame(frame);
  }
}
