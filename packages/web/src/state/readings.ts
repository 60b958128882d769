/**
 * The numbers on the tiles: means over so many beats that what recurs passes whole (averaging.ts), so that 1:2 assist or a
 * breath does not make every number jump from beat to beat.
 */
import type { LiveBeat } from "../worker/live.ts";
import { mostBeats } from "./averaging.ts";

export type Indices = Readonly<Record<string, number | null>>;

/** What is not a number to be averaged and shown, or belongs to a place. */
export interface Places {
  /** Share of blood from the oxygenator along the aorta; empty without VA-ECMO. */
  readonly ecmoShares: readonly number[];
  readonly watershed: string | null;
}

/** Means of rates are taken over intervals: two beats of 0.5 and 1.5 s are 60 a minute. */
const rateId = "hr_per_min";

export class BeatWindow {
  #beats: LiveBeat[] = [];

  add(beat: LiveBeat): void {
    this.#beats.push(beat);
    if (this.#beats.length > mostBeats) this.#beats.shift();
  }

  clear(): void {
    this.#beats = [];
  }

  /** Null before the first beat has ended. */
  mean(count: number): Indices | null {
    const beats = this.#beats.slice(-count);
    if (beats.length === 0) return null;
    const mean: Record<string, number | null> = {};
    for (const id of Object.keys(beats[beats.length - 1].indices)) {
      const values = beats.map(({ indices }) => indices[id]).filter((value) => value !== null && value !== undefined);
      mean[id] = values.length === 0 ? null : id === rateId ? harmonic(values) : average(values);
    }
    return mean;
  }

  /** How long the last beats took together, in s; null while there are fewer. */
  duration(count: number): number | null {
    const beats = this.#beats.slice(-count);
    if (beats.length < count) return null;
    return beats.reduce((sum, { indices }) => sum + 60 / (indices[rateId] || 60), 0);
  }

  places(count: number): Places {
    const beats = this.#beats.slice(-count).filter(({ ecmoShares }) => ecmoShares.length > 0);
    const last = this.#beats.at(-1);
    if (!last || last.ecmoShares.length === 0) return { ecmoShares: [], watershed: null };
    return {
      ecmoShares: last.ecmoShares.map((_, i) => average(beats.map(({ ecmoShares }) => ecmoShares[i]))),
      watershed: last.watershed,
    };
  }

  /** Blood still to be given or taken when the last beat ended. */
  get bloodToCome(): number {
    return this.#beats.at(-1)?.bloodToCome ?? 0;
  }
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const harmonic = (values: readonly number[]) => values.length / values.reduce((sum, value) => sum + 1 / value, 0);
