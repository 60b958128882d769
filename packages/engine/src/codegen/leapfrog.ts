/**
 * Leapfrog with Adams-Bashforth 2: volumes live at whole steps, inertial flows half a step earlier, one evaluation a
 * step, second order. Resistive and quadratic parts of a flow are implicit, so a valve may slam without hurting:
 *
 *   q+ = (q (1 - h R / 2L) + (h/L) drive) / (1 + (h/L) (R/2 + B |q|)), held within [q_min, q_max]
 *   V+ = V + h (sum of q+) + h (3/2 g - 1/2 g-)      g: resistive flows
 *
 * What a branch moves in a step is computed once and leaves one node as it enters the other: volume is conserved to
 * rounding. Scalars ride on the same volumes, at ticks (carry.ts).
 */
import { type Graph, type Ref, STAGE } from "../language/graph.ts";
import type { Model, ModelBranch } from "../language/model.ts";
import { accumulateMoved, slowRegisters } from "./carry.ts";
import { observe } from "./observe.ts";
import type { Register, Scheme } from "./program.ts";
import { stiffness } from "./stiffness.ts";

export interface InertialStep {
  /** The flow half a step on. */
  readonly next: Ref;
  /** Mean flow over the whole step: `next`, but in the step in which a valve closes. */
  readonly mean: Ref;
  /** Part of the step during which the flow is forward. */
  readonly open: Ref;
}

/** The driving pressure one, two and three steps back. */
interface PastDrives {
  readonly one: Ref;
  readonly two: Ref;
  readonly three: Ref;
}

function pastDrives(g: Graph, branch: ModelBranch): PastDrives {
  const back = (steps: number): Ref => g.leaf(`drive-${steps}:${branch.name}`, STAGE.step);
  return { one: back(1), two: back(2), three: back(3) };
}

/**
 * What acts on the mean flow of a step in place of the drive at the whole step: drive + h^2/12 drive'', the second
 * derivative carried forward from the last four steps (2, -5, 4, -1). Taking a flow as the mean over its step, not as a
 * value at the half step, makes the change of volume exact, and this term removes the scheme's leading error of frequency
 * (modified equation). It damps by the fifth power of h omega and narrows stability to h omega < sqrt 2.
 */
function effectiveDrive(g: Graph, branch: ModelBranch, past: PastDrives): Ref {
  const twelfths = (n: number): Ref => g.constant(n / 12);
  const recent = g.sub(g.mul(twelfths(14), branch.drive), g.mul(twelfths(5), past.one));
  return g.add(recent, g.sub(g.mul(twelfths(4), past.two), g.mul(twelfths(1), past.three)));
}

export function leapfrog(model: Model, probes: readonly string[]): Scheme {
  const g = model.graph;
  const h = model.clock.dt;
  const registers: Register[] = [];
  const prime: { name: string; value: Ref }[] = [];
  // 3/2 h rate - 1/2 h rate-: the second term is what is kept, so that a rate linear in pressures costs two products.
  const adamsBashforth = (name: string, rate: Ref): Ref => {
    const history = g.leaf(`history:${name}`, STAGE.step);
    const kept = g.mul(rate, g.mul(g.constant(0.5), h));
    registers.push({ name: `history:${name}`, leaf: history, next: kept, reset: null, pace: "step" });
    prime.push({ name: `history:${name}`, value: kept });
    return g.sub(g.mul(rate, g.mul(g.constant(1.5), h)), history);
  };
  const inertial = new Map<ModelBranch, InertialStep>();
  const moved = new Map<ModelBranch, Ref>();
  for (const branch of model.branches) {
    if (branch.kind === "resistive") {
      moved.set(branch, adamsBashforth(branch.name, branch.flow));
      continue;
    }
    const past = branch.slow ? null : pastDrives(g, branch);
    const step =
      past === null || !isValve(g, branch) ? inertialStep(g, branch, h, past) : valveStep(g, branch, h, past);
    inertial.set(branch, step);
    moved.set(branch, g.mul(h, step.mean));
    registers.push({ name: `flow:${branch.name}`, leaf: branch.flow, next: step.next, reset: null, pace: "step" });
    if (past === null) continue;
    let latest = branch.drive;
    [past.one, past.two, past.three].forEach((leaf, i) => {
      const name = `history:${branch.name}:${i + 1}`;
      registers.push({ name, leaf, next: latest, reset: null, pace: "step" });
      prime.push({ name, value: branch.drive });
      latest = leaf;
    });
  }
  const volumes = accumulate(model, moved);
  model.nodes.forEach((node, i) =>
    registers.push({ name: `volume:${node.name}`, leaf: node.volume, next: volumes[i], reset: null, pace: "step" }),
  );
  for (const s of model.states) {
    if (s.pace !== "step") continue;
    const next = g.add(s.leaf, adamsBashforth(s.name, s.derivative));
    registers.push({ name: `state:${s.name}`, leaf: s.leaf, next, reset: null, pace: "step" });
  }
  registers.push(...accumulateMoved(model, moved), ...slowRegisters(model));
  const view = new Map<Ref, Ref>();
  for (const [branch, step] of inertial) {
    const middle = g.mul(g.constant(0.5), g.add(branch.flow, step.next));
    view.set(branch.flowAtStep, g.add(middle, g.sub(step.mean, step.next)));
    view.set(branch.flowRate, g.div(g.sub(step.next, branch.flow), h));
  }
  const observed = observe(model, view, probes, (branch) => inertial.get(branch)!.open);
  return {
    name: "leapfrog-ab2",
    registers: [...registers, ...observed.registers],
    prime,
    probes: observed.probes,
    stiffness: stiffness(model),
  };
}

interface FreeStep {
  readonly hL: Ref;
  /** Numerator and denominator of the flow half a step on. */
  readonly above: Ref;
  readonly below: Ref;
}

function freeStep(g: Graph, branch: ModelBranch, h: Ref, drive: Ref): FreeStep {
  const { flow: q, L, R, B } = branch;
  const hL = g.div(h, L);
  const half = g.mul(g.constant(0.5), R);
  const above = g.add(g.mul(q, g.sub(g.constant(1), g.mul(hL, half))), g.mul(hL, drive));
  const below = g.add(g.constant(1), g.mul(hL, g.add(half, g.mul(B, g.abs(q)))));
  return { hL, above, below };
}

function hold(g: Graph, branch: ModelBranch, flow: Ref): Ref {
  let q = flow;
  if (branch.qMin !== null) q = g.max(q, branch.qMin);
  if (branch.qMax !== null) q = g.min(q, branch.qMax);
  return q;
}

function inertialStep(g: Graph, branch: ModelBranch, h: Ref, past: PastDrives | null): InertialStep {
  const drive = past === null ? branch.drive : effectiveDrive(g, branch, past);
  const { above, below } = freeStep(g, branch, h, drive);
  const next = hold(g, branch, g.div(above, below));
  const open = g.select(g.lt(g.constant(0), next), g.constant(1), g.constant(0));
  return { next, mean: next, open };
}

/** A flow that may not run backward is a valve. */
function isValve(g: Graph, branch: ModelBranch): boolean {
  return branch.qMin !== null && g.valueOf(branch.qMin) === 0;
}

/**
 * A valve opens and closes between steps; both events are placed there, which keeps their errors an order smaller.
 *
 * Closing: the flow runs straight from q to q* < 0 and crosses zero after the part theta = q / (q - q*) of the interval
 * from half step to half step. What still passes in the whole step (less what the step before took too little of) is
 * (q - q*) (theta - 1/2)^2 / 2 in the mean.
 * Opening: the driving pressure crosses zero x = drive / rise steps ago; integrating the line from there gives half a
 * step on (h/L) (drive + rise (x - 1/2)^2 / 2).
 * The two never happen at once, so one division serves both.
 */
function valveStep(g: Graph, branch: ModelBranch, h: Ref, past: PastDrives): InertialStep {
  const zero = g.constant(0);
  const one = g.constant(1);
  const halfStep = g.constant(0.5);
  const { flow: q, drive } = branch;
  const before = past.one;
  const flowing = g.lt(zero, q);
  const smoothDrive = g.select(flowing, effectiveDrive(g, branch, past), drive);
  const { hL, above: smooth, below } = freeStep(g, branch, h, smoothDrive);
  const rise = g.sub(drive, before);
  const carried = g.mul(q, below);
  const fallen = g.sub(carried, smooth);
  const part = g.div(g.select(flowing, carried, drive), g.max(g.select(flowing, fallen, rise), g.constant(1e-9)));
  const crossing = g.max(g.min(part, one), zero);
  const off = g.sub(crossing, halfStep);
  const bend = g.mul(halfStep, g.mul(off, off));
  const opening = g.and(g.not(flowing), g.and(g.lt(zero, drive), g.lt(before, zero)));
  const above = g.add(smooth, g.select(opening, g.mul(hL, g.mul(rise, bend)), zero));
  const next = hold(g, branch, g.div(above, below));
  const closing = g.and(flowing, g.lt(above, zero));
  // q - q* is fallen / below; below is near 1, so 2 - below is its reciprocal to second order.
  const rest = g.select(closing, g.mul(g.mul(fallen, g.sub(g.constant(2), below)), bend), zero);
  // A trickle below 0.01 mL/s is rounding in a circulation that stands still, not an open valve.
  const isOpen = g.or(opening, g.lt(g.constant(0.01), g.max(q, next)));
  const whenOpen = g.select(opening, g.add(halfStep, crossing), one);
  const open = g.select(closing, crossing, g.select(isOpen, whenOpen, zero));
  return { next, mean: g.add(next, rest), open };
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
