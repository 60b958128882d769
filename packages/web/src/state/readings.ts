/**
 * The numbers on the tiles: means over one whole assisted cycle (one beat, or as many as the balloon's ratio), so that
 * 1:2 assist does not make every number jump from beat to beat.
 */
import type { LiveBeat } from "../worker/live.ts";

export type Indices = Readonly<Record<string, number | null>>;

/** The longest cycle, 1:4. */
const kept = 4;

export class BeatWindow {
  #beats: LiveBeat[] = [];

  add(beat: LiveBeat): void {
    this.#beats.push(beat);
    if (this.#beats.length > kept) this.#beats.shift();
  }

  clear(): void {
    this.#beats = [];
  }

  /** Null before the first beat has ended. */
  mean(cycle: number): Indices | null {
    const beats = this.#beats.slice(-cycle);
    if (beats.length === 0) return null;
    const mean: Record<string, number | null> = {};
    for (const id of Object.keys(beats[beats.length - 1].indices)) {
      const values = beats.map(({ indices }) => indices[id]).filter((value) => value !== null && value !== undefined);
      mean[id] = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    }
    return mean;
  }
}
