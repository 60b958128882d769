/**
 * What the step must stay below, read off the model's structure. For resistive flows: the row sums of the symmetrised
 * relaxation matrix sqrt(E_i E_j) G (h times the largest must stay below 1 for Adams-Bashforth 2). For inertial flows:
 * the row sums of sum_p E_p / sqrt(L_b L_c) over the flows b, c that meet in a node p, which bound the square of the
 * highest frequency (h omega must stay below 1.4). Also each node's elastance dp/dV, which weighs volumes in mmHg.
 */
import { differentiate } from "../language/derivative.ts";
import type { Ref } from "../language/graph.ts";
import type { Model, ModelBranch, ModelPort } from "../language/model.ts";
import type { Assignment } from "./program.ts";

export function stiffness(model: Model): Assignment[] {
  const g = model.graph;
  const zero = g.constant(0);
  const memos = model.nodes.map(() => new Map<Ref, Ref>());
  const slope = (ref: Ref, node: number): Ref => g.abs(differentiate(g, ref, model.nodes[node].volume, memos[node]));
  const elastance = model.nodes.map((n, i) => g.max(slope(n.pressure, i), g.constant(1e-6)));
  const largest = (list: readonly Ref[]): Ref => list.reduce((m, r) => g.max(m, r), zero);
  const own = model.states.map((s) => g.abs(differentiate(g, s.derivative, s.leaf)));
  return [
    { name: "rate", value: largest([...relaxation(model, elastance, slope), ...own]) },
    { name: "frequency", value: largest(frequencies(model, elastance)) },
    ...model.nodes.map((n, i) => ({ name: `elastance:${n.name}`, value: elastance[i] })),
  ];
}

const ends = (b: ModelBranch): readonly ModelPort[] => [...b.from, ...b.to];

function relaxation(model: Model, elastance: readonly Ref[], slope: (ref: Ref, node: number) => Ref): Ref[] {
  const g = model.graph;
  const sums = model.nodes.map(() => g.constant(0));
  for (const branch of model.branches) {
    if (branch.kind !== "resistive") continue;
    for (const p of ends(branch)) {
      for (const other of ends(branch)) {
        const balance = g.sqrt(g.div(elastance[p.node], elastance[other.node]));
        const term = g.mul(g.mul(p.share, slope(branch.flow, other.node)), balance);
        sums[p.node] = g.add(sums[p.node], term);
      }
    }
  }
  return sums;
}

/** Squares of frequencies, one bound for each inertial flow. */
function frequencies(model: Model, elastance: readonly Ref[]): Ref[] {
  const g = model.graph;
  const inertial = model.branches.filter((b) => b.kind === "inertial");
  // Per node: sum of share / sqrt(L) over the flows that meet there.
  const meeting = model.nodes.map(() => g.constant(0));
  const root = new Map(inertial.map((b) => [b, g.sqrt(b.L)]));
  for (const b of inertial) {
    for (const p of ends(b)) meeting[p.node] = g.add(meeting[p.node], g.div(p.share, root.get(b)!));
  }
  return inertial.map((b) => {
    let sum = g.constant(0);
    for (const p of ends(b)) sum = g.add(sum, g.mul(p.share, g.mul(elastance[p.node], meeting[p.node])));
    return g.div(sum, root.get(b)!);
  });
}
