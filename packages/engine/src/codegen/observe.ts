/** Measures and probes under a scheme: the same for all schemes but for how a flow at a whole step is known. */
import { type Ref, STAGE } from "../language/graph.ts";
import { type Model, type ModelBranch, type ModelMeasure, TICK_STEPS } from "../language/model.ts";
import type { Assignment, Register } from "./program.ts";

export interface Observed {
  readonly registers: Register[];
  readonly probes: Assignment[];
}

/**
 * @param view what stands for each `flowAtStep` and `flowRate` leaf
 * @param openPart the part of the step during which a branch's flow is forward
 */
export function observe(
  model: Model,
  view: ReadonlyMap<Ref, Ref>,
  probes: readonly string[],
  openPart: (branch: ModelBranch) => Ref,
): Observed {
  const g = model.graph;
  const memo = new Map<Ref, Ref>();
  const seen = (ref: Ref): Ref => g.substitute(ref, view, memo);
  const registers: Register[] = [];
  for (const [leaf, value] of model.previous) {
    registers.push({ name: `previous:${leaf}`, leaf, next: seen(value), reset: null, pace: "step" });
  }
  for (const measure of model.measures) {
    const leaf = g.leaf(`measure:${measure.name}`, STAGE.step);
    const value = measure.branch === null ? seen(measure.value) : openPart(model.branches[measure.branch]);
    const updated = update(model, measure, leaf, value);
    const next = measure.condition === null ? updated : g.select(seen(measure.condition), updated, leaf);
    registers.push({ name: `measure:${measure.name}`, leaf, next, reset: RESET[measure.kind], pace: measure.pace });
  }
  return { registers, probes: probes.map((name) => ({ name, value: seen(model.output(name).value) })) };
}

const RESET = {
  mean: 0,
  "open-fraction": 0,
  max: Number.NEGATIVE_INFINITY,
  min: Number.POSITIVE_INFINITY,
  value: null,
} as const;

function update(model: Model, measure: ModelMeasure, leaf: Ref, value: Ref): Ref {
  const g = model.graph;
  if (measure.kind === "max") return g.max(leaf, value);
  if (measure.kind === "min") return g.min(leaf, value);
  if (measure.kind === "value") return value;
  // A mean is kept as a sum over steps; a tick stands for all of its steps.
  return g.add(leaf, measure.pace === "tick" ? g.mul(g.constant(TICK_STEPS), value) : value);
}
