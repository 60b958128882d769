/** Waveforms: a running case sampled at a chosen rate. */
import { ProbeRun } from "@counterpulse/engine";
import { InputError } from "./input-error.ts";
import type { Laboratory, Solved } from "./laboratory.ts";
import { toInner } from "./settings.ts";
import { SIGNALS } from "./signals.ts";

export interface Waveforms {
  readonly time_s: number[];
  readonly [signal: string]: number[];
}

/** The circuit names behind the signals asked for. @throws InputError */
export function resolveSignals(
  names: readonly string[],
  circuitNames: readonly string[],
): { name: string; of: string; scale: number }[] {
  return names.map((name) => {
    const known = Object.hasOwn(SIGNALS, name) ? SIGNALS[name] : undefined;
    if (known) return { name, of: known.of, scale: known.scale };
    if (circuitNames.includes(name)) return { name, of: name, scale: 1 };
    throw new InputError(
      `--signals: there is no signal "${name}"; allowed are ${Object.keys(SIGNALS).join(", ")}, or a name of the circuit such as aortic_root.p.`,
    );
  });
}

/**
 * Run a solved case on from its state and sample signals at every multiple of 1/rate, interpolated between the solver's
 * steps. The laboratory must have been opened with their circuit names as probes.
 */
export function record(
  laboratory: Laboratory,
  solved: Solved,
  signals: readonly { name: string; of: string; scale: number }[],
  seconds: number,
  rateHz: number,
  onProgress?: (done: number, all: number) => void,
): Waveforms {
  const { kernel, model } = laboratory;
  const parameters = toInner(model, solved.effective);
  const run = new ProbeRun(
    kernel,
    parameters,
    solved.steps,
    solved.state,
    signals.map((s) => s.of),
  );
  const time: number[] = [];
  const columns = signals.map((): number[] => []);
  const samples = Math.floor(seconds * rateHz + 1e-9) + 1;
  for (let k = 0; k < samples; k++) {
    const values = run.at(k / rateHz);
    time.push(k / rateHz);
    signals.forEach((s, i) => columns[i].push(values[i] * s.scale));
    if (onProgress && k % 4096 === 0) onProgress(k, samples);
  }
  return { time_s: time, ...Object.fromEntries(signals.map((s, i) => [s.name, columns[i]])) };
}
