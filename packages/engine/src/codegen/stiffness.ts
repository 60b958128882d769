/**
 * What the step must stay below, read off the model's structure: for every volume and signal state the sum of the
 * rates at which resistive flows relax it (h times it must stay below 1/2 for Adams-Bashforth 2), and for every inertial
 * flow the square of its frequency against the volumes at its ends (h omega must stay below 1.4). Row sums, so they
 * bound the true values from above. Also each node's elastance dp/dV, which weighs volume changes in mmHg.
 */
import { differentiate } from "../language/derivative.ts";
import type { Ref } from "../language/graph.ts";
import type { Model, ModelBranch } from "../language/model.ts";
import type { Assignment } from "./program.ts";

export function stiffness(model: Model): Assignment[] {
  const g = model.graph;
  const zero = g.constant(0);
  const memos = model.nodes.map(() => new Map<Ref, Ref>());
  const slope = (ref: Ref, node: number): Ref => differentiate(g, ref, model.nodes[node].volume, memos[node]);
  const ends = (b: ModelBranch) => [...b.from, ...b.to];
  const relaxation = model.nodes.map(() => zero);
  let frequency = zero;
  for (const branch of model.branches) {
    if (branch.kind === "inertial") {
      let sum = zero;
      for (const p of ends(branch)) sum = g.add(sum, g.mul(p.share, g.abs(slope(branch.drive, p.node))));
      frequency = g.max(frequency, g.div(sum, branch.L));
      continue;
    }
    for (const p of ends(branch)) {
      for (const other of ends(branch)) {
        const term = g.mul(p.share, g.abs(slope(branch.flow, other.node)));
        relaxation[p.node] = g.add(relaxation[p.node], term);
      }
    }
  }
  let rate = relaxation.reduce((m, r) => g.max(m, r), zero);
  for (const s of model.states) rate = g.max(rate, g.abs(differentiate(g, s.derivative, s.leaf)));
  const elastance = model.nodes.map((n, i) => ({ name: `elastance:${n.name}`, value: g.abs(slope(n.pressure, i)) }));
  return [{ name: "rate", value: rate }, { name: "frequency", value: frequency }, ...elastance];
}
