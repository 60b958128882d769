/**
 * A law as a small WebAssembly module: what language/tape.ts runs operation by operation, in a tenth of the time, to the
 * last bit the same. WebAssembly may be compiled where text may not (a page's policy 'wasm-unsafe-eval'); where even
 * that is refused the tape does the work.
 */
import type { Graph, GraphNode, Op, Ref } from "../language/graph.ts";
import { type LawDescription, readLaw } from "../language/interpret.ts";
import { arrange, type Evaluator, isLate, Tape } from "../language/tape.ts";
import { type EncodedFunction, encodeModule, signed, unsigned } from "./wasm-encode.ts";

/** Read a law for frequent use: inputs (parameters after them) and outputs by their place in the description. */
export function compileLaw<I extends string, O extends string, P extends string = never>(
  description: LawDescription<I, P, O>,
): Evaluator {
  const { graph, inputRefs, outputRefs } = readLaw(description);
  try {
    return new LawModule(graph, inputRefs, outputRefs);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    return new Tape(graph, inputRefs, outputRefs);
  }
}

const BYTES = 8;
const PAGE = 65536;

/** Registers as the tape has them, but only inputs, constants, outputs, and what is kept from `early` stand in memory. */
export class LawModule implements Evaluator {
  private readonly registers: Float64Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly isParameter: readonly boolean[];
  private readonly early: () => void;
  private readonly late: () => void;
  private known = false;

  /** @throws WebAssembly.CompileError where the page's policy forbids it */
  constructor(graph: Graph, inputs: readonly Ref[], outputs: readonly Ref[]) {
    const { given, early, late, place } = arrange(graph, inputs, outputs);
    const memory = new WebAssembly.Memory({ initial: Math.ceil((place.size * BYTES) / PAGE) });
    this.registers = new Float64Array(memory.buffer);
    for (const ref of given) this.registers[place.get(ref)!] = graph.nodes[ref].value;
    const wanted = new Set([...outputs, ...late.flatMap((r) => graph.nodes[r].args)]);
    const emit = (name: string, list: readonly Ref[], keep: ReadonlySet<Ref>) =>
      new LawEmitter(graph, place, list).function(name, keep);
    const bytes = encodeModule([emit("early", early, wanted), emit("late", late, new Set(outputs))]);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    this.early = exports.early as () => void;
    this.late = exports.late as () => void;
    this.from = Int32Array.from(inputs, (ref) => place.get(ref)!);
    this.to = Int32Array.from(outputs, (ref) => place.get(ref)!);
    this.isParameter = inputs.map((ref) => !isLate(graph, ref));
  }

  set(input: number, value: number): void {
    const at = this.from[input];
    if (this.isParameter[input] && !Object.is(this.registers[at], value)) this.known = false;
    this.registers[at] = value;
  }

  get(output: number): number {
    return this.registers[this.to[output]];
  }

  run(): void {
    if (!this.known) this.early();
    this.known = true;
    this.late();
  }
}

const [GET, SET, I32_CONST, SIMD] = [0x20, 0x21, 0x41, 0xfd];
const [LOAD_SPLAT, STORE_LANE, CONST, NOT, AND, OR, SELECT] = [10, 91, 12, 77, 78, 80, 82];
const [SHIFT_LEFT, SHIFT_RIGHT, ADD_WHOLE] = [203, 205, 206];

/** Operations on two doubles, of which only the first counts (wasm.ts has the same). */
const PLAIN: Partial<Record<Op, number>> = {
  ...{ add: 240, sub: 241, mul: 242, div: 243, min: 246, max: 247, neg: 237, abs: 236 },
  ...{ sqrt: 239, nearest: 148, lt: 73, le: 75, and: AND, or: OR, not: NOT },
};
const MANTISSA_BITS = 52;
const BIAS = 1023;
/** The low bits of this plus k are k. */
const MAGIC = 1.5 * 2 ** MANTISSA_BITS;
/** A small whole number among the low bits of this is the float 2^52 and that number. */
const TWO_52 = 0x4330000000000000n;

/** One function without arguments: each operation of a list once, its result in a local. */
class LawEmitter {
  private readonly code: number[] = [];
  private readonly locals = new Map<Ref, number>();

  constructor(
    private readonly graph: Graph,
    private readonly place: ReadonlyMap<Ref, number>,
    private readonly list: readonly Ref[],
  ) {}

  /** @param keep what is stored in memory as well */
  function(name: string, keep: ReadonlySet<Ref>): EncodedFunction {
    for (const ref of this.list) {
      this.compute(this.graph.nodes[ref]);
      this.hold(ref);
      if (keep.has(ref)) this.store(ref);
    }
    return { name, parameters: 0, i32Locals: 0, v128Locals: this.locals.size, code: this.code };
  }

  private emit(...bytes: readonly number[]): void {
    for (const byte of bytes) this.code.push(byte);
  }

  private simd(op: number, ...immediate: readonly number[]): void {
    this.emit(SIMD, ...unsigned(op), ...immediate);
  }

  private hold(ref: Ref): void {
    this.emit(SET, ...unsigned(this.locals.size));
    this.locals.set(ref, this.locals.size);
  }

  /** A result, a constant, or what stands in memory: read once, then held. */
  private push(ref: Ref): void {
    const { op, value } = this.graph.nodes[ref];
    if (op === "constant") return this.constant(value);
    if (!this.locals.has(ref)) {
      this.emit(I32_CONST, 0);
      this.simd(LOAD_SPLAT, 3, ...unsigned(this.place.get(ref)! * BYTES));
      this.hold(ref);
    }
    this.emit(GET, ...unsigned(this.locals.get(ref)!));
  }

  private store(ref: Ref): void {
    this.emit(I32_CONST, 0);
    this.push(ref);
    this.simd(STORE_LANE, 3, ...unsigned(this.place.get(ref)! * BYTES), 0);
  }

  private constant(value: number): void {
    this.bits(new BigUint64Array(Float64Array.of(value).buffer)[0]);
  }

  private bits(pattern: bigint): void {
    this.simd(CONST, ...new Uint8Array(BigUint64Array.of(pattern, pattern).buffer));
  }

  private compute({ op, args }: GraphNode): void {
    // `bitselect` takes what is chosen from before the condition.
    for (const ref of op === "select" ? [args[1], args[2], args[0]] : args) this.push(ref);
    const plain = PLAIN[op];
    if (plain !== undefined) return this.simd(plain);
    if (op === "select") return this.simd(SELECT);
    if (op === "pow2") return this.pow2();
    if (op === "exponent") return this.exponent();
    if (op === "mantissa") return this.mantissa();
    throw new Error(`a law has no operation "${op}"`);
  }

  private shift(op: number): void {
    this.emit(I32_CONST, ...signed(MANTISSA_BITS));
    this.simd(op);
  }

  /** k + bias, in the exponent's place. */
  private pow2(): void {
    this.constant(MAGIC);
    this.simd(PLAIN.add!);
    this.bits(BigInt(BIAS));
    this.simd(ADD_WHOLE);
    this.shift(SHIFT_LEFT);
  }

  private exponent(): void {
    this.shift(SHIFT_RIGHT);
    this.bits(TWO_52);
    this.simd(OR);
    this.constant(2 ** MANTISSA_BITS + BIAS);
    this.simd(PLAIN.sub!);
  }

  private mantissa(): void {
    this.bits((1n << BigInt(MANTISSA_BITS)) - 1n);
    this.simd(AND);
    this.bits(BigInt(BIAS) << BigInt(MANTISSA_BITS));
    this.simd(OR);
  }
}
