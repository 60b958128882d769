/** What is searched for and what is found: the periodic steady state of one case. */
import type { Guide } from "./guide.ts";
import type { State } from "./lane-group.ts";
import type { InnerParameters } from "./parameters.ts";

export interface SteadyCase {
  readonly parameters: InnerParameters;
  /** State to start from (of the same model); without it a rough guess. */
  readonly start?: State;
  /** The start is that of another patient: its blood is first brought to this one's volume. */
  readonly refill?: boolean;
  /** true: run plainly; slow things are found where they are when the fast ones have come to rest. */
  readonly unhurried?: boolean;
  /** Linear maps of a circulation much like this one: the search takes a quarter of the beats with them. */
  readonly guide?: Guide;
}

export type BeatMeasures = ReadonlyMap<string, number>;

export interface SteadyResult {
  readonly converged: boolean;
  /** Why not, in words; null when converged. */
  readonly reason: string | null;
  readonly beats: number;
  readonly residual: number;
  /** Measures of each beat of the last cycle, in order. */
  readonly cycle: readonly BeatMeasures[];
  /** State at the start of a cycle. */
  readonly state: State;
  readonly steps: number;
  readonly period: number;
}

/** Where a search ends: see SteadyOptions. */
export interface Goal {
  readonly tolerance: number;
  readonly measureTolerance: number;
  readonly distanceTolerance: number;
  readonly maxBeats: number;
  readonly step: number;
  readonly accelerate: boolean;
}
