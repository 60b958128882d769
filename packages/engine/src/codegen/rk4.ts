/** The classical fourth-order Runge-Kutta scheme: the other scheme of the work-precision study, and the fine reference. */
import type { Ref } from "../language/graph.ts";
import { hasTicks, type Model, type ModelBranch } from "../language/model.ts";
import { observe } from "./observe.ts";
import type { Register, Scheme } from "./program.ts";
import { stiffness } from "./stiffness.ts";

/** The system as dy/dt = f(t, y): one row per differential state. */
export interface StateRate {
  readonly name: string;
  readonly leaf: Ref;
  readonly rate: Ref;
  /** Limits of an inertial flow. */
  readonly min: Ref | null;
  readonly max: Ref | null;
}

/** Rates of all states. A flow at its limit that is pushed further stays. @throws Error when the model has slower clocks. */
export function stateRates(model: Model): StateRate[] {
  const g = model.graph;
  if (hasTicks(model) || model.states.some((s) => s.pace === "beat"))
    throw new Error("scalars and slow signals advance under the leapfrog scheme only");
  const rates: StateRate[] = [];
  const flow = new Map<ModelBranch, Ref>();
  const limited = new Map<Ref, Ref>();
  for (const b of model.branches) {
    let q = b.flow;
    if (b.qMin !== null) q = g.max(q, b.qMin);
    if (b.qMax !== null) q = g.min(q, b.qMax);
    flow.set(b, q);
    if (q !== b.flow) limited.set(b.flow, q);
  }
  const memo = new Map<Ref, Ref>();
  const hold = (ref: Ref): Ref => g.substitute(ref, limited, memo);
  const net = model.nodes.map(() => g.constant(0));
  for (const b of model.branches) {
    const q = b.kind === "resistive" ? hold(b.flow) : flow.get(b)!;
    for (const p of b.from) net[p.node] = g.sub(net[p.node], g.mul(p.share, q));
    for (const p of b.to) net[p.node] = g.add(net[p.node], g.mul(p.share, q));
    if (b.kind === "inertial")
      rates.push({ name: `flow:${b.name}`, leaf: b.flow, rate: flowRate(model, b, q, hold), min: b.qMin, max: b.qMax });
  }
  model.nodes.forEach((n, i) =>
    rates.push({ name: `volume:${n.name}`, leaf: n.volume, rate: net[i], min: null, max: null }),
  );
  for (const s of model.states)
    rates.push({ name: `state:${s.name}`, leaf: s.leaf, rate: hold(s.derivative), min: null, max: null });
  return rates;
}

function flowRate(model: Model, b: ModelBranch, q: Ref, hold: (ref: Ref) => Ref): Ref {
  const g = model.graph;
  const zero = g.constant(0);
  const loss = g.mul(q, g.add(hold(b.R), g.mul(hold(b.B), g.abs(q))));
  let rate = g.div(g.sub(hold(b.drive), loss), hold(b.L));
  if (b.qMin !== null) rate = g.select(g.and(g.le(b.flow, b.qMin), g.lt(rate, zero)), zero, rate);
  if (b.qMax !== null) rate = g.select(g.and(g.le(b.qMax, b.flow), g.lt(zero, rate)), zero, rate);
  return rate;
}

export function rk4(model: Model, probes: readonly string[]): Scheme {
  const g = model.graph;
  const h = model.clock.dt;
  const rates = stateRates(model);
  const half = g.mul(g.constant(0.5), h);
  let slopes = rates.map((r) => r.rate);
  const first = slopes;
  let sum = slopes;
  for (const [step, weight] of [
    [half, 2],
    [half, 2],
    [h, 1],
  ] as const) {
    const moved = new Map<Ref, Ref>(rates.map((r, i) => [r.leaf, g.add(r.leaf, g.mul(step, slopes[i]))]));
    moved.set(model.clock.t, g.add(model.clock.t, step));
    const memo = new Map<Ref, Ref>();
    slopes = rates.map((r) => g.substitute(r.rate, moved, memo));
    sum = sum.map((s, i) => g.add(s, g.mul(g.constant(weight), slopes[i])));
  }
  const sixth = g.div(h, g.constant(6));
  const registers: Register[] = rates.map((r, i) => {
    let next = g.add(r.leaf, g.mul(sixth, sum[i]));
    if (r.min !== null) next = g.max(next, r.min);
    if (r.max !== null) next = g.min(next, r.max);
    return { name: r.name, leaf: r.leaf, next, reset: null, pace: "step" };
  });
  const view = new Map<Ref, Ref>();
  for (const b of model.branches) {
    if (b.kind !== "inertial") continue;
    view.set(b.flowAtStep, b.flow);
    view.set(b.flowRate, first[rates.findIndex((r) => r.leaf === b.flow)]);
  }
  const observed = observe(model, view, probes, (b) =>
    g.select(g.lt(g.constant(1e-9), b.flow), g.constant(1), g.constant(0)),
  );
  return {
    name: "rk4",
    registers: [...registers, ...observed.registers],
    prime: [],
    probes: observed.probes,
    stiffness: stiffness(model),
  };
}
