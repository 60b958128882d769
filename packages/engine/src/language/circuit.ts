/** A circuit: instances of components, wired by name. It is data until `assemble` reads it. */
import type { Component } from "./component.ts";

/** An instance's own default for a parameter; the range is half to twice the default unless given. */
export interface Override {
  readonly value: number;
  readonly source: string;
  readonly min?: number;
  readonly max?: number;
  readonly description?: string;
}

/**
 * A port: a node, or several nodes that share the flow (expressions that sum to 1 at every moment; those that change
 * within a beat are taken as they stand at the start of each step).
 */
export type Port = string | null | readonly { readonly node: string; readonly share: string }[];

export interface Wiring {
  /** Branches: the two ports. null is the outside (an infusion's bag, a console's gas). */
  readonly from?: Port;
  readonly to?: Port;
  /** Input name -> expression over the circuit's names, such as `lv.p` or `0.5*lv.p + pericardium.p`. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, Override>>;
  /** First part of the public parameter ids, when it is not the instance's own name. */
  readonly group?: string;
  /** Inertial branches: its frequency is low enough for plain leapfrog, without the correction. */
  readonly slow?: boolean;
  /** Nodes: pressure (mmHg) from which the starting volume follows. */
  readonly startPressure?: number;
  /** Nodes: share of the volume that is missing from (or exceeds) the total, taken up at the start. */
  readonly reservoir?: string;
}

export interface Instance extends Wiring {
  readonly name: string;
  readonly component: Component;
}

/** Accumulated beat by beat inside the kernel; `value` is computed once, at the end of the beat. */
export type MeasureKind = "mean" | "max" | "min" | "open-fraction" | "value";

export interface MeasureSpec {
  readonly name: string;
  readonly kind: MeasureKind;
  /** Expression; for `open-fraction` the name of an inertial branch. */
  readonly of: string;
  /** Condition: values elsewhere are passed over (a mean still divides by the whole beat). */
  readonly while?: string;
  /** `tick`: looked at when scalars are carried, for what changes only then (means only). */
  readonly pace?: "tick";
}

/** A scalar carried by the blood, such as a tracer: upwind, by the same volumes that the flows move. */
export interface ScalarSpec {
  readonly name: string;
  /** Expressions: concentration at the start and of what enters from outside (amount per mL, dimensionless amounts). */
  readonly initial: string;
  readonly inflow?: string;
  /** Node -> expression: amount added per second; concentrations are read as `scalar.node`. */
  readonly exchange?: Readonly<Record<string, string>>;
  /** Branch -> expression: concentration of what it carries forward, whatever went in: a capillary bed that clears it. */
  readonly through?: Readonly<Record<string, string>>;
}

/** An input that is constant over a beat and follows from the beat's number, such as whether the beat is assisted. */
export interface BeatInput {
  readonly name: string;
  readonly description: string;
  /** Expression over parameters: it recurs after so many beats. */
  readonly every: string;
  /** Beats after the first in which it is 1; it is 0 in the others. */
  readonly offset: number;
  /** Or its values in the first, second, … of those beats. */
  readonly values?: readonly number[];
}

export interface Circuit {
  readonly name: string;
  readonly instances: readonly Instance[];
  readonly measures: readonly MeasureSpec[];
  readonly scalars: readonly ScalarSpec[];
  readonly beatInputs: readonly BeatInput[];
  /** Expression over parameters: the beat's duration (s). */
  readonly period: string;
  /** Expression over parameters: the blood volume at the start (mL), or null to take the nodes' own. */
  readonly bloodVolume: string | null;
}

/** Collects a circuit. Order matters only for printing; names are resolved when it is assembled. */
export class CircuitBuilder {
  private readonly instances: Instance[] = [];
  private readonly measures: MeasureSpec[] = [];
  private readonly beatInputs: BeatInput[] = [];
  private readonly scalars: ScalarSpec[] = [];

  constructor(readonly name: string) {}

  add(name: string, component: Component, wiring: Wiring = {}): this {
    this.instances.push({ name, component, ...wiring });
    return this;
  }

  measure(name: string, kind: MeasureKind, of: string, condition?: string): this {
    this.measures.push(condition === undefined ? { name, kind, of } : { name, kind, of, while: condition });
    return this;
  }

  /** Mean over the ticks of a beat, for what changes only when scalars are carried. */
  tickMean(name: string, of: string): this {
    this.measures.push({ name, kind: "mean", of, pace: "tick" });
    return this;
  }

  /** A value of the slow laws, computed at the end of the beat from its other measures. */
  beatValue(name: string, of: string): this {
    this.measures.push({ name, kind: "value", of });
    return this;
  }

  beatInput(input: BeatInput): this {
    this.beatInputs.push(input);
    return this;
  }

  scalar(spec: ScalarSpec): this {
    this.scalars.push(spec);
    return this;
  }

  build(options: { period: string; bloodVolume?: string }): Circuit {
    return {
      name: this.name,
      instances: [...this.instances],
      measures: [...this.measures],
      scalars: [...this.scalars],
      beatInputs: [...this.beatInputs],
      period: options.period,
      bloodVolume: options.bloodVolume ?? null,
    };
  }
}
