/** Parts of the model made from instances whose names are known: nodes, branches, states, scalars, measures. */
import { unitOf } from "./admit.ts";
import type { Instance, MeasureSpec, ScalarSpec } from "./circuit.ts";
import type { NodeComponent } from "./component.ts";
import { type Ref, STAGE } from "./graph.ts";
import type { ModelBranch, ModelMeasure, ModelNode, ModelScalar, ModelState } from "./model.ts";
import { FLOW, type Names, PRESSURE, TIME, VOLUME } from "./names.ts";
import { ModelError, parseExpression } from "./parse.ts";
import { evaluate, type Quantity } from "./resolve.ts";
import { DIMENSIONLESS, sameDimension } from "./units.ts";

export function modelNode(names: Names, instance: Instance): ModelNode {
  const { graph } = names;
  const component = instance.component as NodeComponent;
  const start: Quantity = { ref: graph.constant(instance.startPressure ?? 0), dimension: PRESSURE, truth: false };
  const label = `${instance.name} (initial)`;
  const written = evaluate(parseExpression(label, component.initial), {
    graph,
    component: label,
    line: null,
    lookup: (name) => (name === "p_start" ? start : names.local(instance, name, "law", null)),
  });
  // What changes within beats and from beat to beat, such as breathing, stands as at the start of the first.
  const initial = { ...written, ref: graph.substitute(written.ref, names.atTheStart()) };
  if ((graph.stageOf(initial.ref) | STAGE.beat) !== STAGE.beat)
    throw new ModelError(instance.name, null, "the initial volume must follow from parameters alone");
  if (!sameDimension(initial.dimension, VOLUME))
    throw new ModelError(instance.name, null, "unit clash: the initial volume must be in mL");
  return {
    name: instance.name,
    blood: component.blood,
    volume: names.find(instance, "V", "law")!.ref,
    pressure: names.find(instance, "p", "law")!.ref,
    initial: initial.ref,
    reservoir:
      instance.reservoir === undefined
        ? null
        : names.inCircuit(`${instance.name} (reservoir)`, instance.reservoir, "law").ref,
  };
}

export function modelBranch(names: Names, instance: Instance): ModelBranch {
  const g = names.graph;
  const get = (name: string): Ref | null => names.find(instance, name, "law")?.ref ?? null;
  const zero = g.constant(0);
  const inertialKind = instance.component.kind === "inertial";
  const drop = g.sub(get("p_from")!, get("p_to")!);
  return {
    name: instance.name,
    kind: instance.component.kind as "inertial" | "resistive",
    from: names.ports(instance, "from"),
    to: names.ports(instance, "to"),
    flow: get("q")!,
    flowAtStep: names.find(instance, "q", "observe")!.ref,
    flowRate: inertialKind ? names.find(instance, "dqdt", "observe")!.ref : zero,
    drive: inertialKind ? g.add(drop, get("head") ?? zero) : drop,
    L: (inertialKind && get("L")) || zero,
    R: (inertialKind && get("R")) || zero,
    B: (inertialKind && get("B")) || zero,
    slow: instance.slow ?? false,
    qMin: inertialKind ? get("q_min") : null,
    qMax: inertialKind ? get("q_max") : null,
  };
}

export function modelStates(names: Names, instance: Instance): ModelState[] {
  const { component } = instance;
  return Object.entries(component.states).map(([name, spec]) => {
    const label = `${instance.name} (initial ${name})`;
    const inside = (text: string): Quantity =>
      evaluate(parseExpression(label, text), {
        graph: names.graph,
        component: label,
        line: null,
        lookup: (n) => names.local(instance, n, "law", null),
      });
    const initial = inside(spec.initial);
    const settles = spec.settles === undefined ? null : inside(spec.settles);
    if (settles && !sameDimension(settles.dimension, TIME))
      throw new ModelError(label, null, "unit clash: the time constant must be in s");
    const unit = unitOf(spec.unit, instance.name);
    if (!sameDimension(initial.dimension, unit.dimension))
      throw new ModelError(label, null, `unit clash: it must be in ${spec.unit}`);
    return {
      name: `${instance.name}.${name}`,
      pace: component.kind === "signal" ? component.pace : "step",
      leaf: names.find(instance, name, "law")!.ref,
      derivative: names.find(instance, `der ${name}`, "law")!.ref,
      initial: initial.ref,
      scale: spec.scale * unit.scale,
      settles: settles?.ref ?? null,
    };
  });
}

/** Concentrations are leaves `concentration:scalar.node`; the scalar's terms may read them, its own among them. */
export function modelScalar(
  names: Names,
  spec: ScalarSpec,
  nodes: readonly ModelNode[],
  branches: readonly ModelBranch[],
): ModelScalar {
  const label = `scalar ${spec.name}`;
  const terms = (
    table: Readonly<Record<string, string>> | undefined,
    kind: string,
    list: readonly { readonly name: string }[],
    dimension: typeof FLOW,
  ): Map<number, Ref> =>
    new Map(
      Object.entries(table ?? {}).map(([name, text]) => {
        const index = list.findIndex((x) => x.name === name);
        if (index < 0) throw new ModelError(label, null, `there is no ${kind} "${name}"`);
        return [index, names.expression(label, text, dimension, "law")];
      }),
    );
  return {
    name: spec.name,
    concentrations: nodes.map((n) =>
      n.blood ? names.graph.leaf(concentrationLeaf(spec.name, n.name), STAGE.step) : null,
    ),
    initial: names.expression(label, spec.initial, DIMENSIONLESS, "law"),
    inflow: names.expression(label, spec.inflow ?? "0", DIMENSIONLESS, "law"),
    exchange: terms(spec.exchange, "node", nodes, FLOW),
    through: terms(spec.through, "branch", branches, DIMENSIONLESS),
  };
}

export const concentrationLeaf = (scalar: string, node: string): string => `concentration:${scalar}.${node}`;

/** @param previous makes the leaf of a value one step back */
export function modelMeasure(names: Names, spec: MeasureSpec, previous: (q: Quantity) => Quantity): ModelMeasure {
  const label = `measure ${spec.name}`;
  const pace = spec.kind === "value" ? "beat" : (spec.pace ?? "step");
  const common = { name: spec.name, kind: spec.kind, pace } as const;
  if (spec.kind === "open-fraction") {
    const inertial = [...names.register.instances.values()].filter((i) => i.component.kind === "inertial");
    const branch = inertial.findIndex((b) => b.name === spec.of);
    if (branch < 0) throw new ModelError(label, null, `there is no inertial branch "${spec.of}"`);
    const value = names.find(inertial[branch], "q", "law")!.ref;
    return { ...common, value, condition: null, dimension: DIMENSIONLESS, branch };
  }
  const mode = pace === "step" ? "observe" : "law";
  const value = names.inCircuit(label, spec.of, mode, previous);
  if (value.truth) throw new ModelError(label, null, "a measure needs a number, not a comparison; use if(…)");
  const condition = spec.while === undefined ? null : names.inCircuit(label, spec.while, mode, previous);
  if (condition && !condition.truth) throw new ModelError(label, null, "its condition must be a comparison");
  return {
    ...common,
    value: value.ref,
    condition: condition?.ref ?? null,
    dimension: value.dimension,
    branch: null,
  };
}
