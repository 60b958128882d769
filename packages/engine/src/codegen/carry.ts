/**
 * What happens between steps. At ticks (every so many steps) the blood that has moved carries its scalars with it, and
 * signals of that pace advance; between beats slow signals advance by the beat's measures.
 *
 * Transport is upwind with the net volume that each branch has moved since the last tick: c of the node that loses it,
 * as it was before; what leaves one node enters the other, so amounts are conserved to rounding. A node that lost more
 * than it held (a collapsed vessel) gives only what it held.
 */
import { type Graph, type Ref, STAGE } from "../language/graph.ts";
import { hasTicks, type Model, type ModelBranch, type ModelPort, type ModelScalar } from "../language/model.ts";
import type { Register } from "./program.ts";

/** Per step: what each branch has moved since the tick. Empty for a model without ticks. */
export function accumulateMoved(model: Model, moved: ReadonlyMap<ModelBranch, Ref>): Register[] {
  if (!hasTicks(model)) return [];
  const g = model.graph;
  return model.branches.flatMap((branch) => {
    if (!touchesBlood(model, branch)) return [];
    const leaf = movedLeaf(g, branch);
    return [
      {
        name: `moved:${branch.name}`,
        leaf,
        next: g.add(leaf, moved.get(branch)!),
        reset: null,
        pace: "step" as const,
        clearedAtTick: true,
      },
    ];
  });
}

/** Registers that advance at ticks and between beats. */
export function slowRegisters(model: Model): Register[] {
  const g = model.graph;
  const { tick, T } = model.clock;
  const signals = model.states.flatMap((s): Register[] => {
    if (s.pace === "step") return [];
    const span = s.pace === "tick" ? tick : T;
    const next = g.add(s.leaf, g.mul(s.derivative, g.mul(span, hurry(g, model, s.settles))));
    return [{ name: `state:${s.name}`, leaf: s.leaf, next, reset: null, pace: s.pace }];
  });
  return [...transport(model), ...signals];
}

/**
 * Factor on a slow state's pace: 1, or in a search as much as lets it go half of its way in a cycle. Not more: what swings
 * within the cycle would swing more, and come to rest elsewhere.
 */
function hurry(g: Graph, { clock }: Model, settles: Ref | null): Ref {
  const one = g.constant(1);
  if (settles === null) return one;
  const cycle = g.mul(clock.T, g.max(clock.haste, one));
  const most = g.div(g.mul(g.constant(0.5), settles), cycle);
  return g.select(g.lt(g.constant(0), clock.haste), g.max(most, one), one);
}

const movedLeaf = (g: Graph, branch: ModelBranch): Ref => g.leaf(`moved:${branch.name}`, STAGE.step);

const touchesBlood = (model: Model, b: ModelBranch): boolean =>
  [...b.from, ...b.to].some((p) => model.nodes[p.node].blood);

/** A branch's net volume since the tick, split by direction; null where it cannot run that way. */
interface Moved {
  readonly branch: ModelBranch;
  readonly index: number;
  readonly net: Ref;
  readonly forward: Ref;
  readonly backward: Ref | null;
}

/** mL: a little more than a beat moves. */
const HASTY_VOLUME = 60;

function transport(model: Model): Register[] {
  if (model.scalars.length === 0) return [];
  const g = model.graph;
  const [zero, one] = [g.constant(0), g.constant(1)];
  const all = model.branches.flatMap((branch, index): Moved[] => {
    if (!touchesBlood(model, branch)) return [];
    const net = movedLeaf(g, branch);
    const oneWay = branch.qMin !== null && g.valueOf(branch.qMin) === 0;
    if (oneWay) return [{ branch, index, net, forward: net, backward: null }];
    return [{ branch, index, net, forward: g.max(net, zero), backward: g.max(g.neg(net), zero) }];
  });
  const before = model.nodes.map((n) => n.volume);
  const out = model.nodes.map(() => zero);
  for (const { branch, net, forward, backward } of all) {
    for (const p of branch.from) {
      before[p.node] = g.add(before[p.node], g.mul(p.share, net));
      out[p.node] = g.add(out[p.node], g.mul(p.share, forward));
    }
    for (const p of branch.to) {
      before[p.node] = g.sub(before[p.node], g.mul(p.share, net));
      if (backward !== null) out[p.node] = g.add(out[p.node], g.mul(p.share, backward));
    }
  }
  // 1 but for a node that lost more than it held.
  const held = before.map((v, i) => g.min(one, g.div(v, g.max(out[i], g.constant(1e-12)))));
  // In a search a node of much volume takes its concentration as if it held only this much, for each beat of the cycle.
  const { haste: beats } = model.clock;
  const haste = model.nodes.map(({ volume }) => {
    const asIf = g.div(volume, g.mul(g.constant(HASTY_VOLUME), g.max(beats, one)));
    return g.select(g.lt(zero, beats), g.max(asIf, one), one);
  });
  return model.scalars.flatMap((scalar) => carryScalar(model, scalar, all, { before, held, haste }));
}

function carryScalar(
  model: Model,
  scalar: ModelScalar,
  all: readonly Moved[],
  { before, held, haste }: Readonly<Record<"before" | "held" | "haste", readonly Ref[]>>,
): Register[] {
  const g = model.graph;
  const leaving = scalar.concentrations.map((c, i) => (c === null ? null : g.mul(c, held[i])));
  const amount = scalar.concentrations.map((c, i) => (c === null ? null : g.mul(c, before[i])));
  const mix = (ports: readonly ModelPort[]): Ref =>
    ports.length === 0
      ? scalar.inflow
      : ports.reduce((sum, p) => g.add(sum, g.mul(p.share, leaving[p.node] ?? scalar.inflow)), g.constant(0));
  const move = (from: readonly ModelPort[], to: readonly ModelPort[], volume: Ref, entering: Ref): void => {
    for (const p of from) {
      const held = amount[p.node];
      if (held !== null) amount[p.node] = g.sub(held, g.mul(g.mul(p.share, volume), leaving[p.node]!));
    }
    for (const p of to) {
      const held = amount[p.node];
      if (held !== null) amount[p.node] = g.add(held, g.mul(g.mul(p.share, volume), entering));
    }
  };
  for (const { branch, index, forward, backward } of all) {
    move(branch.from, branch.to, forward, scalar.through.get(index) ?? mix(branch.from));
    if (backward !== null) move(branch.to, branch.from, backward, mix(branch.to));
  }
  for (const [i, rate] of scalar.exchange) {
    const held = amount[i];
    if (held !== null) amount[i] = g.add(held, g.mul(rate, model.clock.tick));
  }
  return scalar.concentrations.flatMap((leaf, i): Register[] => {
    if (leaf === null) return [];
    const mixed = g.div(amount[i]!, model.nodes[i].volume);
    const next = g.add(leaf, g.mul(haste[i], g.sub(mixed, leaf)));
    return [{ name: `concentration:${scalar.name}.${model.nodes[i].name}`, leaf, next, reset: null, pace: "tick" }];
  });
}
