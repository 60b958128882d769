/**
 * WebAssembly SIMD: two patients a vector in double precision, or four in single (for screening). Slots are 16 bytes
 * wide whatever the lane type. The arithmetic is the graph's, operation by operation, so that the JavaScript twin
 * agrees to the last bit; min and max are pmin and pmax.
 */
import type { GraphNode, Op, Ref } from "../language/graph.ts";
import { type Program, type Store, schedule } from "./program.ts";
import { type EncodedFunction, encodeModule, signed, unsigned } from "./wasm-encode.ts";

export const SLOT_BYTES = 16;

const LOCAL_GET = 0x20;
const LOCAL_SET = 0x21;
const LOCAL_TEE = 0x22;
const I32_CONST = 0x41;
const I32_ADD = 0x6a;
const I32_MUL = 0x6c;
const I32_LT_U = 0x49;
const I32_EQZ = 0x45;
const SIMD = 0xfd;
const V128_LOAD = 0;
const V128_STORE = 11;
const V128_CONST = 12;
const V128_NOT = 77;
const V128_AND = 78;
const V128_OR = 80;
const BITSELECT = 82;

interface LaneType {
  readonly bytes: 4 | 8;
  readonly op: Partial<Record<Op, number>>;
  readonly shl: number;
  readonly shrU: number;
  readonly add: number;
  readonly magic: number;
  readonly bias: number;
  readonly mantissaBits: number;
  readonly splat: number;
}

const F64: LaneType = {
  bytes: 8,
  op: {
    lt: 73,
    le: 75,
    abs: 236,
    neg: 237,
    sqrt: 239,
    nearest: 148,
    add: 240,
    sub: 241,
    mul: 242,
    div: 243,
    min: 246,
    max: 247,
  },
  shl: 203,
  shrU: 205,
  add: 206,
  magic: 1.5 * 2 ** 52,
  bias: 1023,
  mantissaBits: 52,
  splat: 20,
};

const F32: LaneType = {
  bytes: 4,
  op: {
    lt: 67,
    le: 69,
    abs: 224,
    neg: 225,
    sqrt: 227,
    nearest: 106,
    add: 228,
    sub: 229,
    mul: 230,
    div: 231,
    min: 234,
    max: 235,
  },
  shl: 171,
  shrU: 173,
  add: 174,
  magic: 1.5 * 2 ** 23,
  bias: 127,
  mantissaBits: 23,
  splat: 19,
};

/** Emits one function: parameters first, then i32 locals, then v128 locals. */
class Emitter {
  readonly code: number[] = [];
  private vectors = 0;
  private readonly held = new Map<Ref, number>();
  private uses = new Map<Ref, number>();

  constructor(
    private readonly program: Program,
    private readonly lane: LaneType,
    readonly parameters: number,
    readonly i32Locals: number,
    /** Emits the read of a leaf or a stored value, or returns false when it must be computed. */
    private readonly readStored: (emitter: Emitter, ref: Ref) => boolean,
    private readonly isStored: (ref: Ref) => boolean,
  ) {}

  finish(name: string): EncodedFunction {
    return { name, parameters: this.parameters, i32Locals: this.i32Locals, v128Locals: this.vectors, code: this.code };
  }

  emit(...bytes: number[]): void {
    for (const b of bytes) this.code.push(b);
  }

  simd(op: number): void {
    this.emit(SIMD, ...unsigned(op));
  }

  newVector(): number {
    this.vectors++;
    return this.parameters + this.i32Locals + this.vectors - 1;
  }

  get(local: number): void {
    this.emit(LOCAL_GET, ...unsigned(local));
  }

  set(local: number): void {
    this.emit(LOCAL_SET, ...unsigned(local));
  }

  i32(value: number): void {
    this.emit(I32_CONST, ...signed(value));
  }

  load(baseLocal: number, slot: number): void {
    this.get(baseLocal);
    this.simd(V128_LOAD);
    this.emit(4, ...unsigned(slot * SLOT_BYTES));
  }

  /** Expects the address (base) and the vector on the stack. */
  store(slot: number): void {
    this.simd(V128_STORE);
    this.emit(4, ...unsigned(slot * SLOT_BYTES));
  }

  constant(value: number): void {
    const bytes = new Uint8Array(SLOT_BYTES);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < SLOT_BYTES; i += this.lane.bytes) {
      if (this.lane.bytes === 8) view.setFloat64(i, value, true);
      else view.setFloat32(i, value, true);
    }
    this.simd(V128_CONST);
    this.emit(...bytes);
  }

  private integerConstant(value: bigint): void {
    const bytes = new Uint8Array(SLOT_BYTES);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < SLOT_BYTES; i += this.lane.bytes) {
      if (this.lane.bytes === 8) view.setBigUint64(i, value, true);
      else view.setUint32(i, Number(value), true);
    }
    this.simd(V128_CONST);
    this.emit(...bytes);
  }

  /** Count the uses below these roots, so that what is used once stays on the stack. */
  plan(roots: readonly Ref[]): void {
    const order = schedule(this.program.graph, roots, this.isStored);
    this.uses = new Map();
    for (const ref of order)
      for (const a of this.program.graph.nodes[ref].args) this.uses.set(a, (this.uses.get(a) ?? 0) + 1);
    for (const ref of roots) this.uses.set(ref, (this.uses.get(ref) ?? 0) + 1);
  }

  /** Leave the value of a node on the stack. */
  push(ref: Ref): void {
    const held = this.held.get(ref);
    if (held !== undefined) return this.get(held);
    const node = this.program.graph.nodes[ref];
    if (node.op === "constant") return this.constant(node.value);
    if (this.readStored(this, ref)) return;
    this.compute(node);
    if ((this.uses.get(ref) ?? 0) > 1) {
      const local = this.newVector();
      this.held.set(ref, local);
      this.emit(LOCAL_TEE, ...unsigned(local));
    }
  }

  private compute(node: GraphNode): void {
    const [a, b, c] = node.args;
    switch (node.op) {
      case "select":
        this.push(b);
        this.push(c);
        this.push(a);
        return this.simd(BITSELECT);
      case "and":
        this.push(a);
        this.push(b);
        return this.simd(V128_AND);
      case "not":
        this.push(a);
        return this.simd(V128_NOT);
      case "pow2":
        return this.pow2(a);
      case "exponent":
        return this.exponent(a);
      case "mantissa":
        return this.mantissa(a);
    }
    const op = this.lane.op[node.op];
    if (op === undefined) throw new Error(`WebAssembly: no code for ${node.op} ${node.leaf}`);
    for (const arg of node.args) this.push(arg);
    this.simd(op);
  }

  /** The low bits of k + magic are k; shifted to the exponent's place with the bias added they are 2^k. */
  private pow2(k: Ref): void {
    this.push(k);
    this.constant(this.lane.magic);
    this.simd(this.lane.op.add as number);
    this.integerConstant(BigInt(this.lane.bias));
    this.simd(this.lane.add);
    this.i32(this.lane.mantissaBits);
    this.simd(this.lane.shl);
  }

  private exponent(x: Ref): void {
    this.push(x);
    this.i32(this.lane.mantissaBits);
    this.simd(this.lane.shrU);
    // The small whole number e becomes the float 2^bits + e; taking 2^bits + bias away leaves the exponent.
    const whole = this.lane.bytes === 8 ? 0x4330000000000000n : 0x4b000000n;
    this.integerConstant(whole);
    this.simd(V128_OR);
    this.constant(2 ** this.lane.mantissaBits + this.lane.bias);
    this.simd(this.lane.op.sub as number);
  }

  private mantissa(x: Ref): void {
    this.push(x);
    this.integerConstant((1n << BigInt(this.lane.mantissaBits)) - 1n);
    this.simd(V128_AND);
    this.integerConstant(BigInt(this.lane.bias) << BigInt(this.lane.mantissaBits));
    this.simd(V128_OR);
  }
}

/** The program as a module importing `env.memory`. Addresses are byte offsets; tables are rows of columns. */
export function emitWasm(program: Program, lanes: "f64x2" | "f32x4"): Uint8Array<ArrayBuffer> {
  const lane = lanes === "f64x2" ? F64 : F32;
  return encodeModule([
    emitStores(program, lane, "prepare", program.prepare, []),
    emitStores(program, lane, "settle", program.settle, program.prepare),
    emitStores(program, lane, "begin", program.begin, []),
    emitTable(program, lane),
    emitRun(program, lane),
    emitAtStep(program, lane, "carry", program.carry),
    emitAtStep(program, lane, "turn", program.turn),
    emitAtStep(program, lane, "prime", program.prime),
    emitAtStep(program, lane, "observe", program.probes),
    emitAtStep(program, lane, "stiffness", program.stiffness),
  ]);
}

const BASE = 0;

function slotOf(program: Program, ref: Ref): number | undefined {
  return program.hoisted.get(ref) ?? program.leafSlot.get(ref);
}

/** name(base): stores in order, each reading what those before it (and `known`) have left. */
function emitStores(
  program: Program,
  lane: LaneType,
  name: string,
  list: readonly Store[],
  known: readonly Store[],
): EncodedFunction {
  const done = new Map<Ref, number>(program.leafSlot);
  for (const s of known) if (program.hoisted.has(s.value)) done.set(s.value, s.slot);
  const e = new Emitter(
    program,
    lane,
    1,
    0,
    (emitter, ref) => {
      const slot = done.get(ref);
      if (slot === undefined) return false;
      emitter.load(BASE, slot);
      return true;
    },
    (ref) => done.has(ref),
  );
  for (const { slot, value } of list) {
    e.get(BASE);
    e.plan([value]);
    e.push(value);
    e.store(slot);
    if (program.graph.nodes[value].op !== "constant") done.set(value, done.get(value) ?? slot);
  }
  return e.finish(name);
}

/** table(base, table, count): one row of columns a step. */
function emitTable(program: Program, lane: LaneType): EncodedFunction {
  const [table, count, k, row] = [1, 2, 3, 4];
  let time = -1;
  const stored = (ref: Ref): boolean => ref === program.model.clock.t || slotOf(program, ref) !== undefined;
  const e: Emitter = new Emitter(
    program,
    lane,
    3,
    2,
    (emitter, ref) => {
      if (ref === program.model.clock.t) {
        emitter.get(time);
        return true;
      }
      const slot = slotOf(program, ref);
      if (slot === undefined) return false;
      emitter.load(BASE, slot);
      return true;
    },
    stored,
  );
  time = e.newVector();
  const counter = e.newVector();
  const dt = program.slot.get("clock:dt") as number;
  e.get(table);
  e.set(row);
  e.i32(0);
  e.set(k);
  e.constant(0);
  e.set(counter);
  e.plan(program.columns);
  loop(
    e,
    () => {
      e.get(counter);
      e.load(BASE, dt);
      e.simd(lane.op.mul as number);
      e.set(time);
      program.columns.forEach((c, i) => {
        e.get(row);
        e.push(c);
        e.store(i);
      });
      e.get(counter);
      e.constant(1);
      e.simd(lane.op.add as number);
      e.set(counter);
      advance(e, row, program.columns.length * SLOT_BYTES);
      advance(e, k, 1);
    },
    k,
    count,
  );
  return e.finish("table");
}

function advance(e: Emitter, local: number, by: number): void {
  e.get(local);
  e.i32(by);
  e.emit(I32_ADD);
  e.set(local);
}

/** do { body } while (counter < end), entered only when counter < end. */
function loop(e: Emitter, body: () => void, counter: number, end: number): void {
  e.get(counter);
  e.get(end);
  e.emit(I32_LT_U, 0x04, 0x40, 0x03, 0x40);
  body();
  e.get(counter);
  e.get(end);
  e.emit(I32_LT_U, 0x0d, 0, 0x0b, 0x0b);
}

/** Parameters and hoisted values that the step reads. In locals they cost less than as loads (a seventh of the step). */
function storedBelow(program: Program, registers: ReadonlyMap<Ref, number>, columns: ReadonlyMap<Ref, number>): Ref[] {
  const isRegister = (ref: Ref): boolean => registers.has(ref) || columns.has(ref);
  const roots = program.registers.filter((r) => r.pace === "step").map((r) => r.next);
  const found = new Set<Ref>();
  const seen = new Set<Ref>();
  const visit = (ref: Ref): void => {
    if (seen.has(ref) || isRegister(ref)) return;
    seen.add(ref);
    if (slotOf(program, ref) !== undefined) found.add(ref);
    else program.graph.nodes[ref].args.forEach(visit);
  };
  roots.forEach(visit);
  return [...found];
}

/** run(base, table, start, count): registers and parameters live in locals while the loop turns. */
function emitRun(program: Program, lane: LaneType): EncodedFunction {
  const [table, start, count, k, row] = [1, 2, 3, 4, 5];
  const localOf = new Map<Ref, number>();
  const column = new Map(program.columns.map((c, i) => [c, i]));
  const stored = (ref: Ref): boolean => localOf.has(ref) || column.has(ref) || slotOf(program, ref) !== undefined;
  const e: Emitter = new Emitter(
    program,
    lane,
    4,
    2,
    (emitter, ref) => {
      const local = localOf.get(ref);
      if (local !== undefined) {
        emitter.get(local);
        return true;
      }
      const c = column.get(ref);
      const slot = slotOf(program, ref);
      if (c !== undefined) emitter.load(row, c);
      else if (slot !== undefined) emitter.load(BASE, slot);
      else return false;
      return true;
    },
    stored,
  );
  const registers = program.registers.filter((r) => r.pace === "step");
  for (const r of registers) {
    const local = e.newVector();
    localOf.set(r.leaf, local);
    if (r.reset === null) e.load(BASE, r.slot);
    else {
      e.get(start);
      e.emit(I32_EQZ, 0x04, 0x7b);
      e.constant(r.reset);
      e.emit(0x05);
      e.load(BASE, r.slot);
      e.emit(0x0b);
    }
    e.set(local);
  }
  for (const ref of storedBelow(program, localOf, column)) {
    const local = e.newVector();
    e.load(BASE, slotOf(program, ref) as number);
    e.set(local);
    localOf.set(ref, local);
  }
  rowAddress(e, row, table, start, program.columns.length);
  e.i32(0);
  e.set(k);
  const changed = registers.filter((r) => r.next !== r.leaf);
  e.plan(changed.map((r) => r.next));
  loop(
    e,
    () => {
      const next = changed.map((r) => {
        const local = e.newVector();
        e.push(r.next);
        e.set(local);
        return local;
      });
      changed.forEach((r, i) => {
        e.get(next[i]);
        e.set(localOf.get(r.leaf) as number);
      });
      advance(e, row, program.columns.length * SLOT_BYTES);
      advance(e, k, 1);
    },
    k,
    count,
  );
  for (const r of registers) {
    e.get(BASE);
    e.get(localOf.get(r.leaf) as number);
    e.store(r.slot);
  }
  return e.finish("run");
}

function rowAddress(e: Emitter, row: number, table: number, step: number, columns: number): void {
  e.get(step);
  e.i32(columns * SLOT_BYTES);
  e.emit(I32_MUL);
  e.get(table);
  e.emit(I32_ADD);
  e.set(row);
}

/** name(base, table, k): values at step k, stored after all are computed. */
function emitAtStep(program: Program, lane: LaneType, name: string, list: readonly Store[]): EncodedFunction {
  const [table, k, row] = [1, 2, 3];
  const column = new Map(program.columns.map((c, i) => [c, i]));
  const e = new Emitter(
    program,
    lane,
    3,
    1,
    (emitter, ref) => {
      const c = column.get(ref);
      const slot = slotOf(program, ref);
      if (c !== undefined) emitter.load(row, c);
      else if (slot !== undefined) emitter.load(BASE, slot);
      else return false;
      return true;
    },
    (ref) => column.has(ref) || slotOf(program, ref) !== undefined,
  );
  rowAddress(e, row, table, k, program.columns.length);
  e.plan(list.map((p) => p.value));
  const locals = list.map((p) => {
    const local = e.newVector();
    e.push(p.value);
    e.set(local);
    return local;
  });
  list.forEach((p, i) => {
    e.get(BASE);
    e.get(locals[i]);
    e.store(p.slot);
  });
  return e.finish(name);
}
