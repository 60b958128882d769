import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Graph, STAGE } from "../../src/language/graph.ts";
import { runs } from "../circuits.ts";
import {
  compileExpressions,
  evaluate,
  observeAt,
  type Tree,
  textOf,
  trees,
  type Values,
  values,
} from "../expressions.ts";

describe("simplifications preserve the value", () => {
  // What the graph gathers, distributes and hoists is the same number but for rounding, which scales with the sizes of
  // what was summed. 5000 roundings are allowed: far fewer happen, while a wrong sign or factor is off by 1e15.
  const ROUNDINGS = 5000 * Number.EPSILON;

  test("of any expression, as the JavaScript twin computes it", () => {
    let compared = 0;
    fc.assert(
      fc.property(trees, values, (tree, at) => {
        const plain = evaluate(tree, at);
        fc.pre(plain !== null);
        const [found] = observeAt(compileExpressions([textOf(tree)], { target: "js" }), at);
        compared++;
        expect(Math.abs(found - plain.value)).toBeLessThanOrEqual(ROUNDINGS * plain.size);
      }),
      { numRuns: runs(400) },
    );
    expect(compared).toBeGreaterThan(300);
  });

  test("of every small expression of leaves of all stages", () => {
    const leaves = ["x", "y", "a", "b", "tau", "2", "-1"];
    const operators = ["+", "-", "*", "/"] as const;
    const read = (text: string): Tree =>
      /^-?\d/.test(text) ? { kind: "number", value: Number(text) } : { kind: "variable", name: text as keyof Values };
    const join = (op: (typeof operators)[number], left: Tree, right: Tree): Tree => ({
      kind: "binary",
      op,
      left,
      right,
    });
    const all: Tree[] = [];
    for (const [p, q, r] of leaves.flatMap((p) => leaves.flatMap((q) => leaves.map((r) => [p, q, r].map(read))))) {
      for (const inner of operators) {
        for (const outer of operators) {
          all.push(join(outer, join(inner, p, q), r), join(outer, r, join(inner, p, q)));
        }
      }
    }
    // A choice between what is known beforehand, and what happens to it.
    const choice = (left: Tree, right: Tree): Tree => ({
      kind: "if",
      op: "<",
      parts: [read("x"), read("y"), left, right],
    });
    for (const op of operators) {
      for (const r of leaves) {
        all.push(join(op, choice(read("a"), read("b")), read(r)), join(op, read(r), choice(read("a"), read("b"))));
        all.push({ kind: "unary", op: "-", arg: join(op, read("x"), read(r)) });
      }
    }
    const points: Values[] = [
      { a: 1.7, b: -2.3, c: 0.4, tau: 0.5, x: 3.1, y: -0.7, z: 1 },
      { a: -0.6, b: 2.9, c: 0.4, tau: 1.25, x: 0.2, y: 1.9, z: 1 },
    ];
    let compared = 0;
    for (let from = 0; from < all.length; from += 1000) {
      const some = all.slice(from, from + 1000);
      const kernel = compileExpressions(some.map(textOf), { target: "js" });
      for (const at of points) {
        const found = observeAt(kernel, at);
        some.forEach((tree, i) => {
          const plain = evaluate(tree, at);
          if (plain === null) return;
          compared++;
          const off = Math.abs(found[i] - plain.value);
          if (!(off <= 50 * Number.EPSILON * plain.size))
            expect.fail(`${textOf(tree)} is ${found[i]}, not ${plain.value}`);
        });
      }
    }
    expect(compared).toBeGreaterThan(15_000);
  });

  test("to the last bit the same in WebAssembly", () => {
    fc.assert(
      fc.property(fc.array(trees, { minLength: 5, maxLength: 5 }), values, (list, at) => {
        const texts = list.map(textOf);
        const twin = observeAt(compileExpressions(texts, { target: "js" }), at);
        expect(observeAt(compileExpressions(texts), at)).toEqual(twin);
      }),
      { numRuns: runs(100) },
    );
  });
});

describe("the graph", () => {
  test("stores every expression once, whatever the order of sums and products", () => {
    const g = new Graph();
    const [x, y] = [g.leaf("x", STAGE.step), g.leaf("y", STAGE.step)];
    expect(g.add(x, y)).toBe(g.add(y, x));
    expect(g.mul(x, y)).toBe(g.mul(y, x));
    expect(g.sub(x, y)).not.toBe(g.sub(y, x));
    expect(g.leaf("x", STAGE.step)).toBe(x);
    expect(g.constant(2)).toBe(g.add(g.constant(1), g.constant(1)));
  });

  test("keeps 0 and -0 apart, and folds signs", () => {
    const g = new Graph();
    const x = g.leaf("x", STAGE.step);
    expect(g.constant(0)).not.toBe(g.constant(-0));
    expect(g.neg(g.neg(x))).toBe(x);
    expect(g.add(x, g.neg(x))).toBe(g.constant(0));
  });

  test("takes what is known before the step out of it", () => {
    const g = new Graph();
    const [p, q] = [g.leaf("p", STAGE.parameter), g.leaf("q", STAGE.parameter)];
    const x = g.leaf("x", STAGE.step);
    // (x p) q = x (p q); x / p = x (1/p); (x - p) q = x q - p q: one operation is left for the step, or two.
    for (const [ref, operations] of [
      [g.mul(g.mul(x, p), q), 1],
      [g.div(x, p), 1],
      [g.add(g.add(x, p), q), 1],
      [g.mul(g.sub(x, p), q), 2],
      [g.div(g.mul(g.sub(x, p), q), g.add(p, q)), 2],
    ]) {
      const late = new Set<number>();
      const visit = (r: number): void => {
        const node = g.nodes[r];
        if (node.stage < STAGE.step || node.op === "leaf") return;
        late.add(r);
        node.args.forEach(visit);
      };
      visit(ref);
      expect(late.size).toBe(operations);
    }
  });

  test("a choice of equals is no choice", () => {
    const g = new Graph();
    const [x, y] = [g.leaf("x", STAGE.step), g.leaf("y", STAGE.step)];
    const less = g.lt(x, y);
    expect(g.select(less, x, x)).toBe(x);
    expect(g.select(g.constant(1), x, y)).toBe(x);
    expect(g.select(g.constant(0), x, y)).toBe(y);
    expect(g.select(g.not(less), x, y)).toBe(g.select(less, y, x));
    expect(g.and(g.constant(1), less)).toBe(less);
    expect(g.or(less, g.constant(1))).toBe(g.constant(1));
  });

  test("substitution replaces leaves and leaves the rest as it is", () => {
    const g = new Graph();
    const [x, y, z] = ["x", "y", "z"].map((n) => g.leaf(n, STAGE.step));
    const sum = g.add(g.mul(x, y), g.exp(z));
    expect(g.substitute(sum, new Map([[x, z]]))).toBe(g.add(g.mul(z, y), g.exp(z)));
    expect(g.substitute(sum, new Map())).toBe(sum);
    // Replaced at once, not one after the other.
    expect(
      g.substitute(
        g.sub(x, y),
        new Map([
          [x, y],
          [y, x],
        ]),
      ),
    ).toBe(g.sub(y, x));
  });
});
