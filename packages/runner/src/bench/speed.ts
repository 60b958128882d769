/** Real-time factors: simulated seconds per wall second on one core, for one way of running the circulation. */
import {
  assemble,
  circulation,
  compile,
  DEFAULT_STEP,
  type InnerParameters,
  type Kernel,
  LaneGroup,
  type Model,
  stepsFor,
} from "@counterpulse/engine";
import { effectiveSettings, requirePatient, toInner } from "@counterpulse/lab";

export interface Speed {
  /** Median over stretches of some milliseconds: what other work on the machine disturbs least. */
  readonly rtf: number;
  /** The fastest stretch: what the code takes when the machine lets it. */
  readonly best_rtf: number;
  readonly ns_per_step: number;
}

/** The patient of all speed figures: shock, with both devices running. */
export function benchParameters(model: Model): InnerParameters {
  return toInner(model, effectiveSettings(requirePatient("cardiogenic-shock"), {}, new Set(["iabp", "va-ecmo"])));
}

/** A group ready to run, at the default step unless another is given. */
export function readyGroup(kernel: Kernel, step = DEFAULT_STEP): LaneGroup {
  const group = new LaneGroup(kernel);
  const parameters = benchParameters(kernel.program.model);
  for (let lane = 0; lane < kernel.lanes; lane++) group.setParameters(lane, parameters);
  group.configure(64);
  group.configure(stepsFor(group.period(0), step));
  for (let lane = 0; lane < kernel.lanes; lane++) group.initialise(lane);
  return group;
}

/** Patients counted: all lanes for a batch, one for a single run. */
export function measureSpeed(kernel: Kernel, patients: number, seconds: number): Speed {
  const group = readyGroup(kernel);
  // The compilers of the host settle on their best code only after a while.
  for (let beat = 0; beat < 200; beat++) group.beat();
  const simulated = group.period(0) * patients;
  const chunks: number[] = [];
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    const before = performance.now();
    for (let beat = 0; beat < 5; beat++) group.beat();
    chunks.push((performance.now() - before) / 5000);
  }
  chunks.sort((a, b) => a - b);
  const median = chunks[chunks.length >> 1];
  return { rtf: simulated / median, best_rtf: simulated / chunks[0], ns_per_step: (median / group.steps) * 1e9 };
}

/** Haemodynamics alone in both precisions, and everything switched on. */
export function models(): { double: Model; single: Model; full: Model } {
  const haemodynamics = circulation("haemodynamics");
  return {
    double: assemble(haemodynamics),
    single: assemble(haemodynamics, { precision: "f32" }),
    full: assemble(circulation()),
  };
}

export function kernels({ double, single, full }: ReturnType<typeof models>): {
  batch: Kernel;
  full: Kernel;
  screening: Kernel;
  twin: Kernel;
} {
  return {
    batch: compile(double),
    full: compile(full),
    screening: compile(single, { target: "f32x4" }),
    twin: compile(double, { target: "js" }),
  };
}
