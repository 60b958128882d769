/** What a law is: nodes, branches and signals, as data. One component is one file in `components/` or `devices/`. */

/** A parameter of a component: its default, unit, plausible range and where the value comes from. */
export interface ParameterSpec {
  readonly value: number;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly description: string;
  /** Citation key of docs/references.bib, with a remark where one is needed: `heldt2004; scaled to …`. */
  readonly source: string;
  /** Only whole numbers are allowed. */
  readonly whole?: boolean;
}

/** An input wired by the circuit. `preset` (an expression) stands where the circuit wires nothing. */
export interface InputSpec {
  readonly unit: string;
  readonly description: string;
  readonly preset?: string;
}

export interface StateSpec {
  readonly unit: string;
  /** Expression over parameters. */
  readonly initial: string;
  /** The change over a beat that weighs as much as 1 mmHg when a steady state is judged. */
  readonly scale: number;
}

interface ComponentCommon {
  readonly name: string;
  readonly doc: string;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  readonly inputs: Readonly<Record<string, InputSpec>>;
  /** Signal states, advanced by `der(state) = …`. */
  readonly states: Readonly<Record<string, StateSpec>>;
  /** Lines `name = expression`, or `der(state) = expression`. */
  readonly law: string;
}

/** Holds a volume `V` (mL); the law gives its pressure `p`. `initial` gives the volume at the pressure `p_start`. */
export interface NodeComponent extends ComponentCommon {
  readonly kind: "node";
  readonly initial: string;
  /** false for a node that holds no blood (a balloon's gas): left out of total blood volume and of transport. */
  readonly blood: boolean;
}

/**
 * Carries flow `q` (mL/s, positive from the first port to the second) between `p_from` and `p_to`.
 * Inertial: the law gives `L` and `R`, and may give `B` (quadratic loss), `head` (pressure added), `q_min` and `q_max`; L dq/dt = p_from - p_to + head - R q - B q |q|, q held within [q_min, q_max]. Resistive: the law gives `q`.
 */
export interface BranchComponent extends ComponentCommon {
  readonly kind: "inertial" | "resistive";
}

/**
 * When a signal's states advance: in every step; at ticks, when scalars are carried (some dozens a beat); or once between
 * beats, by the beat's measures. Laws of nodes, branches and step signals may read states of the slower paces, which
 * stand still meanwhile; only slower laws may read measures (`name`), concentrations (`scalar.node`) and mean flows over
 * the tick (`branch.carried`).
 */
export type Pace = "step" | "tick" | "beat";

/** Anything that holds no blood: activation, reflexes, consoles. */
export interface SignalComponent extends ComponentCommon {
  readonly kind: "signal";
  readonly pace: Pace;
}

export type Component = NodeComponent | BranchComponent | SignalComponent;

type Body<C extends Component> = Pick<C, "doc" | "law"> & Partial<Pick<C, "parameters" | "inputs" | "states">>;

export function node(name: string, body: Body<NodeComponent> & { initial: string; blood?: boolean }): NodeComponent {
  return { parameters: {}, inputs: {}, states: {}, blood: true, ...body, kind: "node", name };
}

export function inertial(name: string, body: Body<BranchComponent>): BranchComponent {
  return { parameters: {}, inputs: {}, states: {}, ...body, kind: "inertial", name };
}

export function resistive(name: string, body: Body<BranchComponent>): BranchComponent {
  return { parameters: {}, inputs: {}, states: {}, ...body, kind: "resistive", name };
}

export function signal(name: string, body: Body<SignalComponent> & { pace?: Pace }): SignalComponent {
  return { parameters: {}, inputs: {}, states: {}, pace: "step", ...body, kind: "signal", name };
}

/** A parameter with its default, unit, range, meaning and source. */
export function parameter(
  value: number,
  unit: string,
  range: readonly [min: number, max: number],
  description: string,
  source: string,
  options: { whole?: boolean } = {},
): ParameterSpec {
  return { value, unit, min: range[0], max: range[1], description, source, ...options };
}

export function input(unit: string, description: string, preset?: string): InputSpec {
  return preset === undefined ? { unit, description } : { unit, description, preset };
}
