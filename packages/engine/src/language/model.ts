/** The assembled system: flat, checked, ready for a scheme. */
import type { MeasureKind } from "./circuit.ts";
import type { Pace, ParameterSpec } from "./component.ts";
import type { Graph, Ref } from "./graph.ts";
import type { Dimension, Unit } from "./units.ts";

export interface ModelParameter {
  /** Public id, such as `iabp.volume_mL`. */
  readonly id: string;
  readonly spec: ParameterSpec;
  readonly unit: Unit;
  /** Leaf that holds the value in inner units. */
  readonly leaf: Ref;
}

export interface ModelNode {
  readonly name: string;
  readonly blood: boolean;
  readonly volume: Ref;
  readonly pressure: Ref;
  readonly initial: Ref;
  readonly reservoir: Ref | null;
}

export interface ModelPort {
  readonly node: number;
  readonly share: Ref;
}

export interface ModelBranch {
  readonly name: string;
  readonly kind: "inertial" | "resistive";
  readonly from: readonly ModelPort[];
  readonly to: readonly ModelPort[];
  /** Inertial: the leaf that holds the flow. Resistive: the flow as an expression of pressures. */
  readonly flow: Ref;
  /** Inertial only: leaves that measures read for the flow at whole steps and its rate of change. */
  readonly flowAtStep: Ref;
  readonly flowRate: Ref;
  /** p_from - p_to + head. */
  readonly drive: Ref;
  readonly L: Ref;
  readonly R: Ref;
  readonly B: Ref;
  /** Inertial: too slow for the scheme's frequency correction to matter. */
  readonly slow: boolean;
  readonly qMin: Ref | null;
  readonly qMax: Ref | null;
}

export interface ModelState {
  readonly name: string;
  readonly pace: Pace;
  readonly leaf: Ref;
  readonly derivative: Ref;
  readonly initial: Ref;
  readonly scale: number;
  /** Time constant of a slow state (s), or null. */
  readonly settles: Ref | null;
}

/** A scalar carried by the blood: its concentration in each node is a state. */
export interface ModelScalar {
  readonly name: string;
  /** Concentration leaf per blood node, in the order of `nodes` (null for nodes without blood). */
  readonly concentrations: readonly (Ref | null)[];
  readonly initial: Ref;
  /** Concentration of what enters from outside. */
  readonly inflow: Ref;
  /** Amount added per second, by node index. */
  readonly exchange: ReadonlyMap<number, Ref>;
  /** Concentration of what a branch carries forward, by branch index. */
  readonly through: ReadonlyMap<number, Ref>;
}

export interface ModelMeasure {
  readonly name: string;
  readonly kind: MeasureKind;
  readonly value: Ref;
  readonly condition: Ref | null;
  /** Dimension of the value; the number is in inner units. */
  readonly dimension: Dimension;
  /** For `open-fraction`: index of the branch. */
  readonly branch: number | null;
  readonly pace: Pace;
}

export interface ModelOutput {
  readonly name: string;
  readonly value: Ref;
  readonly dimension: Dimension;
}

export interface Model {
  readonly name: string;
  /** Hash of laws, wiring and defaults: results carry it. */
  readonly hash: string;
  readonly graph: Graph;
  readonly parameters: readonly ModelParameter[];
  readonly beatInputs: readonly {
    readonly name: string;
    readonly leaf: Ref;
    readonly every: Ref;
    readonly offset: number;
    readonly values: readonly number[] | null;
  }[];
  readonly nodes: readonly ModelNode[];
  readonly branches: readonly ModelBranch[];
  readonly states: readonly ModelState[];
  readonly scalars: readonly ModelScalar[];
  readonly measures: readonly ModelMeasure[];
  /** Leaves of the measures' running values and of values one step back, by the name that refers to them. */
  readonly running: ReadonlyMap<string, Ref>;
  readonly previous: ReadonlyMap<Ref, Ref>;
  /**
   * Time in the beat, its duration, the step, the tick (some steps), the number of steps in the beat; and haste: 0, but in
   * the search for a steady state the number of beats of the cycle, in which slow things then go half of their way.
   */
  readonly clock: {
    readonly t: Ref;
    readonly T: Ref;
    readonly dt: Ref;
    readonly tick: Ref;
    readonly steps: Ref;
    readonly haste: Ref;
  };
  readonly period: Ref;
  readonly bloodVolume: Ref | null;
  /** Any circuit name, such as `aortic_root.p`, as an expression at whole steps. Throws on an unknown name. */
  output(name: string): ModelOutput;
  /** Every name that `output` takes, except parameters. */
  readonly outputNames: readonly string[];
}

/** Steps between ticks, at which scalars are carried. */
export const TICK_STEPS = 20;

/** Whether anything goes slower than the steps. */
export const hasSlowClocks = (model: Model): boolean =>
  model.scalars.length > 0 || model.states.some((s) => s.pace !== "step");

/** Whether it has ticks: scalars, or signals that advance with them. */
export function hasTicks(model: Model): boolean {
  return model.scalars.length > 0 || model.states.some((s) => s.pace === "tick");
}

/** Number of differential states: volumes, inertial flows, signal states and concentrations. */
export function stateCount(model: Model): number {
  const inertial = model.branches.filter((b) => b.kind === "inertial").length;
  const carried = model.scalars.reduce((n, s) => n + s.concentrations.filter((c) => c !== null).length, 0);
  return model.nodes.length + inertial + model.states.length + carried;
}
