/**
 * A law's text as a function of plain numbers, for the page and the command line, where no text may be compiled at run
 * time. The law is read once into a graph and then evaluated operation by operation, with the arithmetic of the
 * compiled kernel, so that both give the same bits for the same graph. A law that is evaluated often is worth a module of
 * its own: codegen/law-module.ts.
 *
 *   const flow = interpretLaw({
 *     name: "bed", law: "q = (p_from - p_to)/R", inputs: { p_from: "mmHg", p_to: "mmHg" },
 *     parameters: { R: "mmHg*s/mL" }, outputs: { q: "mL/s" },
 *   });
 *   flow({ p_from: 90, p_to: 5, R: 1 }).q   // numbers are in inner units (mmHg, mL, s) on both sides
 *
 * `parameters` are inputs too. The difference is that a compiled circuit computes what follows from parameters alone
 * beforehand and arranges its sums accordingly; declared alike here and there, the last bit is the same as well.
 */
import { Graph, type Ref, STAGE, type Stage } from "./graph.ts";
import { type Equation, ModelError, parseLaw } from "./parse.ts";
import { evaluate, type Quantity } from "./resolve.ts";
import { Tape } from "./tape.ts";
import { describeDimension, parseUnit, sameDimension, type Unit } from "./units.ts";

export interface LawDescription<I extends string, P extends string, O extends string> {
  /** For messages. */
  readonly name: string;
  readonly law: string;
  /** Name -> unit. */
  readonly inputs: Readonly<Record<I, string>>;
  readonly parameters?: Readonly<Record<P, string>>;
  /** Names that the law defines, and their units. */
  readonly outputs: Readonly<Record<O, string>>;
}

/** From inputs and parameters to outputs, all in inner units. */
export interface LawFunction<I extends string, O extends string> {
  (values: Readonly<Record<I, number>>): Record<O, number>;
  /** Operations of one evaluation, and how many of them depend on more than parameters. */
  readonly operations: { readonly all: number; readonly late: number };
}

/** Read a law. @throws ModelError on the first fault, naming line and unit as the assembly of a circuit would. */
export function interpretLaw<I extends string, O extends string, P extends string = never>(
  description: LawDescription<I, P, O>,
): LawFunction<I | P, O> {
  const { graph, inputs, inputRefs, outputs, outputRefs } = readLaw(description);
  const tape = new Tape(graph, inputRefs, outputRefs);
  const run = (values: Readonly<Record<I | P, number>>): Record<O, number> => {
    for (let i = 0; i < inputs.length; i++) tape.set(i, values[inputs[i]]);
    tape.run();
    const results = {} as Record<O, number>;
    for (let i = 0; i < outputs.length; i++) results[outputs[i]] = tape.get(i);
    return results;
  };
  return Object.assign(run, { operations: tape.operations });
}

/** A law as a graph, with its inputs (parameters among them) and outputs in the order of their declaration. */
export interface LawGraph<I extends string, O extends string> {
  readonly graph: Graph;
  readonly inputs: readonly I[];
  readonly inputRefs: readonly Ref[];
  readonly outputs: readonly O[];
  readonly outputRefs: readonly Ref[];
}

/** @throws ModelError as `interpretLaw` */
export function readLaw<I extends string, O extends string, P extends string = never>(
  description: LawDescription<I, P, O>,
): LawGraph<I | P, O> {
  const reader = new LawReader(description);
  const inputs = [...reader.leaves.keys()] as (I | P)[];
  const outputs = Object.keys(description.outputs) as O[];
  return {
    graph: reader.graph,
    inputs,
    inputRefs: inputs.map((name) => reader.leaves.get(name)!.ref),
    outputs,
    outputRefs: outputs.map((name) => reader.output(name, description.outputs[name])),
  };
}

/** Names to nodes of the graph. */
class LawReader {
  readonly graph = new Graph();
  readonly leaves = new Map<string, Quantity>();
  private readonly equations = new Map<string, Equation>();
  private readonly known = new Map<string, Quantity>();
  private readonly open: string[] = [];

  constructor(private readonly description: LawDescription<string, string, string>) {
    const { name, law, inputs, parameters } = description;
    this.declare(inputs, STAGE.step);
    this.declare(parameters ?? {}, STAGE.parameter);
    for (const equation of parseLaw(name, law)) {
      const { target, derivative, line } = equation;
      if (derivative) throw new ModelError(name, line, "a law without a circuit has no states");
      if (this.equations.has(target) || this.leaves.has(target))
        throw new ModelError(name, line, `"${target}" is defined twice`);
      this.equations.set(target, equation);
    }
  }

  private declare(list: Readonly<Record<string, string>>, stage: Stage): void {
    for (const [name, text] of Object.entries(list)) {
      if (this.leaves.has(name)) throw new ModelError(this.description.name, null, `"${name}" is declared twice`);
      const { dimension } = this.unit(text);
      this.leaves.set(name, { ref: this.graph.leaf(name, stage), dimension, truth: false });
    }
  }

  private unit(text: string): Unit {
    try {
      return parseUnit(text);
    } catch (error) {
      throw new ModelError(this.description.name, null, (error as Error).message);
    }
  }

  output(name: string, unit: string): Ref {
    const found = this.find(name, null);
    const { dimension } = this.unit(unit);
    if (found.truth || !sameDimension(found.dimension, dimension)) {
      const kind = found.truth ? "a comparison" : `in ${describeDimension(found.dimension)}`;
      throw new ModelError(
        this.description.name,
        this.equations.get(name)?.line ?? null,
        `unit clash: "${name}" must be in ${describeDimension(dimension)} but is ${kind}`,
      );
    }
    return found.ref;
  }

  private find(name: string, line: number | null): Quantity {
    const known = this.leaves.get(name) ?? this.known.get(name);
    if (known) return known;
    const component = this.description.name;
    const equation = this.equations.get(name);
    if (!equation) throw new ModelError(component, line, `unknown name "${name}"`);
    if (this.open.includes(name)) {
      const loop = [...this.open.slice(this.open.indexOf(name)), name].join(" -> ");
      throw new ModelError(component, equation.line, `algebraic loop: ${loop}`);
    }
    this.open.push(name);
    const { graph } = this;
    const lookup = (inner: string) => this.find(inner, equation.line);
    const found = evaluate(equation.value, { graph, component, line: equation.line, lookup });
    this.open.pop();
    this.known.set(name, found);
    return found;
  }
}
