/** A graph's operations as a list that is run on plain numbers: what `interpretLaw` evaluates. */
import { exponentOf, mantissaOf } from "./float-parts.ts";
import { type Graph, type Op, type Ref, STAGE } from "./graph.ts";

/** 2^k for whole k. */
const POW2 = Float64Array.from({ length: 2098 }, (_, i) => 2 ** (i - 1074));
const ROUND = 1.5 * 2 ** 52;

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

/** A graph made ready to be run on plain numbers: inputs and outputs by their place in the lists it was made of. */
export interface Evaluator {
  set(input: number, value: number): void;
  run(): void;
  /** After `run`. */
  get(output: number): number;
}

/** Operations in order over an array of registers: constants and inputs first, then one register for each result. */
export class Tape implements Evaluator {
  readonly operations: { all: number; late: number };
  private readonly registers: Float64Array;
  private readonly code: Uint8Array;
  private readonly a: Int32Array;
  private readonly b: Int32Array;
  private readonly c: Int32Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly first: number;
  private readonly isParameter: readonly boolean[];
  /** Operations that follow from parameters alone come first; they need not be done again while those stay. */
  private readonly early: number;
  private known = 0;

  constructor(graph: Graph, inputs: readonly Ref[], outputs: readonly Ref[]) {
    const { given, early, late, place } = arrange(graph, inputs, outputs);
    const computed = [...early, ...late];
    this.registers = new Float64Array(place.size);
    for (const ref of given) this.registers[place.get(ref)!] = graph.nodes[ref].value;
    this.first = given.length;
    this.code = Uint8Array.from(computed, (r) => CODES[graph.nodes[r].op as "add"]);
    const argument = (k: number) => Int32Array.from(computed, (r) => place.get(graph.nodes[r].args[k]) ?? 0);
    [this.a, this.b, this.c] = [0, 1, 2].map(argument);
    this.from = Int32Array.from(inputs, (ref) => place.get(ref)!);
    this.to = Int32Array.from(outputs, (ref) => place.get(ref)!);
    this.isParameter = inputs.map((ref) => !isLate(graph, ref));
    this.early = early.length;
    this.operations = { all: computed.length, late: late.length };
  }

  set(input: number, value: number): void {
    const at = this.from[input];
    if (this.isParameter[input] && !Object.is(this.registers[at], value)) this.known = 0;
    this.registers[at] = value;
  }

  get(output: number): number {
    return this.registers[this.to[output]];
  }

  run(): void {
    const { registers: r, code, a, b, c } = this;
    const from = this.known;
    this.known = this.early;
    for (let i = from, at = this.first + from; i < code.length; i++, at++) {
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

/** Whether it depends on more than parameters. */
export const isLate = (graph: Graph, ref: Ref): boolean => graph.stageOf(ref) > STAGE.parameter;

/** Nodes in the order of their registers: those given (inputs and constants), then what is computed, early and late. */
export interface Arrangement {
  readonly given: readonly Ref[];
  /** Operations that follow from parameters alone. */
  readonly early: readonly Ref[];
  readonly late: readonly Ref[];
  /** Node -> register. */
  readonly place: ReadonlyMap<Ref, number>;
}

export function arrange(graph: Graph, inputs: readonly Ref[], outputs: readonly Ref[]): Arrangement {
  const reached = reachable(graph, outputs);
  const given = [...new Set([...inputs, ...reached.filter((r) => graph.nodes[r].op === "constant")])];
  const operations = reached.filter((r) => graph.nodes[r].args.length > 0);
  const early = operations.filter((r) => !isLate(graph, r));
  const late = operations.filter((r) => isLate(graph, r));
  return { given, early, late, place: new Map([...given, ...early, ...late].map((ref, i) => [ref, i])) };
}

/** What the roots need, each after its arguments: nodes are made in that order. */
function reachable(graph: Graph, roots: readonly Ref[]): Ref[] {
  const wanted = new Set<Ref>(roots);
  for (let ref = graph.nodes.length - 1; ref >= 0; ref--) {
    if (wanted.has(ref)) for (const arg of graph.nodes[ref].args) wanted.add(arg);
  }
  return [...wanted].sort((p, q) => p - q);
}
