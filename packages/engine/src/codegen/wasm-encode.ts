/** The few pieces of the WebAssembly binary format that the emitter needs (WebAssembly Core Specification 2.0, 5). */

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const last = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(last ? low : low | 0x80);
    if (last) return bytes;
  }
}

type Bytes = readonly number[] | Uint8Array;

function vector(items: readonly Bytes[]): Bytes {
  return concatenate([unsigned(items.length), ...items]);
}

function concatenate(parts: readonly Bytes[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function section(id: number, body: Bytes): Bytes {
  return concatenate([[id], unsigned(body.length), body]);
}

function name(text: string): Bytes {
  const bytes = [...text].map((c) => c.charCodeAt(0));
  return concatenate([unsigned(bytes.length), bytes]);
}

export const TYPE = { i32: 0x7f, v128: 0x7b } as const;

export interface EncodedFunction {
  readonly name: string;
  /** Number of i32 parameters; there is no result. */
  readonly parameters: number;
  readonly i32Locals: number;
  readonly v128Locals: number;
  readonly code: readonly number[];
}

/** A module that imports the memory `env.memory` and exports the functions by name. */
export function encodeModule(functions: readonly EncodedFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map((f) => [0x60, f.parameters, ...Array<number>(f.parameters).fill(TYPE.i32), 0]);
  const memory = concatenate([[1], name("env"), name("memory"), [2, 0], unsigned(1)]);
  const exports = functions.map((f, i) => concatenate([name(f.name), [0], unsigned(i)]));
  const bodies = functions.map((f) => {
    const locals = concatenate([[2], unsigned(f.i32Locals), [TYPE.i32], unsigned(f.v128Locals), [TYPE.v128]]);
    const length = locals.length + f.code.length + 1;
    return concatenate([unsigned(length), locals, f.code, [0x0b]]);
  });
  return concatenate([
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, vector(types)),
    section(2, memory),
    section(3, vector(functions.map((_, i) => unsigned(i)))),
    section(7, vector(exports)),
    section(10, vector(bodies)),
  ]);
}
