/**
 * Leapfrog with Adams-Bashforth 2: volumes live at whole steps, inertial flows half a step earlier, one evaluation a
 * step, second order. Resistive and quadratic parts of a flow are implicit, so a valve may slam without hurting:
 *
 *   q+ = (q (1 - h R / 2L) + (h/L) drive) / (1 + (h/L) (R/2 + B |q|)), held within [q_min, q_max]
 *   V+ = V + h (sum of q+) + h (3/2 g - 1/2 g-)      g: resistive flows
 *
 * What a branch moves in a step is computed once and leaves one node as it enters the other: volume, and every scalar
 * that rides on it, is conserved to rounding.
 */
import { type Graph, type Ref, STAGE } from "../language/graph.ts";
import type { Model, ModelBranch, ModelPort } from "../language/model.ts";
import { observe } from "./observe.ts";
import type { Register, Scheme } from "./program.ts";
import { stiffness } from "./stiffness.ts";

export interface InertialStep {
  /** Before and after holding it within its limits. */
  readonly free: Ref;
  readonly next: Ref;
}

export function leapfrog(model: Model, probes: readonly string[]): Scheme {
  const g = model.graph;
  const h = model.clock.dt;
  const registers: Register[] = [];
  const prime: { name: string; value: Ref }[] = [];
  const adamsBashforth = (name: string, rate: Ref): Ref => {
    const history = g.leaf(`history:${name}`, STAGE.step);
    registers.push({ name: `history:${name}`, leaf: history, next: rate, reset: null });
    prime.push({ name: `history:${name}`, value: rate });
    return g.mul(h, g.sub(g.mul(g.constant(1.5), rate), g.mul(g.constant(0.5), history)));
  };
  const inertial = new Map<ModelBranch, InertialStep>();
  const moved = new Map<ModelBranch, Ref>();
  for (const branch of model.branches) {
    if (branch.kind === "resistive") {
      moved.set(branch, adamsBashforth(branch.name, branch.flow));
      continue;
    }
    const step = inertialStep(g, branch, h);
    inertial.set(branch, step);
    moved.set(branch, g.mul(h, step.next));
    registers.push({ name: `flow:${branch.name}`, leaf: branch.flow, next: step.next, reset: null });
  }
  const volumes = accumulate(model, moved);
  model.nodes.forEach((node, i) =>
    registers.push({ name: `volume:${node.name}`, leaf: node.volume, next: volumes[i], reset: null }),
  );
  for (const s of model.states) {
    registers.push({
      name: `state:${s.name}`,
      leaf: s.leaf,
      next: g.add(s.leaf, adamsBashforth(s.name, s.derivative)),
      reset: null,
    });
  }
  registers.push(...transport(model, moved, adamsBashforth));
  const view = new Map<Ref, Ref>();
  for (const [branch, step] of inertial) {
    view.set(branch.flowAtStep, g.mul(g.constant(0.5), g.add(branch.flow, step.next)));
    view.set(branch.flowRate, g.div(g.sub(step.next, branch.flow), h));
  }
  const observed = observe(model, view, probes, (branch, name) =>
    openFraction(model, branch, inertial.get(branch)!, name),
  );
  return {
    name: "leapfrog-ab2",
    registers: [...registers, ...observed.registers],
    prime,
    probes: observed.probes,
    stiffness: stiffness(model),
  };
}

function inertialStep(g: Graph, branch: ModelBranch, h: Ref): InertialStep {
  const { flow: q, L, R, B } = branch;
  const hL = g.div(h, L);
  const half = g.mul(g.constant(0.5), R);
  const above = g.add(g.mul(q, g.sub(g.constant(1), g.mul(hL, half))), g.mul(hL, branch.drive));
  const below = g.add(g.constant(1), g.mul(hL, g.add(half, g.mul(B, g.abs(q)))));
  const free = g.div(above, below);
  let next = free;
  if (branch.qMin !== null) next = g.max(next, branch.qMin);
  if (branch.qMax !== null) next = g.min(next, branch.qMax);
  return { free, next };
}

/** Every node's next amount of what the branches move: from one port to the other, by shares. */
function accumulate(model: Model, moved: ReadonlyMap<ModelBranch, Ref>): Ref[] {
  const g = model.graph;
  const next = model.nodes.map((n) => n.volume);
  for (const branch of model.branches) {
    const amount = moved.get(branch)!;
    for (const p of branch.from) next[p.node] = g.sub(next[p.node], g.mul(p.share, amount));
    for (const p of branch.to) next[p.node] = g.add(next[p.node], g.mul(p.share, amount));
  }
  return next;
}

/** Upwind transport of every scalar by the volumes moved. */
function transport(
  model: Model,
  moved: ReadonlyMap<ModelBranch, Ref>,
  adamsBashforth: (name: string, rate: Ref) => Ref,
): Register[] {
  const g = model.graph;
  return model.scalars.flatMap((scalar) => {
    const concentration = scalar.amounts.map((a, i) => (a === null ? null : g.div(a, model.nodes[i].volume)));
    const next = [...scalar.amounts];
    const mix = (ports: readonly ModelPort[]): Ref =>
      ports.length === 0
        ? scalar.inflow
        : ports.reduce((sum, p) => g.add(sum, g.mul(p.share, concentration[p.node] ?? scalar.inflow)), g.constant(0));
    for (const branch of model.branches) {
      if (![...branch.from, ...branch.to].some((p) => scalar.amounts[p.node] !== null)) continue;
      const volume = moved.get(branch)!;
      const forward = g.max(volume, g.constant(0));
      const backward = g.min(volume, g.constant(0));
      const exchange = (ports: readonly ModelPort[], sign: 1 | -1, leaving: Ref, entering: Ref, other: Ref): void => {
        for (const p of ports) {
          const amount = next[p.node];
          if (amount === null) continue;
          const out = g.mul(leaving, concentration[p.node]!);
          const gain = g.mul(p.share, g.add(out, g.mul(entering, other)));
          next[p.node] = sign > 0 ? g.add(amount, gain) : g.sub(amount, gain);
        }
      };
      exchange(branch.from, -1, forward, backward, mix(branch.to));
      exchange(branch.to, 1, backward, forward, mix(branch.from));
    }
    return scalar.amounts.flatMap((leaf, i) => {
      if (leaf === null) return [];
      const name = `${scalar.name}.${model.nodes[i].name}`;
      const rate = scalar.exchange.get(i);
      const value = rate === undefined ? next[i]! : g.add(next[i]!, adamsBashforth(name, rate));
      return [{ name: `amount:${name}`, leaf, next: value, reset: null }];
    });
  });
}

/**
 * Part of the step during which a valve is open, to second order: closing from the flow's crossing of zero, opening
 * from the crossing of the pressure difference, interpolated between steps. Counting open steps would be off by a step.
 */
function openFraction(
  model: Model,
  branch: ModelBranch,
  step: InertialStep,
  name: string,
): { value: Ref; registers: Register[] } {
  const g = model.graph;
  const zero = g.constant(0);
  const before = g.leaf(`drive-before:${name}`, STAGE.step);
  const q = branch.flow;
  const wasOpen = g.lt(zero, q);
  const isOpen = g.lt(zero, step.free);
  const closing = g.div(q, g.max(g.sub(q, step.free), g.constant(1e-12)));
  const rise = g.max(g.sub(branch.drive, before), g.constant(1e-12));
  const opening = g.add(g.constant(0.5), g.max(g.min(g.div(branch.drive, rise), g.constant(1)), zero));
  const value = g.select(wasOpen, g.select(isOpen, g.constant(1), closing), g.select(isOpen, opening, zero));
  return { value, registers: [{ name: `drive-before:${name}`, leaf: before, next: branch.drive, reset: null }] };
}
