/** The messages between the page and the worker that owns the engine. */
import type { LiveBeat, LiveDescription, Supports } from "./live.ts";

/** Samples per simulated second that the worker sends; the traces and the loop are drawn from these. */
export const sampleRateHz = 250;

export type ToWorker = { type: "start"; patient: string; signals: readonly string[] } | Instruction;

/** What can be said to a circulation that runs. */
export type Instruction =
  | { type: "patient"; patient: string; epoch: number }
  | { type: "set"; id: string; value: number }
  | { type: "support"; on: Supports }
  | { type: "run"; running: boolean }
  | { type: "speed"; factor: number };

export type FromWorker =
  | {
      type: "ready";
      /** Grows with each change of patient, so that late samples of the patient before can be told apart. */
      epoch: number;
      about: LiveDescription;
    }
  | {
      type: "samples";
      epoch: number;
      /** Samples of each signal; the signals follow each other in `data`, in the order asked for at the start. */
      count: number;
      data: Float32Array<ArrayBuffer>;
      /** Simulated time at the end of these samples, s. */
      atSeconds: number;
    }
  | { type: "beat"; epoch: number; beat: LiveBeat }
  /** Share of one core that the worker used over the last seconds. */
  | { type: "load"; share: number }
  | { type: "fault"; message: string };
