/** First reading of a circuit: every instance, parameter and equation entered in a register, and all connections checked. */
import type { Circuit, Instance, Override, Port } from "./circuit.ts";
import type { ParameterSpec } from "./component.ts";
import { type Graph, STAGE } from "./graph.ts";
import type { ModelParameter } from "./model.ts";
import { type Equation, ModelError, parseLaw } from "./parse.ts";
import { parseUnit, type Unit } from "./units.ts";

/** Names that no instance may define for itself. */
export const CLOCK = ["t", "T", "dt"] as const;

export interface Register {
  readonly circuit: Circuit;
  readonly instances: ReadonlyMap<string, Instance>;
  /** Instance -> target (`der x` for a derivative) -> equation. */
  readonly equations: ReadonlyMap<string, ReadonlyMap<string, Equation>>;
  readonly parameters: ReadonlyMap<string, ModelParameter>;
  /** Node -> its place in the model's list. */
  readonly nodeIndex: ReadonlyMap<string, number>;
}

/** @throws ModelError on the first fault, naming component and line */
export function admit(circuit: Circuit, graph: Graph): Register {
  const instances = new Map<string, Instance>();
  const equations = new Map<string, Map<string, Equation>>();
  const parameters = new Map<string, ModelParameter>();
  const nodeIndex = new Map<string, number>();
  for (const instance of circuit.instances) {
    if (instances.has(instance.name)) throw new ModelError(instance.name, null, "defined twice");
    instances.set(instance.name, instance);
    if (instance.component.kind === "node") nodeIndex.set(instance.name, nodeIndex.size);
    admitParameters(instance, parameters, graph);
    equations.set(instance.name, admitEquations(circuit, instance));
    checkInputs(instance);
  }
  checkConnections(circuit, nodeIndex);
  return { circuit, instances, equations, parameters, nodeIndex };
}

function checkInputs({ name, component, inputs }: Instance): void {
  for (const key of Object.keys(inputs ?? {})) {
    if (!Object.hasOwn(component.inputs, key))
      throw new ModelError(name, null, `${component.name} has no input "${key}"`);
  }
  for (const [key, spec] of Object.entries(component.inputs)) {
    if (inputs?.[key] === undefined && spec.preset === undefined)
      throw new ModelError(name, null, `input "${key}" (${spec.unit}) is not connected`);
  }
}

function admitParameters(instance: Instance, parameters: Map<string, ModelParameter>, graph: Graph): void {
  const { name, component } = instance;
  for (const key of Object.keys(instance.set ?? {})) {
    if (!Object.hasOwn(component.parameters, key))
      throw new ModelError(name, null, `${component.name} has no parameter "${key}"`);
  }
  for (const [key, base] of Object.entries(component.parameters)) {
    const id = `${instance.group ?? name}.${key}`;
    if (parameters.has(id)) throw new ModelError(name, null, `parameter "${id}" is defined twice`);
    const spec = withOverride(base, instance.set?.[key]);
    if (!(spec.min <= spec.value && spec.value <= spec.max)) {
      throw new ModelError(name, null, `default ${spec.value} of "${key}" lies outside ${spec.min} to ${spec.max}`);
    }
    const leaf = graph.leaf(`parameter:${id}`, STAGE.parameter);
    parameters.set(id, { id, spec, unit: unitOf(spec.unit, name), leaf });
  }
}

function admitEquations(circuit: Circuit, instance: Instance): Map<string, Equation> {
  const { name, component } = instance;
  const table = new Map<string, Equation>();
  for (const equation of parseLaw(name, component.law)) {
    const { target, derivative, line } = equation;
    const key = derivative ? `der ${target}` : target;
    if (table.has(key)) throw new ModelError(name, line, `"${target}" is defined twice`);
    checkTarget(circuit, instance, equation);
    table.set(key, equation);
  }
  const required = { node: ["p"], inertial: ["L", "R"], resistive: ["q"], signal: [] }[component.kind];
  for (const target of required) {
    if (!table.has(target))
      throw new ModelError(name, null, `the law of ${component.name} does not define "${target}"`);
  }
  for (const state of Object.keys(component.states)) {
    if (!table.has(`der ${state}`))
      throw new ModelError(name, null, `the law of ${component.name} does not define der(${state})`);
  }
  return table;
}

function checkTarget(circuit: Circuit, instance: Instance, { target, derivative, line }: Equation): void {
  const { name, component } = instance;
  const isState = Object.hasOwn(component.states, target);
  if (derivative !== isState) {
    throw new ModelError(
      name,
      line,
      isState ? `"${target}" is a state: write der(${target}) = …` : `"${target}" is not a declared state`,
    );
  }
  const taken = Object.hasOwn(component.parameters, target) || Object.hasOwn(component.inputs, target);
  if (taken || reserved(circuit, instance, target)) {
    throw new ModelError(name, line, `"${target}" is defined twice (it is an input, a parameter or a reserved name)`);
  }
}

function reserved(circuit: Circuit, instance: Instance, target: string): boolean {
  if ((CLOCK as readonly string[]).includes(target) || circuit.beatInputs.some((b) => b.name === target)) return true;
  const kind = instance.component.kind;
  if (kind === "node") return target === "V";
  if (kind === "signal") return false;
  return ["p_from", "p_to", "dqdt", "carried"].includes(target) || (kind === "inertial" && target === "q");
}

function checkConnections(circuit: Circuit, nodeIndex: ReadonlyMap<string, number>): void {
  const touched = new Set<string>();
  for (const instance of circuit.instances) {
    if (instance.component.kind !== "inertial" && instance.component.kind !== "resistive") continue;
    for (const side of ["from", "to"] as const) {
      if (instance[side] === undefined) throw new ModelError(instance.name, null, `port "${side}" is not connected`);
      for (const { node } of portList(instance[side])) {
        if (!nodeIndex.has(node))
          throw new ModelError(instance.name, null, `port "${side}": there is no node "${node}"`);
        touched.add(node);
      }
    }
  }
  for (const name of nodeIndex.keys()) {
    if (!touched.has(name)) throw new ModelError(name, null, "no branch connects this node");
  }
}

/** @throws ModelError naming the component */
export function unitOf(text: string, component: string): Unit {
  try {
    return parseUnit(text);
  } catch (error) {
    throw new ModelError(component, null, (error as Error).message);
  }
}

export function portList(port: Port | undefined): readonly { node: string; share: string }[] {
  if (port === null || port === undefined) return [];
  return typeof port === "string" ? [{ node: port, share: "1" }] : port;
}

function withOverride(base: ParameterSpec, own: Override | undefined): ParameterSpec {
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
