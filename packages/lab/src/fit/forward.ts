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
}

/**
 * A search needs no more: it is a hundredth of what a measurement can tell. What has not settled after so many beats is
 * no place for a search to stay.
 */
const SOLVER = { tolerance: 0.005, measureTolerance: 5e-4, maxBeats: 300 };

export class Forward {
  private readonly scratch: LaneGroup;

  constructor(
    private readonly laboratory: Laboratory,
    readonly one: ForwardCase,
    /** Steady states solved so far, and their beats: counted up. */
    private readonly work: { cases: number; beats: number },
    /** Judge cases as `simulate` does, also those that never settle: 60 s after the start of the supports. */
    readonly asReported = false,
  ) {
    this.scratch = new LaneGroup(laboratory.kernel);
  }

  /** The patient at a point, in public units. @param read how values are read off their coordinates */
  parametersAt(point: Float64Array, read = toValue): Settings {
    const free = this.one.priors.map((prior, j) => [prior.id, read(prior, point[j])] as const);
    return { ...this.one.held, ...Object.fromEntries(free) };
  }

  readonly evaluate: Evaluate<State> = (points, near) => {
    if (points.length === 0) return [];
    return this.asReported ? this.report(points) : this.solve(points, near);
  };

  /** All indices at a point, for telling which do not exist there. */
  indicesAt(point: Float64Array): Indices {
    return this.laboratory.solve([this.asCase(this.parametersAt(point))])[0].indices;
  }

  private solve(points: readonly Float64Array[], near: State | null): (Evaluation<State> | null)[] {
    const { model } = this.laboratory;
    const patients = points.map((p) => this.parametersAt(p));
    const settings = patients.map((p) => effectiveSettings(asPatient(p), {}, this.one.support));
    // Without a neighbour, supports start from the patient's own state without them, as they do everywhere.
    const bare =
      near || this.one.support.size === 0
        ? null
        : this.steady(patients.map((p) => ({ settings: effectiveSettings(asPatient(p), {}, new Set()) })));
    const starts = settings.map((s, i) => (near ? this.refilled(s, near) : bare?.[i].state));
    const results = this.steady(settings.map((s, i) => ({ settings: s, start: starts[i] })));
    return results.map((r, i) => {
      if (!r.converged) return null;
      const indices = evaluateIndices(r.cycle, r.period, reader(model, settings[i]));
      return this.residuals(indices, r.state);
    });
  }

  private steady(list: readonly { settings: Settings; start?: State }[]): SteadyResult[] {
    const results = steadyStates(
      this.laboratory.kernel,
      list.map(({ settings, start }) => ({
        parameters: toInner(this.laboratory.model, settings),
        ...(start ? { start } : {}),
      })),
      SOLVER,
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

  private report(points: readonly Float64Array[]): (Evaluation<State> | null)[] {
    const solved = this.laboratory.solve(points.map((p) => this.asCase(this.parametersAt(p))));
    this.count(solved);
    return solved.map((s) => this.residuals(s.indices, s.state));
  }

  private count(solved: readonly { beats: number }[]): void {
    this.work.cases += solved.length;
    this.work.beats += solved.reduce((sum, s) => sum + s.beats, 0);
  }

  private asCase(parameters: Settings) {
    return { patient: asPatient(parameters), settings: {}, support: this.one.support };
  }

  /** null where a target does not exist, such as the pulmonary pulsatility without central venous pressure. */
  private residuals(indices: Indices, start: State): Evaluation<State> | null {
    const list = this.one.goals.map(({ index, value, sd }) => ((indices[index] ?? Number.NaN) - value) / sd);
    return list.every(Number.isFinite) ? { residuals: Float64Array.from(list), start } : null;
  }
}

export function asPatient(parameters: Settings): Patient {
  return { id: "fit", title: "", description: "", source: "", parameters };
}
