/** C, scalar: the measured yardstick and the form for embedding. Same layout of slots as the twin. */
import type { Program } from "./program.ts";
import { type Dialect, printBodies } from "./text.ts";

const C: Dialect = {
  declare: "const double",
  truth: "const int",
  variable: "double",
  integer: "int",
  index: "const int",
  number: (value) => {
    if (value === Number.POSITIVE_INFINITY) return "INFINITY";
    if (value === Number.NEGATIVE_INFINITY) return "(-INFINITY)";
    const text = String(value);
    return /[.e]/.test(text) ? `(${text})` : `(${text}.0)`;
  },
  call: (name, args) => {
    if (name === "abs") return `fabs(${args[0]})`;
    if (name === "min" || name === "max") return `p${name}(${args.join(", ")})`;
    if (name === "nearest") return `nearbyint(${args[0]})`;
    return `${name === "sqrt" ? "sqrt" : `cp_${name}`}(${args[0]})`;
  },
};

const PRELUDE = `#include <math.h>
#include <stdint.h>
#include <string.h>
static inline double pmin(double a, double b) { return b < a ? b : a; }
static inline double pmax(double a, double b) { return a < b ? b : a; }
static inline double cp_pow2(double k) {
  uint64_t u = (uint64_t)((int64_t)k + 1023) << 52; double x; memcpy(&x, &u, 8); return x;
}
static inline double cp_exponent(double x) {
  uint64_t u; memcpy(&u, &x, 8); return (double)(int64_t)((u >> 52) & 2047) - 1023.0;
}
static inline double cp_mantissa(double x) {
  uint64_t u; memcpy(&u, &x, 8); u = (u & 0xfffffffffffffULL) | 0x3ff0000000000000ULL; memcpy(&x, &u, 8); return x;
}
`;

/** Source of the program's functions, but for stiffness. Compile with -O3 and without -ffast-math. */
export function printC(program: Program): string {
  const bodies = printBodies(program, C);
  const f = (name: string, args: string, lines: readonly string[]): string =>
    `void ${name}(${args}) {\n${lines.join("\n").replaceAll("===", "==")}\n}\n`;
  const m = "double *restrict m";
  const table = "double *restrict table";
  return [
    PRELUDE,
    f("prepare", m, bodies.prepare),
    f("settle", m, bodies.settle),
    f("begin", m, bodies.begin),
    f("tabulate", `${m}, ${table}, int count`, bodies.table),
    f("run", `${m}, const ${table}, int start, int count`, bodies.run),
    f("carry", `${m}, const ${table}, int k`, bodies.carry),
    f("turn", `${m}, const ${table}, int k`, bodies.turn),
    f("prime", `${m}, const ${table}, int k`, bodies.prime),
    f("observe", `${m}, const ${table}, int k`, bodies.observe),
  ].join("\n");
}
