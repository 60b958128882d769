/** The plain JavaScript twin: readable, one lane, the same arithmetic as WebAssembly to the last bit. */
import type { Program } from "./program.ts";
import { stateRates } from "./rk4.ts";
import { Block, type Dialect, printBodies, slotReader } from "./text.ts";

/** Adding and taking away 1.5 * 2^52 rounds to the nearest whole number, halves to even. */
const ROUND = 1.5 * 2 ** 52;

const JAVASCRIPT: Dialect = {
  declare: "const",
  truth: "const",
  variable: "let",
  integer: "let",
  index: "const",
  number: (value) => (Object.is(value, -0) ? "-0" : value < 0 ? `(${value})` : String(value)),
  call: (name, [a, b]) => {
    if (name === "min") return `pmin(${a}, ${b})`;
    if (name === "max") return `pmax(${a}, ${b})`;
    if (name === "abs" || name === "sqrt") return `Math.${name}(${a})`;
    if (name === "nearest") return `(${a} + ${ROUND} - ${ROUND})`;
    return name === "pow2" ? `POW2[${a} + 1074]` : `${name}(${a})`;
  },
};

/** What the printed text leans on. pmin and pmax are WebAssembly's, which differ from Math.min in their care for NaN. */
const PRELUDE = `"use strict";
const POW2 = Float64Array.from({ length: 2098 }, (_, i) => 2 ** (i - 1074));
const F = new Float64Array(1), U = new Uint32Array(F.buffer);
function pmin(a, b) { return b < a ? b : a; }
function pmax(a, b) { return a < b ? b : a; }
function exponent(x) { F[0] = x; return ((U[1] >>> 20) & 2047) - 1023; }
function mantissa(x) { F[0] = x; U[1] = (U[1] & 0xfffff) | 0x3ff00000; return F[0]; }
`;

/** The twin as source text of a function body that returns its functions by name. */
export function printJavaScript(program: Program): string {
  const bodies = printBodies(program, JAVASCRIPT);
  const f = (name: string, args: string, lines: readonly string[]): string =>
    `function ${name}(${args}) {\n${lines.join("\n")}\n}\n`;
  return [
    PRELUDE,
    f("prepare", "m", bodies.prepare),
    f("settle", "m", bodies.settle),
    f("table", "m, table, count", bodies.table),
    f("begin", "m", bodies.begin),
    f("run", "m, table, start, count", bodies.run),
    f("carry", "m, table, k", bodies.carry),
    f("turn", "m, table, k", bodies.turn),
    f("prime", "m, table, k", bodies.prime),
    f("observe", "m, table, k", bodies.observe),
    f("stiffness", "m, table, k", bodies.stiffness),
    "return { prepare, settle, table, begin, run, carry, turn, prime, observe, stiffness };\n",
  ].join("\n");
}

/**
 * dy/dt of all differential states as the text of a function body that returns `rates(m, t, y, dy)`, with the phase
 * computed at any time instead of tabulated: for adaptive solvers, the oracle of the fixed-step scheme.
 */
export function printRates(program: Program): string {
  const { model, graph } = program;
  const rates = stateRates(model);
  const locals = new Map(rates.map((r, i) => [r.leaf, `y[${i}]`]));
  locals.set(model.clock.t, "t");
  const block = new Block(graph, JAVASCRIPT, slotReader(program, locals));
  block.compute(rates.map((r) => r.rate));
  return [
    PRELUDE,
    "return function rates(m, t, y, dy) {",
    ...block.lines,
    ...rates.map((r, i) => `dy[${i}] = ${block.of(r.rate)};`),
    "};\n",
  ].join("\n");
}
