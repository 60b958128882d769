/** Symbolic derivative of an expression with respect to a leaf. Kinks (min, max, select, abs) take their own side. */
import type { Graph, Ref } from "./graph.ts";

/** d root / d leaf. `memo` may be shared by calls with the same leaf. */
export function differentiate(g: Graph, root: Ref, leaf: Ref, memo: Map<Ref, Ref> = new Map()): Ref {
  if (root === leaf) return g.constant(1);
  const known = memo.get(root);
  if (known !== undefined) return known;
  const result = derive(g, root, (a) => differentiate(g, a, leaf, memo));
  memo.set(root, result);
  return result;
}

function derive(g: Graph, root: Ref, d: (a: Ref) => Ref): Ref {
  const { op, args } = g.nodes[root];
  const [a, b, c] = args;
  const zero = g.constant(0);
  switch (op) {
    case "add":
      return g.add(d(a), d(b));
    case "sub":
      return g.sub(d(a), d(b));
    case "mul":
      return g.add(g.mul(d(a), b), g.mul(a, d(b)));
    case "div":
      return g.div(g.sub(d(a), g.mul(root, d(b))), b);
    case "min":
      return g.select(g.lt(b, a), d(b), d(a));
    case "max":
      return g.select(g.lt(a, b), d(b), d(a));
    case "neg":
      return g.neg(d(a));
    case "abs":
      return g.select(g.lt(a, zero), g.neg(d(a)), d(a));
    case "sqrt":
      return g.div(d(a), g.mul(g.constant(2), g.max(root, g.constant(1e-12))));
    case "select":
      return g.select(a, d(b), d(c));
    case "nearest":
      // Its slope on average: with it the derivative of exp, which splits its argument this way, comes out exact.
      return d(a);
    case "pow2":
      return g.mul(g.mul(root, g.constant(Math.LN2)), d(a));
    case "mantissa":
      // m = x 2^-k with k constant between powers of two: log(x) = k ln2 + log(m) then has the slope 1/x.
      return g.div(g.mul(root, d(a)), a);
    default:
      // Leaves, constants, comparisons, exponent and mantissa: no change with the leaf.
      return zero;
  }
}
