/** `bench`: speed, accuracy and steady states, measured in one run so that ratios count. */
import { cpus } from "node:os";
import { compile, DEFAULT_STEP, type Model, stateCount } from "@counterpulse/engine";
import { ACCURACY_MATRIX, compareIndices, MODEL_VERSION, referenceIndices, solveAt } from "@counterpulse/lab";
import { type CReference, measureC } from "./c-reference.ts";
import { kernels, measureSpeed, models, type Speed } from "./speed.ts";
import { type SteadyFigures, steadyFigures } from "./steady.ts";

export interface AccuracyFigure {
  readonly scheme: string;
  readonly step_ms: number;
  readonly cases: number;
  readonly indices: number;
  /** Largest error over what is allowed; at most 1 is within. */
  readonly worst_share: number;
  readonly outside: number;
  readonly worst: {
    readonly index: string;
    readonly patient: string;
    readonly support: string;
    readonly settings: Readonly<Record<string, number>>;
  };
  readonly default: boolean;
}

export interface BenchResult {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly model: { readonly name: string; readonly version: string; readonly hash: string };
  readonly states: number;
  readonly states_full: number;
  readonly accuracy: AccuracyFigure[];
  readonly single: Speed;
  readonly batch: Speed & { readonly lanes: number };
  /** Everything switched on: gases, reflexes, autoregulation, all devices. */
  readonly batch_full: Speed & { readonly lanes: number };
  readonly ratio_full_to_batch: number;
  readonly screening_f32x4: Speed & { readonly lanes: number };
  readonly js_twin: Speed;
  readonly c_reference: CReference | null;
  readonly ratio_batch_to_c: number | null;
  readonly steady_state: SteadyFigures;
}

/** Steps (ms) of the work-precision study; the default step is always among them. */
const LEAPFROG_STEPS = [0.5, 1, DEFAULT_STEP * 1000, 2];
const RK4_STEPS = [0.5, 1, 2];

export function bench(seconds: number, onProgress: (done: number, all: number) => void = () => {}): BenchResult {
  const circuits = models();
  const { double } = circuits;
  const { batch: f64, full, screening: f32, twin } = kernels(circuits);
  const stages = 7;
  const at = (n: number): void => onProgress(n, stages);
  at(0);
  const batch = { lanes: f64.lanes, ...measureSpeed(f64, f64.lanes, seconds) };
  const batchFull = { lanes: full.lanes, ...measureSpeed(full, full.lanes, seconds) };
  at(1);
  const c = measureC(double, seconds);
  at(2);
  const one = measureSpeed(f64, 1, seconds / 2);
  const jsTwin = measureSpeed(twin, 1, seconds / 2);
  at(3);
  const screening = { lanes: f32.lanes, ...measureSpeed(f32, f32.lanes, seconds) };
  at(4);
  const steady = steadyFigures(double);
  at(5);
  const accuracy = workPrecision(double, () => at(6));
  at(7);
  return {
    machine: { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: process.version },
    model: { name: double.name, version: MODEL_VERSION, hash: double.hash },
    states: stateCount(double),
    states_full: stateCount(circuits.full),
    accuracy,
    single: one,
    batch,
    batch_full: batchFull,
    ratio_full_to_batch: batchFull.rtf / batch.rtf,
    screening_f32x4: screening,
    js_twin: jsTwin,
    c_reference: c,
    ratio_batch_to_c: c === null ? null : batch.rtf / c.rtf,
    steady_state: steady,
  };
}

/** Both schemes against the fine reference over the accuracy matrix. */
export function workPrecision(model: Model, onReference: () => void = () => {}): AccuracyFigure[] {
  const reference = referenceIndices(model);
  onReference();
  const schemes = [
    { scheme: "leapfrog-ab2" as const, steps: LEAPFROG_STEPS },
    { scheme: "rk4" as const, steps: RK4_STEPS },
  ];
  return schemes.flatMap(({ scheme, steps }) => {
    const kernel = compile(model, { scheme });
    return steps.map((ms): AccuracyFigure => {
      const solved = solveAt(model, kernel, ACCURACY_MATRIX, ms / 1000);
      const rows = solved.flatMap((s, i) => compareIndices(ACCURACY_MATRIX[i], s.indices, reference[i].indices));
      const worst = rows.reduce((a, b) => (b.share > a.share ? b : a));
      return {
        scheme,
        step_ms: ms,
        cases: ACCURACY_MATRIX.length,
        indices: rows.filter((r) => r.reference !== null).length,
        worst_share: Number.isFinite(worst.share) ? worst.share : 1e9,
        outside: rows.filter((r) => r.share > 1).length,
        worst: {
          index: worst.index,
          patient: worst.case.patient,
          support: worst.case.support,
          settings: worst.case.settings,
        },
        default: scheme === "leapfrog-ab2" && ms === DEFAULT_STEP * 1000,
      };
    });
  });
}
