/** From the search's coordinates to the targets' residuals: the steady states of many cases in one batch. */
import {
  evaluateIndices,
  type Indices,
  LaneGroup,
  type Patient,
  type State,
  type SteadyResult,
  steadyStates,
} from "@counterpulse/engine";
import type { Laboratory } from "../laboratory.ts";
import { effectiveSettings, reader, type Settings, toInner } from "../settings.ts";
import type { Device } from "../support.ts";
import { type Prior, toValue } from "./coordinates.ts";
import type { Evaluate, Evaluation } from "./gauss-newton.ts";
import { SILENT, setPointsOf, withSetPoints } from "./resting.ts";

/** An index that the search has to meet. */
export interface Goal {
  readonly index: string;
  readonly value: number;
  readonly sd: number;
}

export interface ForwardCase {
  /** Everything that stays as it is, devices' settings included. */
  readonly held: Settings;
  readonly support: ReadonlySet<Device>;
  readonly priors: readonly Prior[];
  readonly goals: readonly Goal[];
  /** Reflexes rest at the patient's own pressures without support. */
  readonly resting: boolean;
}

/** What a neighbour's solution starts from: its state, and under a support that without it. */
export interface Solution {
  readonly state: State;
  readonly bare: State | null;
}

/**
 * A search needs no more: it is a hundredth of what a measurement can tell. What has not settled after so many beats is
 * no place for a search to stay.
 */
const SOLVER = { tolerance: 0.005, measureTolerance: 5e-4, maxBeats: 300 };

/** Gases and lactate settle over minutes: where they are asked for, rest must be nearer. */
const SLOW_GOALS = /^(sao2|svo2|pao2|paco2|lactate|do2|vo2|lung_shunt)_/;
const PATIENT_SOLVER = { tolerance: 5e-4, measureTolerance: 5e-5, maxBeats: 600 };

const ALONE: ReadonlySet<Device> = new Set();

export class Forward {
  private readonly scratch: LaneGroup;
  private readonly solver: typeof SOLVER;

  constructor(
    private readonly laboratory: Laboratory,
    readonly one: ForwardCase,
    /** Steady states solved so far, and their beats: counted up. */
    private readonly work: { cases: number; beats: number },
    /** Judge cases as `simulate` does, also those that never settle: 60 s after the start of the supports. */
    readonly asReported = false,
  ) {
    this.scratch = new LaneGroup(laboratory.kernel);
    this.solver = one.goals.some(({ index }) => SLOW_GOALS.test(index)) ? PATIENT_SOLVER : SOLVER;
  }

  /** The patient at a point, in public units, but for set points that follow. @param read how values are read off their coordinates */
  private parametersAt(point: Float64Array, read = toValue): Settings {
    const free = this.one.priors.map((prior, j) => [prior.id, read(prior, point[j])] as const);
    return { ...this.one.held, ...Object.fromEntries(free) };
  }

  /** The whole patients at points. */
  patientsAt(points: readonly Float64Array[], read = toValue): Settings[] {
    const patients = points.map((p) => this.parametersAt(p, read));
    return this.one.resting ? withSetPoints(this.laboratory, patients) : patients;
  }

  readonly evaluate: Evaluate<Solution> = (points, near) => {
    if (points.length === 0) return [];
    return this.asReported ? this.report(points) : this.solve(points, near);
  };

  /** All indices at a point, for telling which do not exist there. */
  indicesAt(point: Float64Array): Indices {
    return this.laboratory.solve(this.patientsAt([point]).map((p) => this.asCase(p)))[0].indices;
  }

  private solve(points: readonly Float64Array[], near: Solution | null): (Evaluation<Solution> | null)[] {
    const { support, resting } = this.one;
    const patients = points.map((p) => this.parametersAt(p));
    // Without support reflexes are silent at their set points.
    const still = resting ? SILENT : {};
    const alone = patients.map((p) => effectiveSettings(asPatient({ ...p, ...still }), {}, new Set()));
    if (support.size === 0) return this.concluded(alone, this.steadyFrom(alone, support, near?.state ?? null), null);
    // Supports start from the patient's own state without them, as they do everywhere, or else from the neighbour's.
    const bare = resting || !near ? this.steadyFrom(alone, ALONE, near?.bare ?? null) : null;
    const settings = patients.map((p, i) => {
      const setPoints = resting ? setPointsOf(this.laboratory, this.indicesOf(bare![i], alone[i]), p) : {};
      return effectiveSettings(asPatient({ ...p, ...setPoints }), {}, support);
    });
    const results = near
      ? this.steadyFrom(settings, support, near.state)
      : this.steady(
          settings.map((s, i) => ({ settings: s, start: bare![i].state })),
          support,
        );
    return this.concluded(settings, results, bare);
  }

  private concluded(
    settings: readonly Settings[],
    results: readonly SteadyResult[],
    bare: readonly SteadyResult[] | null,
  ): (Evaluation<Solution> | null)[] {
    return results.map((r, i) =>
      r.converged
        ? this.residuals(this.indicesOf(r, settings[i]), { state: r.state, bare: bare?.[i].state ?? null })
        : null,
    );
  }

  private indicesOf({ cycle, period }: SteadyResult, settings: Settings): Indices {
    return evaluateIndices(cycle, period, reader(this.laboratory.model, settings));
  }

  private steadyFrom(list: readonly Settings[], support: ReadonlySet<Device>, near: State | null): SteadyResult[] {
    return this.steady(
      list.map((settings) => (near ? { settings, start: this.refilled(settings, near) } : { settings })),
      support,
    );
  }

  private steady(list: readonly { settings: Settings; start?: State }[], support: ReadonlySet<Device>): SteadyResult[] {
    const guide = this.laboratory.guideFor(support);
    const results = steadyStates(
      this.laboratory.kernel,
      list.map(({ settings, start }) => ({
        parameters: toInner(this.laboratory.model, settings),
        guide,
        ...(start ? { start } : { start: guide.state, refill: true }),
      })),
      this.solver,
    );
    this.count(results);
    return results;
  }

  /** A neighbour's state with this patient's blood volume, which no steady state would change by itself. */
  private refilled(settings: Settings, near: State): State {
    const { scratch } = this;
    const parameters = toInner(this.laboratory.model, settings);
    for (let lane = 0; lane < this.laboratory.kernel.lanes; lane++) scratch.setParameters(lane, parameters);
    scratch.configure(64);
    scratch.writeState(0, near);
    scratch.refill(0);
    return scratch.readState(0);
  }

  private report(points: readonly Float64Array[]): (Evaluation<Solution> | null)[] {
    const solved = this.laboratory.solve(this.patientsAt(points).map((p) => this.asCase(p)));
    this.count(solved);
    return solved.map((s) => this.residuals(s.indices, { state: s.state, bare: null }));
  }

  private count(solved: readonly { beats: number }[]): void {
    this.work.cases += solved.length;
    this.work.beats += solved.reduce((sum, s) => sum + s.beats, 0);
  }

  private asCase(parameters: Settings) {
    return { patient: asPatient(parameters), settings: {}, support: this.one.support };
  }

  /** null where a target does not exist, such as the pulmonary pulsatility without central venous pressure. */
  private residuals(indices: Indices, start: Solution): Evaluation<Solution> | null {
    const list = this.one.goals.map(({ index, value, sd }) => ((indices[index] ?? Number.NaN) - value) / sd);
    return list.every(Number.isFinite) ? { residuals: Float64Array.from(list), start } : null;
  }
}

export function asPatient(parameters: Settings): Patient {
  return { id: "fit", title: "", description: "", source: "", parameters };
}
