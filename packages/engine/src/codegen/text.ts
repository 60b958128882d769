/** Prints a program's functions as text: shared by the JavaScript twin and C, which differ only in their dialect. */
import type { Graph, Ref } from "../language/graph.ts";
import { type Program, type Store, schedule } from "./program.ts";

export interface Dialect {
  /** How a number, a truth value, a variable, a counter and an index are declared. */
  readonly declare: string;
  readonly truth: string;
  readonly variable: string;
  readonly integer: string;
  readonly index: string;
  number(value: number): string;
  call(
    name: "min" | "max" | "abs" | "sqrt" | "nearest" | "pow2" | "exponent" | "mantissa",
    args: readonly string[],
  ): string;
}

const INFIX: Record<string, string> = { add: "+", sub: "-", mul: "*", div: "/", lt: "<", le: "<=", and: "&&" };

/** Statements that compute some roots: a name for what is used twice, nesting for the rest. */
export class Block {
  private readonly text = new Map<Ref, string>();
  readonly lines: string[] = [];

  constructor(
    private readonly graph: Graph,
    private readonly dialect: Dialect,
    /** How stored values and leaves are read; null for what must be computed here. */
    private readonly read: (ref: Ref) => string | null,
  ) {}

  /** Compute the roots; afterwards `of(root)` is their text. */
  compute(roots: readonly Ref[]): void {
    const order = schedule(this.graph, roots, (r) => this.read(r) !== null);
    const uses = new Map<Ref, number>();
    for (const ref of order) for (const a of this.graph.nodes[ref].args) uses.set(a, (uses.get(a) ?? 0) + 1);
    for (const ref of roots) uses.set(ref, (uses.get(ref) ?? 0) + 1);
    for (const ref of order) {
      const text = this.print(ref);
      if ((uses.get(ref) ?? 0) < 2 && text.length < 400) {
        this.text.set(ref, `(${text})`);
        continue;
      }
      const comparison = ["lt", "le", "and", "not"].includes(this.graph.nodes[ref].op);
      this.lines.push(`${comparison ? this.dialect.truth : this.dialect.declare} v${ref} = ${text};`);
      this.text.set(ref, `v${ref}`);
    }
  }

  of(ref: Ref): string {
    const known = this.text.get(ref) ?? this.read(ref);
    if (known !== null && known !== undefined) return known;
    const node = this.graph.nodes[ref];
    if (node.op === "constant") return this.dialect.number(node.value);
    throw new Error(`no text for ${node.op} ${node.leaf}`);
  }

  private print(ref: Ref): string {
    const node = this.graph.nodes[ref];
    const args = node.args.map((a) => this.of(a));
    const infix = INFIX[node.op];
    if (infix) return `${args[0]} ${infix} ${args[1]}`;
    switch (node.op) {
      case "neg":
        return `-${args[0]}`;
      case "not":
        return `!${args[0]}`;
      case "select":
        return `${args[0]} ? ${args[1]} : ${args[2]}`;
      default:
        return this.dialect.call(node.op as "min", args);
    }
  }
}

/** Reads of one lane's block `m` by slot; registers may be held in locals instead. */
export function slotReader(program: Program, locals: ReadonlyMap<Ref, string>): (ref: Ref) => string | null {
  return (ref) => {
    const local = locals.get(ref);
    if (local !== undefined) return local;
    const slot = program.hoisted.get(ref) ?? program.leafSlot.get(ref);
    return slot === undefined ? null : `m[${slot}]`;
  };
}

/** Bodies of the functions of a program. */
export interface Bodies {
  readonly prepare: string[];
  readonly settle: string[];
  readonly table: string[];
  readonly begin: string[];
  readonly run: string[];
  readonly carry: string[];
  readonly turn: string[];
  readonly prime: string[];
  readonly observe: string[];
  readonly stiffness: string[];
}

export function printBodies(program: Program, dialect: Dialect): Bodies {
  return {
    prepare: printStores(program, dialect, program.prepare, []),
    settle: printStores(program, dialect, program.settle, program.prepare),
    table: printTable(program, dialect),
    begin: printStores(program, dialect, program.begin, []),
    run: printRun(program, dialect),
    carry: printAtStep(program, dialect, program.carry),
    turn: printAtStep(program, dialect, program.turn),
    prime: printAtStep(program, dialect, program.prime),
    observe: printAtStep(program, dialect, program.probes),
    stiffness: printAtStep(program, dialect, program.stiffness),
  };
}

/** Stores in order, each reading what those before it (and `known`) have left. */
function printStores(program: Program, dialect: Dialect, list: readonly Store[], known: readonly Store[]): string[] {
  const lines: string[] = [];
  const leaves = new Map<Ref, number>(program.leafSlot);
  const done = new Map<Ref, number>(known.filter((s) => program.hoisted.has(s.value)).map((s) => [s.value, s.slot]));
  for (const { slot, value } of list) {
    const block = new Block(program.graph, dialect, (r) => {
      const s = leaves.get(r) ?? done.get(r);
      return s === undefined ? null : `m[${s}]`;
    });
    block.compute([value]);
    lines.push("{", ...block.lines, `m[${slot}] = ${block.of(value)};`, "}");
    if (program.graph.nodes[value].op !== "constant" && !leaves.has(value)) done.set(value, slot);
  }
  return lines;
}

function printTable(program: Program, dialect: Dialect): string[] {
  const { model, columns } = program;
  const block = new Block(program.graph, dialect, slotReader(program, new Map([[model.clock.t, "t"]])));
  block.compute(columns);
  const width = columns.length;
  return [
    `for (${dialect.integer} k = 0; k < count; k++) {`,
    `${dialect.declare} t = k * m[${program.slot.get("clock:dt")}];`,
    ...block.lines,
    ...columns.map((c, i) => `table[k * ${width} + ${i}] = ${block.of(c)};`),
    "}",
  ];
}

function columnReads(program: Program): Map<Ref, string> {
  return new Map(program.columns.map((c, i) => [c, `table[row + ${i}]`]));
}

function printRun(program: Program, dialect: Dialect): string[] {
  const { graph } = program;
  const registers = program.registers.filter((r) => r.pace === "step");
  const locals = columnReads(program);
  registers.forEach((r, i) => locals.set(r.leaf, `r${i}`));
  const block = new Block(graph, dialect, slotReader(program, locals));
  block.compute(registers.map((r) => r.next));
  const load = registers.map((r, i) => {
    const stored = `m[${r.slot}]`;
    return `${dialect.variable} r${i} = ${r.reset === null ? stored : `start === 0 ? ${dialect.number(r.reset)} : ${stored}`};`;
  });
  const changed = registers.map((r, i) => ({ r, i })).filter(({ r }) => r.next !== r.leaf);
  return [
    ...load,
    `for (${dialect.integer} k = 0; k < count; k++) {`,
    `${dialect.index} row = (start + k) * ${program.columns.length};`,
    ...block.lines,
    ...changed.map(({ r, i }) => `${dialect.declare} n${i} = ${block.of(r.next)};`),
    ...changed.map(({ i }) => `r${i} = n${i};`),
    "}",
    ...registers.map((r, i) => `m[${r.slot}] = r${i};`),
  ];
}

function printAtStep(program: Program, dialect: Dialect, list: readonly Store[]): string[] {
  const block = new Block(program.graph, dialect, slotReader(program, columnReads(program)));
  block.compute(list.map((p) => p.value));
  const row = `${dialect.index} row = k * ${program.columns.length};`;
  const held = list.map((p, i) => `${dialect.declare} p${i} = ${block.of(p.value)};`);
  return [row, ...block.lines, ...held, ...list.map((p, i) => `m[${p.slot}] = p${i};`)];
}
