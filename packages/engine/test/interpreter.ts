/** Evaluates a graph directly, one operation at a time. */
import type { Graph, Ref } from "../src/language/graph.ts";

const bits = new DataView(new ArrayBuffer(8));

function exponentOf(x: number): number {
  bits.setFloat64(0, x);
  return ((bits.getUint32(0) >>> 20) & 2047) - 1023;
}

/** The value of a node, with leaves by name. Truth values are 0 and 1. */
export function valueOf(graph: Graph, root: Ref, leaves: Readonly<Record<string, number>>): number {
  const known = new Map<Ref, number>();
  const visit = (ref: Ref): number => {
    const found = known.get(ref);
    if (found !== undefined) return found;
    const { op, args, value, leaf } = graph.nodes[ref];
    const [a, b, c] = args.map(visit);
    const result = ((): number => {
      switch (op) {
        case "constant":
          return value;
        case "leaf":
          return leaves[leaf];
        case "add":
          return a + b;
        case "sub":
          return a - b;
        case "mul":
          return a * b;
        case "div":
          return a / b;
        case "min":
          return b < a ? b : a;
        case "max":
          return a < b ? b : a;
        case "neg":
          return -a;
        case "abs":
          return Math.abs(a);
        case "sqrt":
          return Math.sqrt(a);
        case "nearest":
          return a + 1.5 * 2 ** 52 - 1.5 * 2 ** 52;
        case "pow2":
          return 2 ** a;
        case "exponent":
          return exponentOf(a);
        case "mantissa":
          return a / 2 ** exponentOf(a);
        case "lt":
          return Number(a < b);
        case "le":
          return Number(a <= b);
        case "and":
          return a === 0 ? a : b;
        case "or":
          return a === 0 ? b : a;
        case "not":
          return Number(a === 0);
        case "select":
          return a === 0 ? c : b;
      }
    })();
    known.set(ref, result);
    return result;
  };
  return visit(root);
}
