/** A scheme without what only looks on: measures, and values one step back, that no law reads. */
import type { Ref } from "../language/graph.ts";
import type { Model } from "../language/model.ts";
import { type Register, type Scheme, schedule } from "./program.ts";

const LOOKS_ON = /^(measure|previous):/;

/** @returns the scheme with every register that decides the path of the state, and none that only watches it */
export function withoutOnlookers(model: Model, scheme: Scheme): Scheme {
  let kept = scheme.registers.filter((r) => !LOOKS_ON.test(r.name));
  for (;;) {
    const read = leavesBelow(model, scheme, kept);
    const more = scheme.registers.filter((r) => kept.includes(r) || read.has(r.leaf));
    if (more.length === kept.length) return { ...scheme, registers: kept };
    kept = more;
  }
}

function leavesBelow(model: Model, scheme: Scheme, registers: readonly Register[]): Set<Ref> {
  const { graph, period } = model;
  const others = [...scheme.prime, ...scheme.probes, ...scheme.stiffness].map((a) => a.value);
  const roots = [...registers.map((r) => r.next), ...others, period];
  const leaves = new Set(roots);
  for (const ref of schedule(graph, roots, () => false)) for (const arg of graph.nodes[ref].args) leaves.add(arg);
  return leaves;
}
