/**
 * The expression graph: every sum, product and select of a model, stored once (hash-consed), so that common
 * subexpressions are shared and each back end prints the same arithmetic in the same order.
 *
 * A node has a stage, the rarest moment at which it must be computed: constant; parameter (when a parameter changes);
 * phase (tabulated over the beat); beat (once between beats: what follows from slow states); step. A stage is a set of
 * bits, and what is made of two things has the bits of both: phase and beat together are step.
 * Hoisting follows from it: nobody marks by hand what is invariant.
 */
import { expPolynomial, logSeries, type Precision } from "./elementary.ts";
import { exponentOf, mantissaOf } from "./float-parts.ts";

export type Op =
  | "constant"
  | "leaf"
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "min"
  | "max"
  | "neg"
  | "abs"
  | "sqrt"
  | "nearest"
  | "pow2"
  | "exponent"
  | "mantissa"
  | "lt"
  | "le"
  | "and"
  | "or"
  | "not"
  | "select";

export const STAGE = { constant: 0, parameter: 1, phase: 3, beat: 5, step: 7 } as const;
export type Stage = (typeof STAGE)[keyof typeof STAGE];

/** Index of a node in its graph. */
export type Ref = number;

export interface GraphNode {
  readonly op: Op;
  readonly args: readonly Ref[];
  /** Of a constant. */
  readonly value: number;
  /** Of a leaf: its name, unique in the graph. */
  readonly leaf: string;
  readonly stage: Stage;
}

const COMMUTES = new Set<Op>(["add", "mul", "and", "or"]);

export class Graph {
  readonly nodes: GraphNode[] = [];
  private readonly index = new Map<string, Ref>();

  constructor(readonly precision: Precision = "f64") {}

  private intern(op: Op, args: readonly Ref[], value: number, leaf: string, stage: Stage): Ref {
    const key =
      op === "constant"
        ? `c${Object.is(value, -0) ? "-0" : value}`
        : op === "leaf"
          ? `l${leaf}`
          : `${op}(${args.join()})`;
    const known = this.index.get(key);
    if (known !== undefined) return known;
    this.nodes.push({ op, args, value, leaf, stage });
    this.index.set(key, this.nodes.length - 1);
    return this.nodes.length - 1;
  }

  private make(op: Op, ...args: Ref[]): Ref {
    if (COMMUTES.has(op) && args[0] > args[1]) args.reverse();
    const stage = args.reduce((bits, a) => bits | this.nodes[a].stage, 0) as Stage;
    return this.intern(op, args, 0, "", stage);
  }

  constant(value: number): Ref {
    return this.intern("constant", [], value, "", STAGE.constant);
  }

  leaf(name: string, stage: Stage): Ref {
    return this.intern("leaf", [], 0, name, stage);
  }

  /** The value of a constant node, else null. */
  valueOf(a: Ref): number | null {
    const node = this.nodes[a];
    return node.op === "constant" ? node.value : null;
  }

  stageOf(a: Ref): Stage {
    return this.nodes[a].stage;
  }

  private fold(a: Ref, b: Ref, f: (x: number, y: number) => number): Ref | null {
    const x = this.valueOf(a);
    const y = this.valueOf(b);
    return x !== null && y !== null ? this.constant(f(x, y)) : null;
  }

  add(a: Ref, b: Ref): Ref {
    const folded = this.fold(a, b, (x, y) => x + y);
    if (folded !== null) return folded;
    if (this.valueOf(a) === 0) return b;
    if (this.valueOf(b) === 0) return a;
    if (this.nodes[b].op === "neg") return this.sub(a, this.nodes[b].args[0]);
    if (this.nodes[a].op === "neg") return this.sub(b, this.nodes[a].args[0]);
    return this.gatherSum(a, b) ?? this.gather("add", a, b) ?? this.make("add", a, b);
  }

  sub(a: Ref, b: Ref): Ref {
    const folded = this.fold(a, b, (x, y) => x - y);
    if (folded !== null) return folded;
    if (this.valueOf(b) === 0) return a;
    if (this.valueOf(a) === 0) return this.neg(b);
    if (a === b) return this.constant(0);
    if (this.nodes[b].op === "neg") return this.add(a, this.nodes[b].args[0]);
    return this.gatherDifference(a, b) ?? this.make("sub", a, b);
  }

  /** (x - p) + q -> x + (q - p), p and q known before the step. */
  private gatherSum(a: Ref, b: Ref): Ref | null {
    for (const [late, known] of [
      [a, b],
      [b, a],
    ]) {
      const { op, args } = this.nodes[late];
      if (op !== "sub" || this.early(late) || !this.early(known)) continue;
      if (this.early(args[1])) return this.add(args[0], this.sub(known, args[1]));
      if (this.early(args[0])) return this.sub(this.add(args[0], known), args[1]);
    }
    return null;
  }

  /** (x + p) - q -> x + (p - q) and (x - p) - q -> x - (p + q). */
  private gatherDifference(a: Ref, b: Ref): Ref | null {
    if (!this.early(b) || this.early(a)) return null;
    const { op, args } = this.nodes[a];
    if (op === "sub" && this.early(args[1])) return this.sub(args[0], this.add(args[1], b));
    if (op !== "add") return null;
    for (const [x, p] of [args, [args[1], args[0]]]) if (this.early(p)) return this.add(x, this.sub(p, b));
    return null;
  }

  mul(a: Ref, b: Ref): Ref {
    const folded = this.fold(a, b, (x, y) => x * y);
    if (folded !== null) return folded;
    for (const [x, y] of [
      [a, b],
      [b, a],
    ]) {
      const value = this.valueOf(x);
      if (value === 0) return this.constant(0);
      if (value === 1) return y;
      if (value === -1) return this.neg(y);
    }
    return this.gather("mul", a, b) ?? this.distribute(a, b) ?? this.make("mul", a, b);
  }

  /** Known before the beat: a constant, or of parameters and slow states. */
  private early(a: Ref): boolean {
    const stage = this.stageOf(a);
    return stage <= STAGE.parameter || stage === STAGE.beat;
  }

  /**
   * A factor known before the step goes inside a sum or a choice when that lets more be computed beforehand:
   * (V - V0) * E -> V * E - V0 * E, (q * a + p * b) * c -> q * (a c) + p * (b c), if(x, a, b) * c -> if(x, a c, b c).
   */
  private distribute(a: Ref, b: Ref): Ref | null {
    for (const [late, factor] of [
      [a, b],
      [b, a],
    ]) {
      if (this.early(late) || !this.early(factor)) continue;
      const { op, args } = this.nodes[late];
      if (op === "select" && this.early(args[1]) && this.early(args[2])) {
        return this.select(args[0], this.mul(args[1], factor), this.mul(args[2], factor));
      }
      if (op !== "add" && op !== "sub") continue;
      const absorbs = (x: Ref): boolean =>
        this.early(x) || (this.nodes[x].op === "mul" && this.nodes[x].args.some((y) => this.early(y)));
      const [x, y] = args;
      if (this.early(x) || this.early(y) || (absorbs(x) && absorbs(y)))
        return this[op](this.mul(x, factor), this.mul(y, factor));
    }
    return null;
  }

  /** (step * parameter) * parameter -> step * (parameter * parameter): what is invariant is gathered and hoisted. */
  private gather(op: "add" | "mul", a: Ref, b: Ref): Ref | null {
    for (const [late, early] of [
      [a, b],
      [b, a],
    ]) {
      const node = this.nodes[late];
      if (node.op !== op || this.early(late) || !this.early(early)) continue;
      for (const [x, y] of [node.args, [node.args[1], node.args[0]]]) {
        if (this.early(y) && !this.early(x)) return this[op](x, this[op](y, early));
      }
    }
    return null;
  }

  div(a: Ref, b: Ref): Ref {
    const folded = this.fold(a, b, (x, y) => x / y);
    if (folded !== null) return folded;
    if (this.valueOf(b) === 1) return a;
    if (this.valueOf(a) === 0) return a;
    const choice = this.nodes[b];
    if (choice.op === "select" && this.early(a) && this.early(choice.args[1]) && this.early(choice.args[2])) {
      return this.select(choice.args[0], this.div(a, choice.args[1]), this.div(a, choice.args[2]));
    }
    // Divide once per parameter change or beat, multiply in every step.
    if (this.early(b) && (this.stageOf(a) | this.stageOf(b)) !== this.stageOf(b)) {
      return this.mul(a, this.div(this.constant(1), b));
    }
    return this.make("div", a, b);
  }

  neg(a: Ref): Ref {
    const value = this.valueOf(a);
    if (value !== null) return this.constant(-value);
    const node = this.nodes[a];
    if (node.op === "neg") return node.args[0];
    if (node.op === "sub") return this.sub(node.args[1], node.args[0]);
    return this.make("neg", a);
  }

  /** b < a ? b : a, as WebAssembly's pmin. */
  min(a: Ref, b: Ref): Ref {
    return a === b ? a : (this.fold(a, b, Math.min) ?? this.make("min", a, b));
  }

  /** a < b ? b : a, as WebAssembly's pmax. */
  max(a: Ref, b: Ref): Ref {
    return a === b ? a : (this.fold(a, b, Math.max) ?? this.make("max", a, b));
  }

  private unary(op: Op, a: Ref, f: (x: number) => number): Ref {
    const value = this.valueOf(a);
    return value !== null ? this.constant(f(value)) : this.make(op, a);
  }

  abs(a: Ref): Ref {
    return this.unary("abs", a, Math.abs);
  }

  sqrt(a: Ref): Ref {
    return this.unary("sqrt", a, Math.sqrt);
  }

  /** The nearest whole number, halves to even. */
  nearest(a: Ref): Ref {
    return this.unary("nearest", a, (x) => x + 6755399441055744 - 6755399441055744);
  }

  /** 2^k of a whole number k held as a float. */
  pow2(a: Ref): Ref {
    return this.unary("pow2", a, (k) => 2 ** k);
  }

  /** Exponent k (whole, as a float) and mantissa in [1, 2) of a positive normal number. */
  exponent(a: Ref): Ref {
    return this.unary("exponent", a, exponentOf);
  }

  mantissa(a: Ref): Ref {
    return this.unary("mantissa", a, mantissaOf);
  }

  // Of constants too: Math.exp is rounded otherwise in other versions of the same engine, this arithmetic in none.
  exp(a: Ref): Ref {
    return expPolynomial(this, a);
  }

  log(a: Ref): Ref {
    return logSeries(this, a);
  }

  /** a^b: products for small whole exponents, sqrt for halves, else exp(b log a) with a > 0. */
  pow(a: Ref, b: Ref): Ref {
    const exponent = this.valueOf(b);
    if (exponent !== null) {
      if (Number.isInteger(exponent) && Math.abs(exponent) <= 8) return this.wholePower(a, exponent);
      if (exponent === 0.5) return this.sqrt(a);
    }
    return this.exp(this.mul(b, this.log(a)));
  }

  private wholePower(a: Ref, exponent: number): Ref {
    if (exponent < 0) return this.div(this.constant(1), this.wholePower(a, -exponent));
    let result = this.constant(1);
    let square = a;
    for (let k = exponent; k > 0; k >>= 1) {
      if (k & 1) result = this.mul(result, square);
      if (k > 1) square = this.mul(square, square);
    }
    return result;
  }

  private compare(op: "lt" | "le", a: Ref, b: Ref): Ref {
    return this.fold(a, b, (x, y) => Number(op === "lt" ? x < y : x <= y)) ?? this.make(op, a, b);
  }

  lt(a: Ref, b: Ref): Ref {
    return this.compare("lt", a, b);
  }

  le(a: Ref, b: Ref): Ref {
    return this.compare("le", a, b);
  }

  /** Truth values: a folded comparison is the constant 0 or 1; and, or, not and select understand both. */
  and(a: Ref, b: Ref): Ref {
    const [x, y] = [this.valueOf(a), this.valueOf(b)];
    if (x !== null) return x === 0 ? a : b;
    if (y !== null) return y === 0 ? b : a;
    return this.make("and", a, b);
  }

  or(a: Ref, b: Ref): Ref {
    return this.not(this.and(this.not(a), this.not(b)));
  }

  not(a: Ref): Ref {
    const value = this.valueOf(a);
    if (value !== null) return this.constant(value === 0 ? 1 : 0);
    const node = this.nodes[a];
    return node.op === "not" ? node.args[0] : this.make("not", a);
  }

  select(condition: Ref, whenTrue: Ref, whenFalse: Ref): Ref {
    const value = this.valueOf(condition);
    if (value !== null) return value === 0 ? whenFalse : whenTrue;
    if (whenTrue === whenFalse) return whenTrue;
    const node = this.nodes[condition];
    if (node.op === "not") return this.select(node.args[0], whenFalse, whenTrue);
    return this.make("select", condition, whenTrue, whenFalse);
  }

  /** The same expression with some leaves replaced: how one law serves every scheme. */
  substitute(root: Ref, replacement: ReadonlyMap<Ref, Ref>, memo: Map<Ref, Ref> = new Map()): Ref {
    const replaced = replacement.get(root);
    if (replaced !== undefined) return replaced;
    const known = memo.get(root);
    if (known !== undefined) return known;
    const node = this.nodes[root];
    const args = node.args.map((a) => this.substitute(a, replacement, memo));
    const result = args.every((a, i) => a === node.args[i]) ? root : this.rebuild(node.op, args);
    memo.set(root, result);
    return result;
  }

  private rebuild(op: Op, [a, b, c]: Ref[]): Ref {
    switch (op) {
      case "add":
        return this.add(a, b);
      case "sub":
        return this.sub(a, b);
      case "mul":
        return this.mul(a, b);
      case "div":
        return this.div(a, b);
      case "min":
        return this.min(a, b);
      case "max":
        return this.max(a, b);
      case "neg":
        return this.neg(a);
      case "abs":
        return this.abs(a);
      case "sqrt":
        return this.sqrt(a);
      case "nearest":
        return this.nearest(a);
      case "pow2":
        return this.pow2(a);
      case "exponent":
        return this.exponent(a);
      case "mantissa":
        return this.mantissa(a);
      case "lt":
        return this.lt(a, b);
      case "le":
        return this.le(a, b);
      case "and":
        return this.and(a, b);
      case "or":
        return this.or(a, b);
      case "not":
        return this.not(a);
      case "select":
        return this.select(a, b, c);
      default:
        throw new Error(`cannot rebuild ${op}`);
    }
  }
}
