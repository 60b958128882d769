/** Random expressions, evaluated plainly here and by the compiled program there. */
import {
  assemble,
  CircuitBuilder,
  type CompileOptions,
  compile,
  type Kernel,
  LaneGroup,
  parameter,
  signal,
} from "@counterpulse/engine";
import fc from "fast-check";

/** Leaves of every stage: constants, parameters, the time within the beat, states. */
export const VARIABLES = ["a", "b", "c", "tau", "x", "y", "z"] as const;
export type Values = Readonly<Record<(typeof VARIABLES)[number], number>>;

export type Tree =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "variable"; readonly name: keyof Values }
  | { readonly kind: "unary"; readonly op: "-" | "abs" | "sqrt" | "exp" | "log"; readonly arg: Tree }
  | { readonly kind: "power"; readonly base: Tree; readonly exponent: number }
  | {
      readonly kind: "binary";
      readonly op: "+" | "-" | "*" | "/" | "min" | "max";
      readonly left: Tree;
      readonly right: Tree;
    }
  | { readonly kind: "if"; readonly op: "<" | "<="; readonly parts: readonly [Tree, Tree, Tree, Tree] };

const leaf: fc.Arbitrary<Tree> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, 1, -1, 2, 0.5, 3.7, -2.25).map((value): Tree => ({ kind: "number", value })),
  },
  { weight: 4, arbitrary: fc.constantFrom(...VARIABLES).map((name): Tree => ({ kind: "variable", name })) },
);

export const trees: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, depthSize: "medium" },
    leaf,
    fc.record({
      kind: fc.constant("binary" as const),
      op: fc.constantFrom("+", "-", "*", "/", "min", "max"),
      left: tie("tree"),
      right: tie("tree"),
    }),
    fc.record({
      kind: fc.constant("binary" as const),
      op: fc.constantFrom("+", "-", "*"),
      left: tie("tree"),
      right: tie("tree"),
    }),
    fc.record({
      kind: fc.constant("unary" as const),
      op: fc.constantFrom("-", "abs", "sqrt", "exp", "log"),
      arg: tie("tree"),
    }),
    fc.record({
      kind: fc.constant("power" as const),
      base: tie("tree"),
      exponent: fc.constantFrom(-2, -1, 0, 0.5, 1, 2, 3, 1.7),
    }),
    fc.record({
      kind: fc.constant("if" as const),
      op: fc.constantFrom("<", "<="),
      parts: fc.tuple(tie("tree"), tie("tree"), tie("tree"), tie("tree")),
    }),
  ) as fc.Arbitrary<Tree>,
})).tree;

/** Numbers as laws meet them: 0, or not tinier than a thousandth. */
const ordinary = fc.double({ min: -4, max: 4, noNaN: true }).map((v) => (Math.abs(v) < 1e-3 ? 0 : v));

export const values: fc.Arbitrary<Values> = fc
  .record(Object.fromEntries(VARIABLES.map((v) => [v, ordinary])) as Record<keyof Values, fc.Arbitrary<number>>)
  .map((v) => ({ ...v, tau: Math.floor(Math.abs(v.tau) * 4) / 16 }));

/** The text as a law holds it. */
export function textOf(tree: Tree): string {
  switch (tree.kind) {
    case "number":
      return tree.value < 0 ? `(-${-tree.value})` : String(tree.value);
    case "variable":
      return tree.name === "tau" ? "(t/1[s])" : tree.name;
    case "unary":
      return tree.op === "-" ? `(-${textOf(tree.arg)})` : `${tree.op}(${safe(tree.op, textOf(tree.arg))})`;
    case "power":
      return `(${tree.exponent === 0.5 || tree.exponent === 1.7 ? `abs(${textOf(tree.base)})` : textOf(tree.base)})^${tree.exponent < 0 ? `(-${-tree.exponent})` : tree.exponent}`;
    case "binary":
      return /^[-+*/]$/.test(tree.op)
        ? `(${textOf(tree.left)} ${tree.op} ${textOf(tree.right)})`
        : `${tree.op}(${textOf(tree.left)}, ${textOf(tree.right)})`;
    case "if": {
      const [a, b, c, d] = tree.parts.map(textOf);
      return `if(${a} ${tree.op} ${b}, ${c}, ${d})`;
    }
  }
}

/** Square roots and logarithms see sizes only. */
const safe = (op: string, text: string): string => (op === "sqrt" || op === "log" ? `abs(${text})` : text);

/**
 * A value, and the size that its rounding errors scale with: sums of sizes where values may cancel. null where the value
 * hangs on a rounding (a comparison of equals, a division by what cancels) or leaves the range of numbers.
 */
export interface Estimate {
  readonly value: number;
  readonly size: number;
}

const CLOSE = 1e-4;

function estimate(value: number, size: number): Estimate | null {
  return Number.isFinite(value) && size < 1e25 && (value === 0 || Math.abs(value) > 1e-25) ? { value, size } : null;
}

export function evaluate(tree: Tree, at: Values): Estimate | null {
  switch (tree.kind) {
    case "number":
      return { value: tree.value, size: Math.abs(tree.value) };
    case "variable":
      return { value: at[tree.name], size: Math.abs(at[tree.name]) };
    case "unary": {
      const a = evaluate(tree.arg, at);
      return a && unary(tree.op, a);
    }
    case "power": {
      const a = evaluate(tree.base, at);
      return a && power(a, tree.exponent);
    }
    case "binary": {
      const a = evaluate(tree.left, at);
      const b = evaluate(tree.right, at);
      return a && b && binary(tree.op, a, b);
    }
    case "if": {
      const parts = tree.parts.map((p) => evaluate(p, at));
      if (parts.some((p) => p === null)) return null;
      const [a, b, c, d] = parts as Estimate[];
      if (Math.abs(a.value - b.value) <= CLOSE * (a.size + b.size)) return null;
      return a.value < b.value ? c : d;
    }
  }
}

function unary(op: string, a: Estimate): Estimate | null {
  const doubtful = Math.abs(a.value) <= CLOSE * a.size;
  if (op === "-") return { value: -a.value, size: a.size };
  if (op === "abs") return { value: Math.abs(a.value), size: a.size };
  if (op === "exp")
    return Math.abs(a.value) > 100 ? null : estimate(Math.exp(a.value), Math.exp(a.value) * (1 + a.size));
  if (doubtful) return null;
  const magnitude = Math.abs(a.value);
  if (op === "sqrt") return estimate(Math.sqrt(magnitude), a.size / Math.sqrt(magnitude));
  return estimate(Math.log(magnitude), Math.abs(Math.log(magnitude)) + a.size / magnitude);
}

function power(a: Estimate, exponent: number): Estimate | null {
  if (exponent === 0) return { value: 1, size: 1 };
  const base = Number.isInteger(exponent) ? a.value : Math.abs(a.value);
  if (exponent < 0 || !Number.isInteger(exponent)) if (Math.abs(a.value) <= CLOSE * a.size) return null;
  const value = base ** exponent;
  const size =
    exponent > 0 && Number.isInteger(exponent)
      ? a.size ** exponent
      : Math.abs(value) *
        (1 + (a.size / Math.abs(a.value)) * Math.abs(exponent) * (1 + Math.abs(Math.log(Math.abs(base)))));
  return estimate(value, size);
}

function binary(op: string, a: Estimate, b: Estimate): Estimate | null {
  switch (op) {
    case "+":
      return estimate(a.value + b.value, a.size + b.size);
    case "-":
      return estimate(a.value - b.value, a.size + b.size);
    case "*":
      return estimate(a.value * b.value, a.size * b.size);
    case "/":
      if (Math.abs(b.value) <= CLOSE * b.size) return null;
      return estimate(a.value / b.value, ((a.size / Math.abs(b.value)) * b.size) / Math.abs(b.value));
    case "min":
      return { value: Math.min(a.value, b.value), size: Math.max(a.size, b.size) };
    default:
      return { value: Math.max(a.value, b.value), size: Math.max(a.size, b.size) };
  }
}

const STEPS = 64;
const free = (): ReturnType<typeof parameter> => parameter(0, "1", [-1e9, 1e9], "", "");

/** A program that shows the expressions as probes `s.e0`, `s.e1`, …: a beat of 4 s in steps of a sixteenth. */
export function compileExpressions(texts: readonly string[], options: CompileOptions = {}): Kernel {
  const names = texts.map((_, i) => `e${i}`);
  const component = signal("expressions", {
    doc: "",
    parameters: { a: free(), b: free(), c: free(), x0: free(), y0: free(), z0: free() },
    states: Object.fromEntries(["x", "y", "z"].map((s) => [s, { unit: "1", initial: `${s}0`, scale: 1 }])),
    law: ["x", "y", "z"]
      .map((s) => `der(${s}) = 0[1/s]`)
      .concat(texts.map((text, i) => `${names[i]} = ${text}`))
      .join("\n"),
  });
  const circuit = new CircuitBuilder("expressions").add("s", component).build({ period: "4[s]" });
  return compile(assemble(circuit), { ...options, probes: names.map((n) => `s.${n}`) });
}

/** What the program shows for the values, of each expression in turn, in lane 0. */
export function observeAt(kernel: Kernel, at: Values): number[] {
  const group = new LaneGroup(kernel);
  const { a, b, c, x, y, z } = at;
  const parameters = new Map(Object.entries({ a, b, c, x0: x, y0: y, z0: z }).map(([k, v]) => [`s.${k}`, v]));
  for (let lane = 0; lane < kernel.lanes; lane++) group.setParameters(lane, parameters);
  group.configure(STEPS);
  for (let lane = 0; lane < kernel.lanes; lane++) group.initialise(lane);
  kernel.observe(group.group, Math.round(at.tau * 16));
  return kernel.program.probes.map((p) => group.read(p.slot, 0));
}
