/** Circuit -> model: names resolved, dimensions checked, loops refused. Every message names the component and the line. */
import { admit, type Register } from "./admit.ts";
import type { Circuit, Instance, MeasureSpec } from "./circuit.ts";
import type { Precision } from "./elementary.ts";
import { Graph, type Ref, STAGE } from "./graph.ts";
import { fnv1a64 } from "./hash.ts";
import type { Model, ModelMeasure, ModelOutput } from "./model.ts";
import { type Mode, Names, TIME, VOLUME } from "./names.ts";
import { ModelError } from "./parse.ts";
import { concentrationLeaf, modelBranch, modelMeasure, modelNode, modelScalar, modelStates } from "./parts.ts";
import type { Quantity } from "./resolve.ts";
import { DIMENSIONLESS } from "./units.ts";

/** Read a circuit. @throws ModelError on the first fault, naming component and line. */
export function assemble(circuit: Circuit, options: { precision?: Precision } = {}): Model {
  return new Assembler(circuit, options.precision ?? "f64").assemble();
}

class Assembler {
  private readonly graph: Graph;
  private readonly register: Register;
  private readonly names: Names;
  private readonly measures = new Map<string, ModelMeasure>();
  private readonly running = new Map<string, Ref>();
  private readonly previous = new Map<Ref, Ref>();

  constructor(
    private readonly circuit: Circuit,
    precision: Precision,
  ) {
    this.graph = new Graph(precision);
    this.register = admit(circuit, this.graph);
    this.names = new Names(this.graph, this.register, (name, mode) => this.elsewhere(name, mode));
  }

  assemble(): Model {
    const { circuit, names } = this;
    this.checkNames();
    const nodes = this.of("node").map((i) => modelNode(names, i));
    const branches = [...this.of("inertial"), ...this.of("resistive")].map((i) => modelBranch(names, i));
    const states = circuit.instances.flatMap((i) => modelStates(names, i));
    this.checkEverythingResolves();
    const scalars = circuit.scalars.map((s) => modelScalar(names, s, nodes, branches));
    const measures = circuit.measures.map((m) => this.measure(m));
    return {
      name: circuit.name,
      hash: fnv1a64(JSON.stringify(circuit)),
      graph: this.graph,
      parameters: [...this.register.parameters.values()],
      beatInputs: circuit.beatInputs.map((b) => ({
        name: b.name,
        leaf: this.graph.leaf(`beat:${b.name}`, STAGE.step),
        every: names.expression(`beat input ${b.name}`, b.every, DIMENSIONLESS, "law"),
        offset: b.offset,
        values: b.values ?? null,
      })),
      nodes,
      branches,
      states,
      scalars,
      measures,
      running: this.running,
      previous: this.previous,
      clock: {
        t: names.global("t")!.ref,
        T: names.global("T")!.ref,
        dt: names.global("dt")!.ref,
        tick: names.tick,
        steps: names.steps,
        haste: names.haste,
      },
      period: names.expression("circuit", circuit.period, TIME, "law"),
      bloodVolume:
        circuit.bloodVolume === null ? null : names.expression("circuit", circuit.bloodVolume, VOLUME, "law"),
      output: (name) => this.output(name),
      outputNames: this.outputNames(),
    };
  }

  private of(kind: Instance["component"]["kind"]): Instance[] {
    return this.circuit.instances.filter((i) => i.component.kind === kind);
  }

  /** Scalars and measures share one room of names with the instances. */
  private checkNames(): void {
    const taken = new Set(this.register.instances.keys());
    for (const [label, { name }] of [
      ...this.circuit.scalars.map((s) => ["scalar", s] as const),
      ...this.circuit.measures.map((m) => ["measure", m] as const),
    ]) {
      if (taken.has(name)) throw new ModelError(`${label} ${name}`, null, "defined twice");
      taken.add(name);
    }
  }

  /** Measures and concentrations. A mean is kept as a sum over steps; slow laws read it as the mean it becomes. */
  private elsewhere(name: string, mode: Mode): Quantity | null {
    const spec = this.circuit.measures.find((m) => m.name === name);
    if (spec) {
      const { kind, dimension } = this.measure(spec);
      const leaf = this.running.get(name)!;
      const summed = kind === "mean" || kind === "open-fraction";
      return { ref: mode === "law" && summed ? this.graph.div(leaf, this.names.steps) : leaf, dimension, truth: false };
    }
    const dot = name.indexOf(".");
    const scalar = name.slice(0, dot);
    const node = this.register.instances.get(name.slice(dot + 1))?.component;
    if (!this.circuit.scalars.some((s) => s.name === scalar) || node?.kind !== "node" || !node.blood) return null;
    const leaf = this.graph.leaf(concentrationLeaf(scalar, name.slice(dot + 1)), STAGE.step);
    return { ref: leaf, dimension: DIMENSIONLESS, truth: false };
  }

  private measure(spec: MeasureSpec): ModelMeasure {
    const known = this.measures.get(spec.name);
    if (known) return known;
    const measure = modelMeasure(this.names, spec, (q) => {
      const leaf = this.graph.leaf(`previous:${q.ref}`, STAGE.step);
      this.previous.set(leaf, q.ref);
      return { ...q, ref: leaf };
    });
    this.measures.set(spec.name, measure);
    this.running.set(spec.name, this.graph.leaf(`measure:${spec.name}`, STAGE.step));
    return measure;
  }

  /** Laws that nothing reads are still checked: a wrong unit must not wait for its first reader. */
  private checkEverythingResolves(): void {
    for (const [name, table] of this.register.equations) {
      const instance = this.register.instances.get(name)!;
      const slow = instance.component.kind === "signal" && instance.component.pace !== "step";
      for (const key of table.keys()) this.names.find(instance, key, slow ? "law" : "observe");
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
      const slow = component.kind === "signal" && component.pace !== "step";
      const laws = [...this.register.equations.get(instance.name)!.values()].filter((e) => !e.derivative && !slow);
      return [...own, ...laws.map((e) => e.target)].map((n) => `${instance.name}.${n}`);
    });
  }

  private output(name: string): ModelOutput {
    const value = this.names.inCircuit(`output ${name}`, name, "observe");
    return { name, value: value.ref, dimension: value.dimension };
  }
}
