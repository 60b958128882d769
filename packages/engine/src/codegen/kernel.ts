/** A compiled model: blocks of slots in memory and the functions that work on them. */
import type { Model } from "../language/model.ts";
import { printJavaScript } from "./js.ts";
import { leapfrog } from "./leapfrog.ts";
import { withoutOnlookers } from "./onlookers.ts";
import { layOut, type Program } from "./program.ts";
import { rk4 } from "./rk4.ts";
import { emitWasm, SLOT_BYTES } from "./wasm.ts";

export type Target = "js" | "f64x2" | "f32x4";

/** One group of lanes: a block of slots and a table, as byte addresses. */
export interface Group {
  readonly block: number;
  table: number;
  tableSteps: number;
}

/**
 * `memory` holds every group; the number in lane l of slot s of a group stands at
 * `group.block / bytes + s * stride + l`, with `bytes` per number and `stride` numbers per slot.
 */
export interface Kernel {
  readonly program: Program;
  readonly target: Target;
  readonly lanes: number;
  readonly stride: number;
  readonly bytes: number;
  /** The current view; growing the memory replaces it. */
  readonly memory: () => Float64Array | Float32Array;
  allocate(): Group;
  /** Make room for a table of so many steps (a longer one replaces a shorter one). */
  reserveTable(group: Group, steps: number): void;
  prepare(group: Group): void;
  tabulate(group: Group, steps: number): void;
  /** What follows from slow states: after they, or parameters, have changed. */
  settle(group: Group): void;
  /** Before the first step of a beat. */
  begin(group: Group): void;
  /** Steps from `start` on; a tick or the end of the beat within them is the caller's to call. */
  run(group: Group, start: number, count: number): void;
  carry(group: Group, step: number): void;
  turn(group: Group, step: number): void;
  prime(group: Group, step: number): void;
  observe(group: Group, step: number): void;
  stiffness(group: Group, step: number): void;
}

export interface CompileOptions {
  readonly target?: Target;
  readonly scheme?: "leapfrog-ab2" | "rk4";
  /** Circuit names to be read at whole steps. */
  readonly probes?: readonly string[];
  /** false: without the measures that no law reads, where only the path of the state is asked for; a tenth faster. */
  readonly measures?: boolean;
}

/** A model under a scheme, laid out: what `compile` starts from, and what the C printer takes. */
export function plan(model: Model, options: CompileOptions = {}): Program {
  const scheme = options.scheme === "rk4" ? rk4 : leapfrog;
  const whole = scheme(model, options.probes ?? []);
  return layOut(model, options.measures === false ? withoutOnlookers(model, whole) : whole);
}

/**
 * Compile a model. WebAssembly needs no eval and works under a policy that allows only 'wasm-unsafe-eval'; the
 * JavaScript twin is built with `new Function` and is for tests and Node.
 */
export function compile(model: Model, options: CompileOptions = {}): Kernel {
  const target = options.target ?? "f64x2";
  if ((target === "f32x4") !== (model.graph.precision === "f32")) {
    throw new Error(
      `target ${target} needs a model assembled in ${target === "f32x4" ? "single" : "double"} precision`,
    );
  }
  const program = plan(model, options);
  return target === "js" ? javaScriptKernel(program) : wasmKernel(program, target);
}

interface Allocator {
  take(bytes: number): number;
}

function allocator(grow: (bytes: number) => void): Allocator {
  let top = SLOT_BYTES;
  return {
    take(bytes) {
      const at = top;
      top += Math.ceil(bytes / 64) * 64;
      grow(top);
      return at;
    },
  };
}

function reserve(group: Group, steps: number, columns: number, slotBytes: number, memory: Allocator): void {
  if (steps <= group.tableSteps) return;
  const room = Math.ceil(steps * 1.25);
  group.table = memory.take(room * columns * slotBytes);
  group.tableSteps = room;
}

interface WasmExports {
  prepare(base: number): void;
  table(base: number, table: number, count: number): void;
  settle(base: number): void;
  begin(base: number): void;
  run(base: number, table: number, start: number, count: number): void;
  carry(base: number, table: number, step: number): void;
  turn(base: number, table: number, step: number): void;
  prime(base: number, table: number, step: number): void;
  observe(base: number, table: number, step: number): void;
  stiffness(base: number, table: number, step: number): void;
}

function wasmKernel(program: Program, target: "f64x2" | "f32x4"): Kernel {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const module = new WebAssembly.Module(emitWasm(program, target));
  const code = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as WasmExports;
  const view = (): Float64Array | Float32Array =>
    target === "f64x2" ? new Float64Array(memory.buffer) : new Float32Array(memory.buffer);
  let current = view();
  const room = allocator((bytes) => {
    const missing = bytes - memory.buffer.byteLength;
    if (missing <= 0) return;
    memory.grow(Math.ceil(missing / 65536));
    current = view();
  });
  const lanes = target === "f64x2" ? 2 : 4;
  return {
    program,
    target,
    lanes,
    stride: lanes,
    bytes: SLOT_BYTES / lanes,
    memory: () => current,
    allocate: () => ({ block: room.take(program.slots * SLOT_BYTES), table: 0, tableSteps: 0 }),
    reserveTable: (g, steps) => reserve(g, steps, program.columns.length, SLOT_BYTES, room),
    prepare: (g) => code.prepare(g.block),
    tabulate: (g, steps) => code.table(g.block, g.table, steps),
    settle: (g) => code.settle(g.block),
    begin: (g) => code.begin(g.block),
    run: (g, start, count) => code.run(g.block, g.table, start, count),
    carry: (g, step) => code.carry(g.block, g.table, step),
    turn: (g, step) => code.turn(g.block, g.table, step),
    prime: (g, step) => code.prime(g.block, g.table, step),
    observe: (g, step) => code.observe(g.block, g.table, step),
    stiffness: (g, step) => code.stiffness(g.block, g.table, step),
  };
}

interface TwinFunctions {
  prepare(m: Float64Array): void;
  table(m: Float64Array, table: Float64Array, count: number): void;
  settle(m: Float64Array): void;
  begin(m: Float64Array): void;
  run(m: Float64Array, table: Float64Array, start: number, count: number): void;
  carry(m: Float64Array, table: Float64Array, step: number): void;
  turn(m: Float64Array, table: Float64Array, step: number): void;
  prime(m: Float64Array, table: Float64Array, step: number): void;
  observe(m: Float64Array, table: Float64Array, step: number): void;
  stiffness(m: Float64Array, table: Float64Array, step: number): void;
}

function javaScriptKernel(program: Program): Kernel {
  const code = new Function(printJavaScript(program))() as TwinFunctions;
  let buffer = new ArrayBuffer(1 << 16);
  let current = new Float64Array(buffer);
  const room = allocator((bytes) => {
    if (bytes <= buffer.byteLength) return;
    const larger = new ArrayBuffer(bytes * 2);
    new Uint8Array(larger).set(new Uint8Array(buffer));
    buffer = larger;
    current = new Float64Array(buffer);
  });
  const block = (g: Group): Float64Array => new Float64Array(buffer, g.block, program.slots);
  const table = (g: Group): Float64Array => new Float64Array(buffer, g.table, g.tableSteps * program.columns.length);
  return {
    program,
    target: "js",
    lanes: 1,
    stride: 1,
    bytes: 8,
    memory: () => current,
    allocate: () => ({ block: room.take(program.slots * 8), table: 0, tableSteps: 0 }),
    reserveTable: (g, steps) => reserve(g, steps, program.columns.length, 8, room),
    prepare: (g) => code.prepare(block(g)),
    tabulate: (g, steps) => code.table(block(g), table(g), steps),
    settle: (g) => code.settle(block(g)),
    begin: (g) => code.begin(block(g)),
    run: (g, start, count) => code.run(block(g), table(g), start, count),
    carry: (g, step) => code.carry(block(g), table(g), step),
    turn: (g, step) => code.turn(block(g), table(g), step),
    prime: (g, step) => code.prime(block(g), table(g), step),
    observe: (g, step) => code.observe(block(g), table(g), step),
    stiffness: (g, step) => code.stiffness(block(g), table(g), step),
  };
}
