/**
 * What the worker asks of the engine: one patient's circulation that runs on, is watched at a chosen rate, and can be
 * changed at any moment. The page knows nothing else of the model, so it shows whatever stands behind this interface.
 */
export interface LiveSignal {
  /** For example `aortic_root.p`. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
}

export interface LiveParameter {
  /** A public parameter id, as `counterpulse parameters` lists them, for example `iabp.volume_mL`. */
  readonly id: string;
  readonly unit: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly description: string;
  readonly source: string;
}

export interface LivePatient {
  readonly id: string;
  /** Short, for menus. */
  readonly label: string;
  readonly title: string;
  readonly description: string;
}

/** By the ids of `counterpulse indices`; null where a value does not exist. */
export type LiveIndices = Readonly<Record<string, number | null>>;

export interface LiveBeat {
  /** Simulated time at which the beat ended. */
  readonly atSeconds: number;
  readonly indices: LiveIndices;
  /** Share of blood from the oxygenator in each segment of `aorta`; empty without VA-ECMO. */
  readonly ecmoShares: readonly number[];
  /** Segment of the aorta from which on most blood is the oxygenator's. */
  readonly watershed: string | null;
  /** Blood that is still to be given, or, below 0, to be taken, mL. */
  readonly bloodToCome: number;
}

export interface Supports {
  readonly iabp: boolean;
  readonly "va-ecmo": boolean;
  readonly impella: boolean;
  readonly tandemheart: boolean;
}

/** What the engine tells about itself and its present patient. */
export interface LiveDescription {
  readonly model: { readonly name: string; readonly hash: string };
  readonly signals: readonly LiveSignal[];
  readonly patients: readonly LivePatient[];
  readonly indices: readonly { readonly id: string; readonly definition: string }[];
  /** Segments of the aorta from the heart on. */
  readonly aorta: readonly string[];
  /** The devices on which the present patient comes. */
  readonly ownSupport: Supports;
  /** Indices of the present patient's steady state without support. */
  readonly baseline: LiveIndices;
  /** Defaults are those of the present patient. */
  readonly parameters: readonly LiveParameter[];
}

export interface LiveCirculation extends LiveDescription {
  /** Takes effect at once; a blood volume is given or taken over some time. Of a pump's `flow_L_min` and `speed_rpm`, the one set last says how it is held. */
  set(id: string, value: number): void;
  setSupport(on: Supports): void;
  /** Restarts from that patient's steady state on the devices of `ownSupport`, with that patient's parameters. */
  setPatient(id: string): void;
  /** Chooses which signals `advance` fills, in this order. */
  observe(signals: readonly string[]): void;
  /** Runs on, writes each observed signal into its array in `sink`, and returns the number of samples written. */
  advance(seconds: number, rateHz: number, sink: Float32Array[]): number;
  /** The beats that ended since the last call. */
  beats(): readonly LiveBeat[];
}
