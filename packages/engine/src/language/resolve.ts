/** Syntax to graph, with dimensions checked on the way. Knows operators and functions; names come from a scope. */
import type { Graph, Ref } from "./graph.ts";
import { ModelError, type Syntax } from "./parse.ts";
import {
  DIMENSIONLESS,
  type Dimension,
  describeDimension,
  multiplyDimensions,
  parseUnit,
  raiseDimension,
  sameDimension,
} from "./units.ts";

/** A value in the graph with its dimension; `truth` marks the result of a comparison. */
export interface Quantity {
  readonly ref: Ref;
  readonly dimension: Dimension;
  readonly truth: boolean;
}

export interface Scope {
  readonly graph: Graph;
  /** Component and line for messages. */
  readonly component: string;
  readonly line: number | null;
  lookup(name: string): Quantity;
  /** The value one step back; only measures have one. */
  previous?(q: Quantity): Quantity;
}

const quantity = (ref: Ref, dimension: Dimension = DIMENSIONLESS, truth = false): Quantity => ({
  ref,
  dimension,
  truth,
});

export function evaluate(tree: Syntax, scope: Scope): Quantity {
  switch (tree.kind) {
    case "number": {
      if (tree.unit === null) return quantity(scope.graph.constant(tree.value));
      const unit = unitOf(tree.unit, scope);
      return quantity(scope.graph.constant(tree.value * unit.scale), unit.dimension);
    }
    case "name":
      return scope.lookup(tree.name);
    case "unary": {
      const a = evaluate(tree.arg, scope);
      if (tree.op === "not") return quantity(scope.graph.not(wantTruth(a, scope).ref), DIMENSIONLESS, true);
      return quantity(scope.graph.neg(wantNumber(a, scope).ref), a.dimension);
    }
    case "binary":
      return binary(tree, scope);
    case "call":
      return call(tree, scope);
  }
}

function fail(scope: Scope, problem: string): never {
  throw new ModelError(scope.component, scope.line, problem);
}

function unitOf(text: string, scope: Scope) {
  try {
    return parseUnit(text);
  } catch (error) {
    return fail(scope, (error as Error).message);
  }
}

function wantNumber(q: Quantity, scope: Scope): Quantity {
  return q.truth ? fail(scope, "a comparison stands where a number is needed; use if(…)") : q;
}

function wantTruth(q: Quantity, scope: Scope): Quantity {
  return q.truth ? q : fail(scope, "a number stands where a comparison is needed");
}

function wantSame(a: Quantity, b: Quantity, verb: string, scope: Scope): void {
  if (!sameDimension(a.dimension, b.dimension)) {
    fail(scope, `unit clash: cannot ${verb} ${describeDimension(a.dimension)} and ${describeDimension(b.dimension)}`);
  }
}

function wantPlain(q: Quantity, what: string, scope: Scope): Quantity {
  if (!sameDimension(q.dimension, DIMENSIONLESS)) {
    fail(scope, `unit clash: ${what} must be dimensionless but is in ${describeDimension(q.dimension)}`);
  }
  return wantNumber(q, scope);
}

function binary(tree: Extract<Syntax, { kind: "binary" }>, scope: Scope): Quantity {
  const g = scope.graph;
  const a = evaluate(tree.left, scope);
  const b = evaluate(tree.right, scope);
  if (tree.op === "and" || tree.op === "or") {
    return quantity(g[tree.op](wantTruth(a, scope).ref, wantTruth(b, scope).ref), DIMENSIONLESS, true);
  }
  wantNumber(a, scope);
  wantNumber(b, scope);
  switch (tree.op) {
    case "+":
      wantSame(a, b, "add", scope);
      return quantity(g.add(a.ref, b.ref), a.dimension);
    case "-":
      wantSame(a, b, "subtract", scope);
      return quantity(g.sub(a.ref, b.ref), a.dimension);
    case "*":
      return quantity(g.mul(a.ref, b.ref), multiplyDimensions(a.dimension, b.dimension));
    case "/":
      return quantity(g.div(a.ref, b.ref), multiplyDimensions(a.dimension, b.dimension, -1));
    case "^":
      return power(a, wantPlain(b, "an exponent", scope), scope);
    default:
      wantSame(a, b, "compare", scope);
      return quantity(compare(g, tree.op, a.ref, b.ref), DIMENSIONLESS, true);
  }
}

function compare(g: Graph, op: string, a: Ref, b: Ref): Ref {
  if (op === "<") return g.lt(a, b);
  if (op === "<=") return g.le(a, b);
  return op === ">" ? g.lt(b, a) : g.le(b, a);
}

function power(a: Quantity, b: Quantity, scope: Scope): Quantity {
  const exponent = scope.graph.valueOf(b.ref);
  if (exponent === null && !sameDimension(a.dimension, DIMENSIONLESS)) {
    fail(scope, `unit clash: ${describeDimension(a.dimension)} to a power that is not a number`);
  }
  return quantity(scope.graph.pow(a.ref, b.ref), raiseDimension(a.dimension, exponent ?? 0));
}

const PLAIN_FUNCTIONS = ["exp", "log"] as const;
const ARITY: Record<string, number> = { exp: 1, log: 1, sqrt: 1, abs: 1, min: 2, max: 2, clamp: 3, if: 3, previous: 1 };

function call(tree: Extract<Syntax, { kind: "call" }>, scope: Scope): Quantity {
  const g = scope.graph;
  const arity = Object.hasOwn(ARITY, tree.name) ? ARITY[tree.name] : undefined;
  if (arity === undefined) fail(scope, `unknown function "${tree.name}"`);
  if (tree.args.length !== arity) fail(scope, `${tree.name}(…) takes ${arity} arguments, not ${tree.args.length}`);
  const args = tree.args.map((a) => evaluate(a, scope));
  if (tree.name === "if") {
    wantTruth(args[0], scope);
    wantNumber(args[1], scope);
    wantNumber(args[2], scope);
    wantSame(args[1], args[2], "choose between", scope);
    return quantity(g.select(args[0].ref, args[1].ref, args[2].ref), args[1].dimension);
  }
  for (const a of args) wantNumber(a, scope);
  const [a, b, c] = args;
  if (PLAIN_FUNCTIONS.includes(tree.name as "exp")) {
    return quantity(g[tree.name as "exp" | "log"](wantPlain(a, `the argument of ${tree.name}`, scope).ref));
  }
  switch (tree.name) {
    case "sqrt":
      return quantity(g.sqrt(a.ref), raiseDimension(a.dimension, 0.5));
    case "abs":
      return quantity(g.abs(a.ref), a.dimension);
    case "previous":
      return scope.previous ? scope.previous(a) : fail(scope, "previous(…) is for measures only");
    case "clamp":
      wantSame(a, b, "compare", scope);
      wantSame(a, c, "compare", scope);
      return quantity(g.min(g.max(a.ref, b.ref), c.ref), a.dimension);
    default:
      wantSame(a, b, "compare", scope);
      return quantity(tree.name === "min" ? g.min(a.ref, b.ref) : g.max(a.ref, b.ref), a.dimension);
  }
}
