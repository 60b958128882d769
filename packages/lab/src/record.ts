/** Waveforms: a running case sampled at a chosen rate. */
import { ProbeRun } from "@counterpulse/engine";
import { InputError } from "./input-error.ts";
import type { Laboratory, Solved } from "./laboratory.ts";
import { toInner } from "./settings.ts";

export interface Waveforms {
  readonly time_s: number[];
  readonly [signal: string]: number[];
}

/** Names a user may ask for, beside any name of the circuit such as `aortic_root.p`. Scale: inner units to the stated. */
export const SIGNALS: Readonly<Record<string, { of: string; unit: string; scale: number; label: string }>> = {
  aortic_root_mmHg: { of: "aortic_root.p", unit: "mmHg", scale: 1, label: "aortic root pressure" },
  radial_mmHg: { of: "right_arm_arteries.p", unit: "mmHg", scale: 1, label: "right radial pressure" },
  femoral_mmHg: { of: "left_leg_arteries.p", unit: "mmHg", scale: 1, label: "left femoral pressure" },
  pa_mmHg: { of: "pulmonary_artery.p", unit: "mmHg", scale: 1, label: "pulmonary artery pressure" },
  cvp_mmHg: { of: "right_atrium.p", unit: "mmHg", scale: 1, label: "central venous pressure" },
  pcwp_mmHg: { of: "pulmonary_veins.p", unit: "mmHg", scale: 1, label: "pulmonary wedge pressure" },
  lv_mmHg: { of: "lv.p", unit: "mmHg", scale: 1, label: "left ventricular pressure" },
  lv_mL: { of: "lv.V", unit: "mL", scale: 1, label: "left ventricular volume" },
  rv_mmHg: { of: "rv.p", unit: "mmHg", scale: 1, label: "right ventricular pressure" },
  rv_mL: { of: "rv.V", unit: "mL", scale: 1, label: "right ventricular volume" },
  aortic_valve_L_min: { of: "aortic_valve.q", unit: "L/min", scale: 0.06, label: "flow through the aortic valve" },
  lad_mL_min: { of: "lad_ostium.q", unit: "mL/min", scale: 60, label: "flow into the left anterior descending artery" },
  balloon_mL: { of: "iabp_balloon.V", unit: "mL", scale: 1, label: "balloon volume" },
  balloon_mmHg: {
    of: "iabp_line.p_line",
    unit: "mmHg",
    scale: 1,
    label: "balloon pressure, in the gas line at the balloon",
  },
  ecmo_L_min: { of: "ecmo_return.q", unit: "L/min", scale: 0.06, label: "ECMO flow" },
  ecmo_speed_rpm: { of: "ecmo_controller.speed", unit: "rpm", scale: 60, label: "ECMO pump speed" },
  impella_L_min: { of: "impella_pump.q", unit: "L/min", scale: 0.06, label: "Impella flow" },
  tandemheart_L_min: { of: "tandemheart_line.q", unit: "L/min", scale: 0.06, label: "TandemHeart flow" },
  tandemheart_speed_rpm: {
    of: "tandemheart_controller.speed",
    unit: "rpm",
    scale: 60,
    label: "TandemHeart pump speed",
  },
  septostomy_L_min: { of: "septostomy.q", unit: "L/min", scale: 0.06, label: "flow through the septostomy" },
  ecmo_p1_mmHg: { of: "ecmo_drainage.P1", unit: "mmHg", scale: 1, label: "circuit pressure before the pump" },
  ecmo_p2_mmHg: { of: "ecmo_drainage.P2", unit: "mmHg", scale: 1, label: "circuit pressure before the oxygenator" },
  ecmo_p3_mmHg: { of: "ecmo_drainage.P3", unit: "mmHg", scale: 1, label: "circuit pressure after the oxygenator" },
};

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
