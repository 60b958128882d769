/** What a name means: inside a law, in the circuit, in a measure. Expressions are resolved once and checked for units. */
import { CLOCK, portList, type Register, unitOf } from "./admit.ts";
import type { Instance } from "./circuit.ts";
import { type Graph, type Ref, STAGE, type Stage } from "./graph.ts";
import { type ModelPort, TICK_STEPS } from "./model.ts";
import { type Equation, ModelError, parseExpression } from "./parse.ts";
import { evaluate, type Quantity } from "./resolve.ts";
import {
  DIMENSIONLESS,
  type Dimension,
  describeDimension,
  multiplyDimensions,
  parseUnit,
  sameDimension,
} from "./units.ts";

export const PRESSURE = parseUnit("mmHg").dimension;
export const VOLUME = parseUnit("mL").dimension;
export const TIME = parseUnit("s").dimension;
export const FLOW = parseUnit("mL/s").dimension;
const FLOW_RATE = parseUnit("mL/s^2").dimension;
const PER_SECOND = parseUnit("1/s").dimension;

/** What a branch's law may define, with its dimension. */
const BRANCH_TERMS: Record<string, Dimension> = {
  L: parseUnit("mmHg*s^2/mL").dimension,
  R: parseUnit("mmHg*s/mL").dimension,
  B: parseUnit("mmHg*s^2/mL^2").dimension,
  head: PRESSURE,
  q_min: FLOW,
  q_max: FLOW,
};

/** In laws an inertial flow is that of the last half step; in measures and outputs it is the one at the whole step. */
export type Mode = "law" | "observe";

/** Names that the circuit as a whole gives: measures and concentrations. null for an unknown one. */
export type Elsewhere = (name: string, mode: Mode) => Quantity | null;

const number = (ref: Ref, dimension: Dimension): Quantity => ({ ref, dimension, truth: false });

export class Names {
  private readonly memo = { law: new Map<string, Quantity>(), observe: new Map<string, Quantity>() };
  private readonly open: string[] = [];

  constructor(
    readonly graph: Graph,
    readonly register: Register,
    private readonly elsewhere: Elsewhere,
  ) {}

  private leaf(name: string, stage: Stage, dimension: Dimension): Quantity {
    return number(this.graph.leaf(name, stage), dimension);
  }

  /** Number of steps in a beat. */
  get steps(): Ref {
    return this.graph.leaf("clock:steps", STAGE.parameter);
  }

  get haste(): Ref {
    return this.graph.leaf("clock:haste", STAGE.step);
  }

  /** Duration of a tick. */
  get tick(): Ref {
    return this.graph.mul(this.global("dt")!.ref, this.graph.constant(TICK_STEPS));
  }

  global(name: string): Quantity | null {
    if (name === "t") return this.leaf("clock:t", STAGE.phase, TIME);
    if ((CLOCK as readonly string[]).includes(name)) return this.leaf(`clock:${name}`, STAGE.parameter, TIME);
    if (this.register.circuit.beatInputs.some((b) => b.name === name))
      return this.leaf(`beat:${name}`, STAGE.step, DIMENSIONLESS);
    return null;
  }

  /** Time and beat inputs, and the 0 that they are when a circuit starts. */
  atTheStart(): Map<Ref, Ref> {
    const zero = this.graph.constant(0);
    const names = ["t", ...this.register.circuit.beatInputs.map((b) => b.name)];
    return new Map(names.map((name) => [this.global(name)!.ref, zero]));
  }

  /** A name as seen from inside a component's law. */
  local(instance: Instance, name: string, mode: Mode, line: number | null): Quantity {
    const found = this.global(name) ?? this.find(instance, name, mode);
    if (!found) throw new ModelError(instance.name, line, `unknown name "${name}"`);
    return found;
  }

  /** A name as seen from the circuit: `instance.name`, a measure, or `scalar.node`. */
  private circuitName(name: string, mode: Mode, component: string): Quantity {
    const known = this.global(name) ?? this.elsewhere(name, mode);
    if (known) return known;
    const dot = name.lastIndexOf(".");
    const instance = this.register.instances.get(name.slice(0, dot));
    const found = instance && this.find(instance, name.slice(dot + 1), mode);
    if (!found) throw new ModelError(component, null, `unknown name "${name}"`);
    return found;
  }

  /** A name of an instance, or null. @throws ModelError on an algebraic loop */
  find(instance: Instance, name: string, mode: Mode): Quantity | null {
    const key = `${instance.name}.${name}`;
    const known = this.memo[mode].get(key);
    if (known) return known;
    const entry = `${mode}:${key}`;
    if (this.open.includes(entry)) this.refuseLoop(instance, name, entry);
    this.open.push(entry);
    const found = this.derive(instance, name, mode);
    this.open.pop();
    if (found) this.memo[mode].set(key, found);
    return found;
  }

  private refuseLoop(instance: Instance, name: string, entry: string): never {
    const loop = [...this.open.slice(this.open.indexOf(entry)), entry].map((k) => k.replace(/^\w+:/, ""));
    const line = this.register.equations.get(instance.name)?.get(name)?.line ?? null;
    throw new ModelError(instance.name, line, `algebraic loop: ${loop.join(" -> ")}`);
  }

  private derive(instance: Instance, name: string, mode: Mode): Quantity | null {
    const { component } = instance;
    if (Object.hasOwn(component.parameters, name)) {
      const p = this.register.parameters.get(`${instance.group ?? instance.name}.${name}`)!;
      return number(p.leaf, p.unit.dimension);
    }
    if (Object.hasOwn(component.inputs, name)) return this.input(instance, name, mode);
    const own = component.kind === "signal" ? null : this.ofNetwork(instance, name, mode);
    if (own) return own;
    if (Object.hasOwn(component.states, name)) {
      const slow = component.kind === "signal" && component.pace === "beat";
      const { dimension } = unitOf(component.states[name].unit, instance.name);
      return this.leaf(`state:${instance.name}.${name}`, slow ? STAGE.beat : STAGE.step, dimension);
    }
    const equation = this.register.equations.get(instance.name)!.get(name);
    return equation ? this.equation(instance, equation, mode) : null;
  }

  /** What nodes and branches have without writing it: volume, flow, pressures at the ports. */
  private ofNetwork(instance: Instance, name: string, mode: Mode): Quantity | null {
    const { kind } = instance.component;
    if (kind === "node") return name === "V" ? this.leaf(`volume:${instance.name}`, STAGE.step, VOLUME) : null;
    if (name === "p_from" || name === "p_to")
      return this.portPressure(instance, name === "p_from" ? "from" : "to", mode);
    if (name === "carried") {
      const moved = this.graph.leaf(`moved:${instance.name}`, STAGE.step);
      return number(this.graph.div(moved, this.tick), FLOW);
    }
    if (kind !== "inertial") return null;
    if (name === "q")
      return this.leaf(`${mode === "law" ? "flow" : "flow-at-step"}:${instance.name}`, STAGE.step, FLOW);
    if (name === "dqdt" && mode === "observe") return this.leaf(`flow-rate:${instance.name}`, STAGE.step, FLOW_RATE);
    return null;
  }

  private equation(instance: Instance, equation: Equation, mode: Mode): Quantity {
    const line = equation.line;
    const result = evaluate(equation.value, {
      graph: this.graph,
      component: instance.name,
      line,
      lookup: (name) => this.local(instance, name, mode, line),
    });
    const expected = expectedDimension(instance, equation);
    if (expected && !sameDimension(expected, result.dimension)) {
      throw new ModelError(
        instance.name,
        line,
        `unit clash: "${equation.target}" must be in ${describeDimension(expected)} but is in ${describeDimension(result.dimension)}`,
      );
    }
    return result;
  }

  private input(instance: Instance, name: string, mode: Mode): Quantity {
    const spec = instance.component.inputs[name];
    const text = instance.inputs?.[name] ?? spec.preset!;
    const label = `${instance.name} (input ${name})`;
    const value = this.inCircuit(label, text, mode);
    const expected = unitOf(spec.unit, instance.name).dimension;
    if (!sameDimension(expected, value.dimension)) {
      throw new ModelError(
        label,
        null,
        `unit clash: it is in ${describeDimension(expected)} but "${text}" is in ${describeDimension(value.dimension)}`,
      );
    }
    return value;
  }

  /** An expression over the circuit's names. */
  inCircuit(label: string, text: string, mode: Mode, previous?: (q: Quantity) => Quantity): Quantity {
    return evaluate(parseExpression(label, text), {
      graph: this.graph,
      component: label,
      line: null,
      lookup: (name) => this.circuitName(name, mode, label),
      ...(previous ? { previous } : {}),
    });
  }

  /** The same, in a dimension that is asked for. */
  expression(label: string, text: string, dimension: Dimension, mode: Mode): Ref {
    const value = this.inCircuit(label, text, mode);
    if (!sameDimension(dimension, value.dimension)) {
      throw new ModelError(
        label,
        null,
        `unit clash: "${text}" must be in ${describeDimension(dimension)} but is in ${describeDimension(value.dimension)}`,
      );
    }
    return value.ref;
  }

  ports(instance: Instance, side: "from" | "to"): ModelPort[] {
    return portList(instance[side]).map(({ node, share }) => ({
      node: this.register.nodeIndex.get(node)!,
      share: this.expression(`${instance.name} (port ${side})`, share, DIMENSIONLESS, "law"),
    }));
  }

  /** The pressure at a port: that of its node, or of its nodes by their shares (the outside is at 0). */
  private portPressure(instance: Instance, side: "from" | "to", mode: Mode): Quantity {
    let sum = this.graph.constant(0);
    const nodes = portList(instance[side]).map((p) => p.node);
    this.ports(instance, side).forEach((port, i) => {
      const pressure = this.find(this.register.instances.get(nodes[i])!, "p", mode)!;
      sum = this.graph.add(sum, this.graph.mul(port.share, pressure.ref));
    });
    return number(sum, PRESSURE);
  }
}

function expectedDimension(instance: Instance, equation: Equation): Dimension | null {
  const { component } = instance;
  if (component.kind === "node" && equation.target === "p") return PRESSURE;
  if (component.kind === "resistive" && equation.target === "q") return FLOW;
  if (component.kind === "inertial" && Object.hasOwn(BRANCH_TERMS, equation.target))
    return BRANCH_TERMS[equation.target];
  if (!equation.derivative) return null;
  return multiplyDimensions(unitOf(component.states[equation.target].unit, instance.name).dimension, PER_SECOND);
}
