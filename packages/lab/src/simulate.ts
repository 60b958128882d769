/** `simulate`: one patient, one support. */
import type { Indices, Patient } from "@counterpulse/engine";
import { Laboratory, type SolveOptions } from "./laboratory.ts";
import { record, resolveSignals, type Waveforms } from "./record.ts";
import type { Settings } from "./settings.ts";
import { recordable } from "./signals.ts";
import { parseSupport } from "./support.ts";

export interface ModelStamp {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
}

/** Version of the model as published with results; the hash tells exactly which. */
export const MODEL_VERSION = "0.1.0";

export function stamp(laboratory: Laboratory): ModelStamp {
  return { name: laboratory.model.name, version: MODEL_VERSION, hash: laboratory.model.hash };
}

export interface SimulationRequest extends SolveOptions {
  readonly patient: Patient;
  readonly support: string;
  readonly settings: Settings;
  readonly signals?: readonly string[];
  readonly seconds?: number;
  readonly rateHz?: number;
}

export interface Simulation {
  readonly model: ModelStamp;
  readonly patient: string;
  readonly support: string;
  readonly settings: Record<string, number>;
  readonly converged: boolean;
  readonly reason: string | null;
  readonly evaluated_at_s: number | null;
  readonly indices: Indices;
  readonly signals?: Waveforms;
}

/** What a result echoes: the patient's and the user's settings, and in any case whether reflexes act. */
export function echoSettings(effective: Settings): Record<string, number> {
  return { "reflexes.on": 1, ...effective };
}

/** @param plain the laboratory to use where no signals are asked for; they need one with probes of their own */
export function simulate(request: SimulationRequest, plain = new Laboratory()): Simulation {
  const support = parseSupport(request.support);
  const names = request.signals ?? [];
  const signals = resolveSignals(names, recordable(plain.model));
  const laboratory = signals.length > 0 ? new Laboratory([...new Set(signals.map((s) => s.of))]) : plain;
  const [solved] = laboratory.solve([{ patient: request.patient, settings: request.settings, support }], request);
  return {
    model: stamp(laboratory),
    patient: request.patient.id,
    support: request.support,
    settings: echoSettings(solved.effective),
    converged: solved.converged,
    reason: solved.reason,
    evaluated_at_s: solved.evaluatedAtSeconds,
    indices: solved.indices,
    ...(signals.length > 0
      ? {
          signals: record(
            laboratory,
            solved,
            signals,
            request.seconds ?? 10,
            request.rateHz ?? 250,
            request.onProgress,
          ),
        }
      : {}),
  };
}
