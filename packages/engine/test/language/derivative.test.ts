import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differentiate } from "../../src/language/derivative.ts";
import { Graph, STAGE } from "../../src/language/graph.ts";
import { parseExpression } from "../../src/language/parse.ts";
import { evaluate as build } from "../../src/language/resolve.ts";
import { DIMENSIONLESS } from "../../src/language/units.ts";
import { runs } from "../circuits.ts";
import { evaluate, type Tree, textOf, trees, type Values, values } from "../expressions.ts";
import { valueOf } from "../interpreter.ts";

/** The derivative with respect to x, by the graph. */
function slope(tree: Tree, at: Values): number {
  const graph = new Graph();
  const root = build(parseExpression("test", textOf(tree).replaceAll("(t/1[s])", "tau")), {
    graph,
    component: "test",
    line: null,
    lookup: (name) => ({ ref: graph.leaf(name, STAGE.step), dimension: DIMENSIONLESS, truth: false }),
  }).ref;
  return valueOf(graph, differentiate(graph, root, graph.leaf("x", STAGE.step)), at);
}

/** The same by finite differences, or null where they disagree: at a kink, or where rounding rules. */
function difference(tree: Tree, at: Values): number | null {
  const middle = evaluate(tree, at);
  const sides = [-1e-4, -3e-5, 3e-5, 1e-4].map((h) => {
    const moved = evaluate(tree, { ...at, x: at.x + h });
    return middle && moved && moved.size < 1e5 ? (moved.value - middle.value) / h : null;
  });
  if (sides.some((s) => s === null)) return null;
  const [farLeft, left, right, farRight] = sides as number[];
  const [coarse, fine] = [(farLeft + farRight) / 2, (left + right) / 2];
  // A kink that passes here changes the slope by less than the test allows.
  const smooth = Math.abs(right - left) <= 1e-4 * (1 + Math.abs(fine));
  return smooth && Math.abs(coarse - fine) <= 1e-5 * (1 + Math.abs(fine)) ? fine : null;
}

test("agrees with finite differences for any expression", () => {
  let compared = 0;
  fc.assert(
    fc.property(trees, values, (tree, drawn) => {
      // Off the round numbers, further than the differences reach: there min, max and comparisons have their kinks.
      const at = { ...drawn, x: drawn.x + 1.23e-3 };
      const expected = difference(tree, at);
      fc.pre(expected !== null && textOf(tree).includes("x"));
      compared++;
      expect(Math.abs(slope(tree, at) - expected)).toBeLessThanOrEqual(1e-4 * (1 + Math.abs(expected)));
    }),
    { numRuns: runs(400) },
  );
  expect(compared).toBeGreaterThan(300);
});

describe("of laws that the circulation uses", () => {
  const at: Values = { a: 0.52, b: 0.0294, c: 2.4, tau: 0.5, x: 120, y: 10, z: 1 };
  const read = (text: string): number => {
    const graph = new Graph();
    const root = build(parseExpression("test", text), {
      graph,
      component: "test",
      line: null,
      lookup: (name) => ({ ref: graph.leaf(name, STAGE.step), dimension: DIMENSIONLESS, truth: false }),
    }).ref;
    return valueOf(graph, differentiate(graph, root, graph.leaf("x", STAGE.step)), at);
  };

  test("an exponential filling curve has an exact slope", () => {
    const expected = at.a * at.b * Math.exp(at.b * (at.x - at.y));
    expect(read("a*(exp(b*(x - y)) - 1)") / expected).toBeCloseTo(1, 12);
  });

  test.each([
    ["max(x - y, 0)", 1],
    ["max(y - x, 0)", 0],
    ["min(x, y)", 0],
    ["abs(y - x)", 1],
    ["if(x < y, 2*x, 3*x)", 3],
    ["clamp(x, 0, 100)", 0],
    ["(1 - x/200)^8", (-8 / 200) * 0.4 ** 7],
    ["x^0.5", 0.5 / Math.sqrt(120)],
    ["1/x", -1 / 14400],
    ["y", 0],
    ["x", 1],
  ])("%s", (text, expected) => {
    expect(read(text)).toBeCloseTo(expected, 9);
  });
});
