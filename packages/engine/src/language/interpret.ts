/**
 * A law's text as a function of plain numbers, for the page and the command line, where nothing may be compiled at run
 * time. The law is read once into a graph and then evaluated operation by operation, with the arithmetic of the
 * compiled kernel, so that both give the same bits for the same graph.
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
import { Graph, type Op, type Ref, STAGE, type Stage } from "./graph.ts";
import { type Equation, ModelError, parseLaw } from "./parse.ts";
import { evaluate, type Quantity } from "./resolve.ts";
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
  const reader = new LawReader(description);
  const inputs = [...reader.leaves.keys()] as (I | P)[];
  const outputs = Object.keys(description.outputs) as O[];
  const tape = new Tape(
    reader.graph,
    inputs.map((name) => reader.leaves.get(name)!.ref),
    outputs.map((name) => reader.output(name, description.outputs[name])),
  );
  const run = (values: Readonly<Record<I | P, number>>): Record<O, number> => {
    for (let i = 0; i < inputs.length; i++) tape.set(i, values[inputs[i]]);
    tape.run();
    const results = {} as Record<O, number>;
    for (let i = 0; i < outputs.length; i++) results[outputs[i]] = tape.get(i);
    return results;
  };
  return Object.assign(run, { operations: tape.operations });
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

/** 2^k for whole k, and the parts of a number, as the compiled kernel and its twin have them. */
const POW2 = Float64Array.from({ length: 2098 }, (_, i) => 2 ** (i - 1074));
const ROUND = 1.5 * 2 ** 52;
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

function exponentOf(x: number): number {
  float[0] = x;
  return ((words[1] >>> 20) & 2047) - 1023;
}

function mantissaOf(x: number): number {
  float[0] = x;
  words[1] = (words[1] & 0xfffff) | 0x3ff00000;
  return float[0];
}

/** The cases of `Tape.run`. */
const CODES: Record<Exclude<Op, "constant" | "leaf">, number> = {
  add: 0,
  sub: 1,
  mul: 2,
  div: 3,
  min: 4,
  max: 5,
  neg: 6,
  abs: 7,
  sqrt: 8,
  nearest: 9,
  pow2: 10,
  exponent: 11,
  mantissa: 12,
  lt: 13,
  le: 14,
  and: 15,
  or: 16,
  not: 17,
  select: 18,
};

/** Operations in order over an array of registers: constants and inputs first, then one register for each result. */
class Tape {
  readonly operations: { all: number; late: number };
  private readonly registers: Float64Array;
  private readonly code: Uint8Array;
  private readonly a: Int32Array;
  private readonly b: Int32Array;
  private readonly c: Int32Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly first: number;

  constructor(graph: Graph, inputs: readonly Ref[], outputs: readonly Ref[]) {
    const reached = reachable(graph, outputs);
    const given = [...new Set([...inputs, ...reached.filter((r) => graph.nodes[r].op === "constant")])];
    const computed = reached.filter((r) => graph.nodes[r].args.length > 0);
    const place = new Map([...given, ...computed].map((ref, i) => [ref, i]));
    this.registers = new Float64Array(place.size);
    for (const ref of given) this.registers[place.get(ref)!] = graph.nodes[ref].value;
    this.first = given.length;
    this.code = Uint8Array.from(computed, (r) => CODES[graph.nodes[r].op as "add"]);
    const argument = (k: number) => Int32Array.from(computed, (r) => place.get(graph.nodes[r].args[k]) ?? 0);
    [this.a, this.b, this.c] = [0, 1, 2].map(argument);
    this.from = Int32Array.from(inputs, (ref) => place.get(ref)!);
    this.to = Int32Array.from(outputs, (ref) => place.get(ref)!);
    const late = computed.filter((r) => graph.stageOf(r) > STAGE.parameter).length;
    this.operations = { all: computed.length, late };
  }

  set(input: number, value: number): void {
    this.registers[this.from[input]] = value;
  }

  get(output: number): number {
    return this.registers[this.to[output]];
  }

  run(): void {
    const { registers: r, code, a, b, c } = this;
    for (let i = 0, at = this.first; i < code.length; i++, at++) {
      const x = r[a[i]];
      const y = r[b[i]];
      switch (code[i]) {
        case 0:
          r[at] = x + y;
          break;
        case 1:
          r[at] = x - y;
          break;
        case 2:
          r[at] = x * y;
          break;
        case 3:
          r[at] = x / y;
          break;
        case 4:
          r[at] = y < x ? y : x;
          break;
        case 5:
          r[at] = x < y ? y : x;
          break;
        case 6:
          r[at] = -x;
          break;
        case 7:
          r[at] = Math.abs(x);
          break;
        case 8:
          r[at] = Math.sqrt(x);
          break;
        case 9:
          r[at] = x + ROUND - ROUND;
          break;
        case 10:
          r[at] = POW2[x + 1074];
          break;
        case 11:
          r[at] = exponentOf(x);
          break;
        case 12:
          r[at] = mantissaOf(x);
          break;
        case 13:
          r[at] = x < y ? 1 : 0;
          break;
        case 14:
          r[at] = x <= y ? 1 : 0;
          break;
        case 15:
          r[at] = x === 0 ? x : y;
          break;
        case 16:
          r[at] = x === 0 ? y : x;
          break;
        case 17:
          r[at] = x === 0 ? 1 : 0;
          break;
        default:
          r[at] = x === 0 ? r[c[i]] : y;
      }
    }
  }
}

/** What the roots need, each after its arguments: nodes are made in that order. */
function reachable(graph: Graph, roots: readonly Ref[]): Ref[] {
  const wanted = new Set<Ref>(roots);
  for (let ref = graph.nodes.length - 1; ref >= 0; ref--) {
    if (wanted.has(ref)) for (const arg of graph.nodes[ref].args) wanted.add(arg);
  }
  return [...wanted].sort((p, q) => p - q);
}
