/** The bench on which everything runs: the circulation, compiled once, and solved for many cases at a time. */
import {
  assemble,
  circulation,
  compile,
  evaluateIndices,
  type Indices,
  type Kernel,
  LaneGroup,
  type Model,
  type Patient,
  type State,
  type SteadyResult,
  steadyStates,
  stepHolds,
} from "@counterpulse/engine";
import { effectiveSettings, reader, type Settings, toInner } from "./settings.ts";
import type { Device } from "./support.ts";

export interface Case {
  readonly patient: Patient;
  readonly settings: Settings;
  readonly support: ReadonlySet<Device>;
}

export interface Solved {
  readonly case: Case;
  readonly converged: boolean;
  /** Why there is no steady state, or null. */
  readonly reason: string | null;
  /** Seconds after the supports' start at which the indices hold, when there is no steady state. */
  readonly evaluatedAtSeconds: number | null;
  readonly indices: Indices;
  /** Indices `atSeconds` after the supports' start, steady or not; null without support, which has no start. */
  readonly indicesAt: Indices | null;
  readonly state: State;
  readonly steps: number;
  readonly beats: number;
  /** Everything in effect, public units. */
  readonly effective: Settings;
}

export interface SolveOptions {
  /** Seconds after the supports' start for cases without a steady state. */
  readonly atSeconds?: number;
  readonly onProgress?: (done: number, all: number) => void;
}

/** A run without acceleration: its last cycle, and how long it would still need to a known steady state. */
interface PlainRun {
  readonly cycle: readonly ReadonlyMap<string, number>[];
  readonly period: number;
  readonly steps: number;
  readonly state: State;
  readonly beats: number;
  readonly secondsToSettle: number;
}

/** A steady state that lies further off than this is not what a person sees at the bedside. */
const SETTLING_LIMIT_S = 600;
const DEFAULT_AT_S = 60;

export class Laboratory {
  readonly model: Model;
  private compiled: Kernel | null = null;
  /** Kept from run to run: a kernel never gives memory back. */
  private plain: LaneGroup | null = null;

  constructor(readonly probes: readonly string[] = []) {
    this.model = assemble(circulation());
  }

  get kernel(): Kernel {
    this.compiled ??= compile(this.model, { probes: this.probes });
    return this.compiled;
  }

  /** Steady states of all cases, supports started from each patient's own state without them. */
  solve(cases: readonly Case[], options: SolveOptions = {}): Solved[] {
    const effective = cases.map((c) => effectiveSettings(c.patient, c.settings, c.support));
    const bare = cases.map((c) => effectiveSettings(c.patient, c.settings, new Set()));
    // Cases that share a patient share the state without support.
    const keys = bare.map((s) => JSON.stringify(s));
    const distinct = [...new Set(keys)];
    const without = this.steady(distinct.map((k) => ({ settings: JSON.parse(k) as Settings })));
    options.onProgress?.(distinct.length, distinct.length + cases.length);
    const supported = cases.flatMap((c, i) => (c.support.size > 0 ? [i] : []));
    const withSupport = this.steady(
      supported.map((i) => ({ settings: effective[i], start: without[distinct.indexOf(keys[i])].state })),
    );
    const bySupport = new Map(supported.map((i, k) => [i, withSupport[k]]));
    options.onProgress?.(distinct.length + cases.length, distinct.length + cases.length);
    return cases.map((c, i) => {
      const base = without[distinct.indexOf(keys[i])];
      const result = bySupport.get(i);
      if (!result) return this.conclude(c, effective[i], base, { reason: base.reason, at: null, indicesAt: null });
      return this.settle(c, effective[i], base, result, options.atSeconds ?? DEFAULT_AT_S);
    });
  }

  private steady(list: readonly { settings: Settings; start?: State }[]): SteadyResult[] {
    return steadyStates(
      this.kernel,
      list.map(({ settings, start }) => ({ parameters: toInner(this.model, settings), ...(start ? { start } : {}) })),
    );
  }

  private conclude(
    one: Case,
    effective: Settings,
    result: Pick<SteadyResult, "cycle" | "period" | "state" | "steps" | "beats">,
    end: { reason: string | null; at: number | null; indicesAt: Indices | null },
  ): Solved {
    return {
      case: one,
      converged: end.reason === null,
      reason: end.reason,
      evaluatedAtSeconds: end.at,
      indicesAt: end.indicesAt,
      indices: evaluateIndices(result.cycle, result.period, reader(this.model, effective)),
      state: result.state,
      steps: result.steps,
      beats: result.beats,
      effective,
    };
  }

  /**
   * Accept a steady state only if the patient gets there: run plainly from the start of the supports, and compare the
   * distance left with the speed of approach. A heart that keeps filling is reported as it is at `atSeconds`.
   */
  private settle(one: Case, effective: Settings, base: SteadyResult, steady: SteadyResult, atSeconds: number): Solved {
    const run = this.runPlainly(effective, base.state, steady.steps, atSeconds, steady.converged ? steady.state : null);
    const indicesAt = evaluateIndices(run.cycle, run.period, reader(this.model, effective));
    if (steady.converged && run.secondsToSettle <= SETTLING_LIMIT_S)
      return this.conclude(one, effective, steady, { reason: null, at: null, indicesAt });
    const reason = !steady.converged
      ? `${steady.reason}; values are those ${atSeconds} s after the supports' start`
      : `it has not settled: ${approach(run.secondsToSettle, atSeconds)}; values are those ${atSeconds} s after the supports' start`;
    return this.conclude(one, effective, run, { reason, at: atSeconds, indicesAt });
  }

  private runPlainly(
    effective: Settings,
    start: State,
    steps: number,
    seconds: number,
    target: State | null,
  ): PlainRun {
    this.plain ??= new LaneGroup(this.kernel);
    const group = this.plain;
    const parameters = toInner(this.model, effective);
    for (let lane = 0; lane < this.kernel.lanes; lane++) group.setParameters(lane, parameters);
    group.configure(steps);
    group.startAt(start);
    const period = group.period(0);
    const cycleLength = group.cycle(0);
    const cycles = Math.max(2, Math.ceil(seconds / period / cycleLength));
    let cycle: Map<string, number>[] = [];
    let before = 0;
    for (let k = 0; k < cycles; k++) {
      if (target && k === cycles - 1) before = this.distance(group, target);
      cycle = [];
      for (let b = 0; b < cycleLength; b++) {
        group.beat();
        if (!stepHolds(group, 0)) return this.runPlainly(effective, start, steps * 2, seconds, target);
        cycle.push(group.readMeasures(0));
      }
    }
    const after = target ? this.distance(group, target) : Number.POSITIVE_INFINITY;
    const speed = (before - after) / (period * cycleLength);
    // Close enough already, or the time that the last pace would need.
    const secondsToSettle = after < 0.5 ? 0 : speed > 0 ? after / speed : Number.POSITIVE_INFINITY;
    return { cycle, period, steps, state: group.readState(0), beats: cycles * cycleLength, secondsToSettle };
  }

  /** Largest difference of a node's volume from the target's, as pressure (mmHg). */
  private distance(group: LaneGroup, target: State): number {
    const state = group.readState(0);
    this.kernel.stiffness(group.group, 0);
    let distance = 0;
    group.carried.forEach((name, i) => {
      if (!name.startsWith("volume:")) return;
      const elastance = Math.min(group.get(`stiffness:elastance:${name.slice(7)}`, 0), 20);
      distance = Math.max(distance, elastance * Math.abs(state[i] - target[i]));
    });
    return distance;
  }
}

function approach(secondsToSettle: number, atSeconds: number): string {
  if (!Number.isFinite(secondsToSettle))
    return `${atSeconds} s after the start it is not drawing nearer to a steady state`;
  return `at the pace seen after ${atSeconds} s a steady state lies about ${Math.round(secondsToSettle / 60)} min away`;
}
