/**
 * How right a scheme and step are: steady indices of a matrix of cases against a fine reference. The reference is RK4
 * at a twentieth of a millisecond, itself held against an adaptive solver in the tests.
 */
import {
  compile,
  evaluateIndices,
  INDICES,
  type Indices,
  type Kernel,
  LaneGroup,
  type Model,
  type State,
  steadyStates,
} from "@counterpulse/engine";
import { requirePatient } from "./patients.ts";
import { effectiveSettings, reader, type Settings, toInner } from "./settings.ts";
import { parseSupport } from "./support.ts";

export interface AccuracyCase {
  readonly patient: string;
  readonly support: string;
  readonly settings: Settings;
}

const SUPPORTS = ["none", "iabp", "va-ecmo", "va-ecmo+iabp"];

/** Two patients, four supports, and settings that stress valves, timing and flow. */
export const ACCURACY_MATRIX: readonly AccuracyCase[] = [
  ...["healthy-adult", "cardiogenic-shock"].flatMap((patient) =>
    SUPPORTS.map((support) => ({ patient, support, settings: {} })),
  ),
  ...SUPPORTS.map((support) => ({ patient: "cardiogenic-shock", support, settings: { "heart.rate_per_min": 130 } })),
  ...SUPPORTS.map((support) => ({
    patient: "cardiogenic-shock",
    support,
    settings: { "lv.contractility_scale": 0.7 },
  })),
  ...SUPPORTS.map((support) => ({
    patient: "cardiogenic-shock",
    support,
    settings: { "aortic_valve.regurgitation_fraction": 0.2, "mitral_valve.regurgitation_fraction": 0.2 },
  })),
  { patient: "cardiogenic-shock", support: "iabp", settings: { "iabp.ratio": 2 } },
  { patient: "cardiogenic-shock", support: "iabp", settings: { "iabp.inflation_offset_ms": -80 } },
  { patient: "cardiogenic-shock", support: "iabp", settings: { "iabp.deflation_offset_ms": 80, "iabp.volume_mL": 50 } },
  { patient: "cardiogenic-shock", support: "va-ecmo", settings: { "va-ecmo.flow_L_min": 2 } },
  { patient: "cardiogenic-shock", support: "va-ecmo+iabp", settings: { "va-ecmo.flow_L_min": 5.5 } },
  { patient: "cardiogenic-shock", support: "va-ecmo+iabp", settings: { "va-ecmo.return_site": 1, "iabp.ratio": 2 } },
  { patient: "healthy-adult", support: "none", settings: { "heart.rate_per_min": 45, "aortic_valve.area": 0.8 } },
  { patient: "healthy-adult", support: "va-ecmo", settings: { "va-ecmo.speed_rpm": 2500, "va-ecmo.control": 1 } },
  { patient: "cardiogenic-shock", support: "impella", settings: {} },
  { patient: "cardiogenic-shock", support: "impella", settings: { "impella.model": 0, "impella.level": 2 } },
  { patient: "healthy-adult", support: "impella", settings: { "impella.level": 0 } },
  { patient: "cardiogenic-shock", support: "tandemheart", settings: {} },
  { patient: "cardiogenic-shock", support: "va-ecmo+impella", settings: { "vent.septostomy_diameter_mm": 6 } },
  {
    patient: "cardiogenic-shock",
    support: "va-ecmo",
    settings: { "va-ecmo.la_vent_share": 0.2, "va-ecmo.pa_vent_share": 0.1 },
  },
  { patient: "cardiogenic-shock", support: "iabp+va-ecmo+impella+tandemheart", settings: {} },
];

/** Allowed error: 0.1 %, or this much where that is larger. */
const ABSOLUTE: Readonly<Record<string, number>> = {
  mmHg: 0.05,
  mL: 0.05,
  cm: 0.02,
  "L/min": 0.002,
  "mL/min": 2,
  W: 0.0005,
  "1": 0.0005,
  "%": 0.05,
};
const RELATIVE = 0.001;

export interface AccuracyRow {
  readonly case: AccuracyCase;
  readonly index: string;
  readonly value: number | null;
  readonly reference: number | null;
  /** Error over what is allowed: at most 1 is within. */
  readonly share: number;
}

export function compareIndices(one: AccuracyCase, found: Indices, reference: Indices): AccuracyRow[] {
  return INDICES.map(({ id, unit }) => {
    const [value, exact] = [found[id], reference[id]];
    const allowed = Math.max(RELATIVE * Math.abs(exact ?? 0), ABSOLUTE[unit] ?? 0, 1e-12);
    const share =
      value === null || exact === null
        ? value === exact
          ? 0
          : Number.POSITIVE_INFINITY
        : Math.abs(value - exact) / allowed;
    return { case: one, index: id, value, reference: exact, share };
  });
}

export interface SteadyIndices {
  readonly indices: Indices;
  readonly converged: boolean;
  readonly named: ReadonlyMap<string, number>;
}

/** Steady indices of cases at a step, tightly converged, from states by register name where given. */
export function solveAt(
  model: Model,
  kernel: Kernel,
  cases: readonly AccuracyCase[],
  step: number,
  starts?: readonly ReadonlyMap<string, number>[],
): SteadyIndices[] {
  const effective = cases.map((c) => effectiveSettings(requirePatient(c.patient), c.settings, parseSupport(c.support)));
  const group = new LaneGroup(kernel);
  const startOf = (i: number): State | undefined => {
    const named = starts?.[i];
    return named && Float64Array.from(group.carried, (name) => named.get(name) ?? 0);
  };
  const results = steadyStates(
    kernel,
    effective.map((s, i) => ({ parameters: toInner(model, s), ...(starts ? { start: startOf(i)! } : {}) })),
    { step, tolerance: 2e-4, measureTolerance: 2e-5 },
  );
  return results.map((r, i) => ({
    indices: evaluateIndices(r.cycle, r.period, reader(model, effective[i])),
    converged: r.converged,
    named: new Map(group.carried.map((name, k) => [name, r.state[k]])),
  }));
}

export const REFERENCE_STEP = 0.00005;

/** The matrix at the reference's step, started from the states of a faster scheme. */
export function referenceIndices(model: Model, cases: readonly AccuracyCase[] = ACCURACY_MATRIX): SteadyIndices[] {
  const quick = solveAt(model, compile(model), cases, 0.001);
  return solveAt(
    model,
    compile(model, { scheme: "rk4" }),
    cases,
    REFERENCE_STEP,
    quick.map((q) => q.named),
  );
}
