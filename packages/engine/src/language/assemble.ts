/** Circuit -> model: names resolved, dimensions checked, loops refused. Every message names the component and the line. */
import type { Circuit, Instance, Port } from "./circuit.ts";
import type { NodeComponent, ParameterSpec } from "./component.ts";
import type { Precision } from "./elementary.ts";
import { Graph, type Ref, STAGE } from "./graph.ts";
import { fnv1a64 } from "./hash.ts";
import type {
  Model,
  ModelBranch,
  ModelMeasure,
  ModelNode,
  ModelOutput,
  ModelParameter,
  ModelPort,
  ModelScalar,
  ModelState,
} from "./model.ts";
import { type Equation, ModelError, parseExpression, parseLaw } from "./parse.ts";
import { evaluate, type Quantity } from "./resolve.ts";
import {
  DIMENSIONLESS,
  type Dimension,
  describeDimension,
  multiplyDimensions,
  parseUnit,
  sameDimension,
} from "./units.ts";

const PRESSURE = parseUnit("mmHg").dimension;
const VOLUME = parseUnit("mL").dimension;
const TIME = parseUnit("s").dimension;
const FLOW = parseUnit("mL/s").dimension;
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
type Mode = "law" | "observe";

/** Read a circuit. @throws ModelError on the first fault, naming component and line. */
export function assemble(circuit: Circuit, options: { precision?: Precision } = {}): Model {
  return new Assembler(circuit, options.precision ?? "f64").assemble();
}

class Assembler {
  private readonly graph: Graph;
  private readonly instances = new Map<string, Instance>();
  private readonly equations = new Map<string, Map<string, Equation>>();
  private readonly parameters = new Map<string, ModelParameter>();
  private readonly memo = { law: new Map<string, Quantity>(), observe: new Map<string, Quantity>() };
  private readonly open: string[] = [];
  private readonly nodeIndex = new Map<string, number>();
  private readonly running = new Map<string, Ref>();
  private readonly runningDimension = new Map<string, Dimension>();
  private readonly previous = new Map<Ref, Ref>();
  private readonly concentrations = new Map<string, Quantity>();

  constructor(
    private readonly circuit: Circuit,
    precision: Precision,
  ) {
    this.graph = new Graph(precision);
  }

  assemble(): Model {
    for (const instance of this.circuit.instances) this.admit(instance);
    this.checkConnections();
    const nodes = this.of("node").map((i) => this.node(i));
    const branches = [...this.of("inertial"), ...this.of("resistive")].map((i) => this.branch(i));
    const states = this.circuit.instances.flatMap((i) => this.states(i));
    this.checkEverythingResolves();
    const scalars = this.scalars(nodes);
    const measures = this.circuit.measures.map((m) => this.measure(m.name, branches));
    const period = this.expression("circuit", this.circuit.period, TIME, "law");
    const bloodVolume = this.circuit.bloodVolume;
    return {
      name: this.circuit.name,
      hash: fnv1a64(JSON.stringify(this.circuit)),
      graph: this.graph,
      parameters: [...this.parameters.values()],
      beatInputs: this.circuit.beatInputs.map((b) => ({
        name: b.name,
        leaf: this.graph.leaf(`beat:${b.name}`, STAGE.step),
        every: this.expression(`beat input ${b.name}`, b.every, DIMENSIONLESS, "law"),
        offset: b.offset,
      })),
      nodes,
      branches,
      states,
      scalars,
      measures,
      running: this.running,
      previous: this.previous,
      clock: { t: this.global("t")!.ref, T: this.global("T")!.ref, dt: this.global("dt")!.ref },
      period,
      bloodVolume: bloodVolume === null ? null : this.expression("circuit", bloodVolume, VOLUME, "law"),
      output: (name) => this.output(name),
      outputNames: this.outputNames(),
    };
  }

  private of(kind: Instance["component"]["kind"]): Instance[] {
    return this.circuit.instances.filter((i) => i.component.kind === kind);
  }

  private admit(instance: Instance): void {
    const { name, component } = instance;
    if (this.instances.has(name)) throw new ModelError(name, null, "defined twice");
    this.instances.set(name, instance);
    if (component.kind === "node") this.nodeIndex.set(name, this.nodeIndex.size);
    this.admitParameters(instance);
    this.admitEquations(instance);
    for (const key of Object.keys(instance.inputs ?? {})) {
      if (!Object.hasOwn(component.inputs, key))
        throw new ModelError(name, null, `${component.name} has no input "${key}"`);
    }
    for (const [key, spec] of Object.entries(component.inputs)) {
      if (instance.inputs?.[key] === undefined && spec.preset === undefined) {
        throw new ModelError(name, null, `input "${key}" (${spec.unit}) is not connected`);
      }
    }
  }

  private admitParameters(instance: Instance): void {
    const { name, component } = instance;
    for (const key of Object.keys(instance.set ?? {})) {
      if (!Object.hasOwn(component.parameters, key))
        throw new ModelError(name, null, `${component.name} has no parameter "${key}"`);
    }
    for (const [key, base] of Object.entries(component.parameters)) {
      const id = `${instance.group ?? name}.${key}`;
      if (this.parameters.has(id)) throw new ModelError(name, null, `parameter "${id}" is defined twice`);
      const spec = withOverride(base, instance.set?.[key]);
      if (!(spec.min <= spec.value && spec.value <= spec.max)) {
        throw new ModelError(name, null, `default ${spec.value} of "${key}" lies outside ${spec.min} to ${spec.max}`);
      }
      this.parameters.set(id, {
        id,
        spec,
        unit: this.unit(spec.unit, name),
        leaf: this.graph.leaf(`parameter:${id}`, STAGE.parameter),
      });
    }
  }

  private admitEquations(instance: Instance): void {
    const { name, component } = instance;
    const table = new Map<string, Equation>();
    for (const equation of parseLaw(name, component.law)) {
      const { target, derivative, line } = equation;
      const isState = Object.hasOwn(component.states, target);
      const key = derivative ? `der ${target}` : target;
      if (table.has(key)) throw new ModelError(name, line, `"${target}" is defined twice`);
      if (derivative !== isState) {
        throw new ModelError(
          name,
          line,
          isState ? `"${target}" is a state: write der(${target}) = …` : `"${target}" is not a declared state`,
        );
      }
      if (
        Object.hasOwn(component.parameters, target) ||
        Object.hasOwn(component.inputs, target) ||
        this.reserved(instance, target)
      ) {
        throw new ModelError(
          name,
          line,
          `"${target}" is defined twice (it is an input, a parameter or a reserved name)`,
        );
      }
      table.set(key, equation);
    }
    this.equations.set(name, table);
    const required = { node: ["p"], inertial: ["L", "R"], resistive: ["q"], signal: [] }[component.kind];
    for (const target of required) {
      if (!table.has(target))
        throw new ModelError(name, null, `the law of ${component.name} does not define "${target}"`);
    }
    for (const state of Object.keys(component.states)) {
      if (!table.has(`der ${state}`))
        throw new ModelError(name, null, `the law of ${component.name} does not define der(${state})`);
    }
  }

  private reserved(instance: Instance, target: string): boolean {
    if (this.global(target)) return true;
    const kind = instance.component.kind;
    if (kind === "node") return target === "V";
    if (kind === "signal") return false;
    return ["p_from", "p_to", "dqdt"].includes(target) || (kind === "inertial" && target === "q");
  }

  private checkConnections(): void {
    const touched = new Set<string>();
    for (const kind of ["inertial", "resistive"] as const) {
      for (const instance of this.of(kind)) {
        for (const side of ["from", "to"] as const) {
          if (instance[side] === undefined)
            throw new ModelError(instance.name, null, `port "${side}" is not connected`);
          for (const { node } of portList(instance[side])) {
            if (!this.nodeIndex.has(node))
              throw new ModelError(instance.name, null, `port "${side}": there is no node "${node}"`);
            touched.add(node);
          }
        }
      }
    }
    for (const name of this.nodeIndex.keys()) {
      if (!touched.has(name)) throw new ModelError(name, null, "no branch connects this node");
    }
  }

  private unit(text: string, component: string) {
    try {
      return parseUnit(text);
    } catch (error) {
      throw new ModelError(component, null, (error as Error).message);
    }
  }

  // ---- names ------------------------------------------------------------------------------------------------------

  private global(name: string): Quantity | null {
    const leaf = (dimension: Dimension, stage: 1 | 2 | 3, key = `clock:${name}`): Quantity => ({
      ref: this.graph.leaf(key, stage),
      dimension,
      truth: false,
    });
    if (name === "t") return leaf(TIME, STAGE.phase);
    if (name === "T" || name === "dt") return leaf(TIME, STAGE.parameter);
    if (this.circuit.beatInputs.some((b) => b.name === name)) return leaf(DIMENSIONLESS, STAGE.step, `beat:${name}`);
    return null;
  }

  /** A name as seen from inside a component's law. */
  private local(instance: Instance, name: string, mode: Mode, line: number | null): Quantity {
    const found = this.global(name) ?? this.find(instance, name, mode);
    if (!found) throw new ModelError(instance.name, line, `unknown name "${name}"`);
    return found;
  }

  /** A name as seen from the circuit: `instance.name`. */
  private circuitName(name: string, mode: Mode, component: string, line: number | null): Quantity {
    const global = this.global(name);
    if (global) return global;
    const running = this.running.get(name);
    if (running !== undefined) return { ref: running, dimension: this.runningDimension.get(name)!, truth: false };
    const concentration = this.concentrations.get(name);
    if (concentration) return concentration;
    const dot = name.lastIndexOf(".");
    const instance = this.instances.get(name.slice(0, dot));
    const found = instance && this.find(instance, name.slice(dot + 1), mode);
    if (!found) throw new ModelError(component, line, `unknown name "${name}"`);
    return found;
  }

  private find(instance: Instance, name: string, mode: Mode): Quantity | null {
    const key = `${instance.name}.${name}`;
    const known = this.memo[mode].get(key);
    if (known) return known;
    if (this.open.includes(`${mode}:${key}`)) {
      const loop = [...this.open.slice(this.open.indexOf(`${mode}:${key}`)), `${mode}:${key}`].map((k) =>
        k.replace(/^\w+:/, ""),
      );
      throw new ModelError(
        instance.name,
        this.equations.get(instance.name)?.get(name)?.line ?? null,
        `algebraic loop: ${loop.join(" -> ")}`,
      );
    }
    this.open.push(`${mode}:${key}`);
    const found = this.derive(instance, name, mode);
    this.open.pop();
    if (found) this.memo[mode].set(key, found);
    return found;
  }

  private derive(instance: Instance, name: string, mode: Mode): Quantity | null {
    const { component } = instance;
    const leaf = (kind: string, dimension: Dimension): Quantity => ({
      ref: this.graph.leaf(`${kind}:${instance.name}`, STAGE.step),
      dimension,
      truth: false,
    });
    if (Object.hasOwn(component.parameters, name)) {
      const p = this.parameters.get(`${instance.group ?? instance.name}.${name}`)!;
      return { ref: p.leaf, dimension: p.unit.dimension, truth: false };
    }
    if (Object.hasOwn(component.inputs, name)) return this.input(instance, name, mode);
    if (component.kind === "node" && name === "V") return leaf("volume", VOLUME);
    if (component.kind === "inertial" && name === "q") return leaf(mode === "law" ? "flow" : "flow-at-step", FLOW);
    if (component.kind === "inertial" && name === "dqdt" && mode === "observe") return leaf("flow-rate", FLOW_RATE);
    if ((component.kind === "inertial" || component.kind === "resistive") && (name === "p_from" || name === "p_to")) {
      return this.portPressure(instance, name === "p_from" ? "from" : "to", mode);
    }
    if (Object.hasOwn(component.states, name)) {
      const dimension = this.unit(component.states[name].unit, instance.name).dimension;
      return { ref: this.graph.leaf(`state:${instance.name}.${name}`, STAGE.step), dimension, truth: false };
    }
    const equation = this.equations.get(instance.name)!.get(name);
    return equation ? this.equation(instance, equation, mode) : null;
  }

  private equation(instance: Instance, equation: Equation, mode: Mode): Quantity {
    const line = equation.line;
    const result = evaluate(equation.value, {
      graph: this.graph,
      component: instance.name,
      line,
      lookup: (name) => this.local(instance, name, mode, line),
    });
    const expected = this.expectedDimension(instance, equation);
    if (expected && !sameDimension(expected, result.dimension)) {
      throw new ModelError(
        instance.name,
        line,
        `unit clash: "${equation.target}" must be in ${describeDimension(expected)} but is in ${describeDimension(result.dimension)}`,
      );
    }
    return result;
  }

  private expectedDimension(instance: Instance, equation: Equation): Dimension | null {
    const { component } = instance;
    if (component.kind === "node" && equation.target === "p") return PRESSURE;
    if (component.kind === "resistive" && equation.target === "q") return FLOW;
    if (component.kind === "inertial" && Object.hasOwn(BRANCH_TERMS, equation.target))
      return BRANCH_TERMS[equation.target];
    if (equation.derivative) {
      return multiplyDimensions(this.unit(component.states[equation.target].unit, instance.name).dimension, PER_SECOND);
    }
    return null;
  }

  private input(instance: Instance, name: string, mode: Mode): Quantity {
    const spec = instance.component.inputs[name];
    const text = instance.inputs?.[name] ?? spec.preset!;
    const label = `${instance.name} (input ${name})`;
    const value = this.inCircuit(label, text, mode);
    const expected = this.unit(spec.unit, instance.name).dimension;
    if (!sameDimension(expected, value.dimension)) {
      throw new ModelError(
        label,
        null,
        `unit clash: it is in ${describeDimension(expected)} but "${text}" is in ${describeDimension(value.dimension)}`,
      );
    }
    return value;
  }

  private inCircuit(label: string, text: string, mode: Mode, previous?: (q: Quantity) => Quantity): Quantity {
    return evaluate(parseExpression(label, text), {
      graph: this.graph,
      component: label,
      line: null,
      lookup: (name) => this.circuitName(name, mode, label, null),
      ...(previous ? { previous } : {}),
    });
  }

  private expression(label: string, text: string, dimension: Dimension, mode: Mode): Ref {
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

  // ---- parts ------------------------------------------------------------------------------------------------------

  private ports(instance: Instance, side: "from" | "to"): ModelPort[] {
    return portList(instance[side]).map(({ node, share }) => ({
      node: this.nodeIndex.get(node)!,
      share: this.expression(`${instance.name} (port ${side})`, share, DIMENSIONLESS, "law"),
    }));
  }

  /** The pressure at a port: that of its node, or of its nodes by their shares (the outside is at 0). */
  private portPressure(instance: Instance, side: "from" | "to", mode: Mode): Quantity {
    let sum = this.graph.constant(0);
    for (const port of this.ports(instance, side)) {
      const name = [...this.nodeIndex.keys()][port.node];
      const pressure = this.find(this.instances.get(name)!, "p", mode)!;
      sum = this.graph.add(sum, this.graph.mul(port.share, pressure.ref));
    }
    return { ref: sum, dimension: PRESSURE, truth: false };
  }

  private node(instance: Instance): ModelNode {
    const component = instance.component as NodeComponent;
    const start: Quantity = {
      ref: this.graph.constant(instance.startPressure ?? 0),
      dimension: PRESSURE,
      truth: false,
    };
    const initial = evaluate(parseExpression(`${instance.name} (initial)`, component.initial), {
      graph: this.graph,
      component: `${instance.name} (initial)`,
      line: null,
      lookup: (name) => (name === "p_start" ? start : this.local(instance, name, "law", null)),
    });
    if (this.graph.stageOf(initial.ref) > STAGE.parameter) {
      throw new ModelError(instance.name, null, "the initial volume must follow from parameters alone");
    }
    if (!sameDimension(initial.dimension, VOLUME))
      throw new ModelError(instance.name, null, "unit clash: the initial volume must be in mL");
    return {
      name: instance.name,
      blood: component.blood,
      volume: this.find(instance, "V", "law")!.ref,
      pressure: this.find(instance, "p", "law")!.ref,
      initial: initial.ref,
      reservoir:
        instance.reservoir === undefined
          ? null
          : this.inCircuit(`${instance.name} (reservoir)`, instance.reservoir, "law").ref,
    };
  }

  private branch(instance: Instance): ModelBranch {
    const g = this.graph;
    const get = (name: string): Ref | null => this.find(instance, name, "law")?.ref ?? null;
    const zero = g.constant(0);
    const inertialKind = instance.component.kind === "inertial";
    const drop = g.sub(get("p_from")!, get("p_to")!);
    return {
      name: instance.name,
      kind: instance.component.kind as "inertial" | "resistive",
      from: this.ports(instance, "from"),
      to: this.ports(instance, "to"),
      flow: get("q")!,
      flowAtStep: this.find(instance, "q", "observe")!.ref,
      flowRate: inertialKind ? this.find(instance, "dqdt", "observe")!.ref : zero,
      drive: inertialKind ? g.add(drop, get("head") ?? zero) : drop,
      L: (inertialKind && get("L")) || zero,
      R: (inertialKind && get("R")) || zero,
      B: (inertialKind && get("B")) || zero,
      slow: instance.slow ?? false,
      qMin: inertialKind ? get("q_min") : null,
      qMax: inertialKind ? get("q_max") : null,
    };
  }

  private states(instance: Instance): ModelState[] {
    return Object.entries(instance.component.states).map(([name, spec]) => {
      const label = `${instance.name} (initial ${name})`;
      const initial = evaluate(parseExpression(label, spec.initial), {
        graph: this.graph,
        component: label,
        line: null,
        lookup: (n) => this.local(instance, n, "law", null),
      });
      const unit = this.unit(spec.unit, instance.name);
      if (!sameDimension(initial.dimension, unit.dimension))
        throw new ModelError(label, null, `unit clash: it must be in ${spec.unit}`);
      return {
        name: `${instance.name}.${name}`,
        leaf: this.find(instance, name, "law")!.ref,
        derivative: this.find(instance, `der ${name}`, "law")!.ref,
        initial: initial.ref,
        scale: spec.scale * unit.scale,
      };
    });
  }

  /** A scalar's concentration in a node is read as `scalar.node`, in its own exchange terms too. */
  private scalars(nodes: readonly ModelNode[]): ModelScalar[] {
    return this.circuit.scalars.map((spec) => {
      const label = `scalar ${spec.name}`;
      if (this.instances.has(spec.name)) throw new ModelError(label, null, "defined twice");
      const amounts = nodes.map((n) => (n.blood ? this.graph.leaf(`amount:${spec.name}.${n.name}`, STAGE.step) : null));
      nodes.forEach((n, i) => {
        const amount = amounts[i];
        if (amount === null) return;
        this.concentrations.set(`${spec.name}.${n.name}`, {
          ref: this.graph.div(amount, n.volume),
          dimension: DIMENSIONLESS,
          truth: false,
        });
      });
      const exchange = new Map<number, Ref>();
      for (const [node, text] of Object.entries(spec.exchange ?? {})) {
        const index = this.nodeIndex.get(node);
        if (index === undefined) throw new ModelError(label, null, `there is no node "${node}"`);
        exchange.set(index, this.expression(label, text, FLOW, "law"));
      }
      return {
        name: spec.name,
        amounts,
        initial: this.expression(label, spec.initial, DIMENSIONLESS, "law"),
        inflow: this.expression(label, spec.inflow ?? "0", DIMENSIONLESS, "law"),
        exchange,
      };
    });
  }

  private measure(name: string, branches: readonly ModelBranch[]): ModelMeasure {
    const spec = this.circuit.measures.find((m) => m.name === name)!;
    const label = `measure ${name}`;
    if (this.running.has(name)) throw new ModelError(label, null, "defined twice");
    let measure: ModelMeasure;
    if (spec.kind === "open-fraction") {
      const branch = branches.findIndex((b) => b.name === spec.of && b.kind === "inertial");
      if (branch < 0) throw new ModelError(label, null, `there is no inertial branch "${spec.of}"`);
      measure = {
        name,
        kind: spec.kind,
        value: branches[branch].flow,
        condition: null,
        dimension: DIMENSIONLESS,
        branch,
      };
    } else {
      const previous = (q: Quantity): Quantity => {
        const leaf = this.graph.leaf(`previous:${q.ref}`, STAGE.step);
        this.previous.set(leaf, q.ref);
        return { ...q, ref: leaf };
      };
      const value = this.inCircuit(label, spec.of, "observe", previous);
      if (value.truth) throw new ModelError(label, null, "a measure needs a number, not a comparison; use if(…)");
      const condition = spec.while === undefined ? null : this.inCircuit(label, spec.while, "observe", previous);
      if (condition && !condition.truth) throw new ModelError(label, null, "its condition must be a comparison");
      measure = {
        name,
        kind: spec.kind,
        value: value.ref,
        condition: condition?.ref ?? null,
        dimension: value.dimension,
        branch: null,
      };
    }
    this.running.set(name, this.graph.leaf(`measure:${name}`, STAGE.step));
    this.runningDimension.set(name, measure.dimension);
    return measure;
  }

  // ---- the whole --------------------------------------------------------------------------------------------------

  /** Laws that nothing reads are still checked: a wrong unit must not wait for its first reader. */
  private checkEverythingResolves(): void {
    for (const [name, table] of this.equations) {
      const instance = this.instances.get(name)!;
      for (const key of table.keys()) this.find(instance, key, "observe");
    }
  }

  private outputNames(): string[] {
    return this.circuit.instances.flatMap((instance) => {
      const { component } = instance;
      const own =
        component.kind === "node"
          ? ["V"]
          : component.kind === "inertial"
            ? ["q"]
            : component.kind === "signal"
              ? Object.keys(component.states)
              : [];
      const laws = [...this.equations.get(instance.name)!.values()].filter((e) => !e.derivative).map((e) => e.target);
      return [...own, ...laws].map((n) => `${instance.name}.${n}`);
    });
  }

  private output(name: string): ModelOutput {
    const value = this.inCircuit(`output ${name}`, name, "observe");
    return { name, value: value.ref, dimension: value.dimension };
  }
}

function portList(port: Port | undefined): readonly { node: string; share: string }[] {
  if (port === null || port === undefined) return [];
  return typeof port === "string" ? [{ node: port, share: "1" }] : port;
}

function withOverride(
  base: ParameterSpec,
  own: { value: number; source: string; min?: number; max?: number; description?: string } | undefined,
): ParameterSpec {
  if (!own) return base;
  const [low, high] = own.value >= 0 ? [own.value / 2, own.value * 2] : [own.value * 2, own.value / 2];
  return {
    ...base,
    value: own.value,
    source: own.source,
    min: own.min ?? Math.max(low, base.min),
    max: own.max ?? Math.min(high, base.max),
    description: own.description ?? base.description,
  };
}
