/** What a back end prints: a model under one scheme, as assignments to slots. */
import type { Pace } from "../language/component.ts";
import { type Graph, type Ref, STAGE } from "../language/graph.ts";
import { hasTicks, type Model, TICK_STEPS } from "../language/model.ts";

/** A value kept from step to step. */
export interface Register {
  readonly name: string;
  readonly leaf: Ref;
  readonly next: Ref;
  /** Value taken at the start of each beat (measures), or null: it goes on. */
  readonly reset: number | null;
  /** When it takes its next value. */
  readonly pace: Pace;
  /** Set to 0 at every tick: what has gathered since the last. */
  readonly clearedAtTick?: boolean;
}

export interface Assignment {
  readonly name: string;
  readonly value: Ref;
}

/** A model under a scheme, before slots are given out. */
export interface Scheme {
  readonly name: string;
  readonly registers: readonly Register[];
  /** Values of registers that a start from volumes alone needs (histories of multistep schemes). */
  readonly prime: readonly Assignment[];
  /** Circuit names at a whole step, for waveforms. */
  readonly probes: readonly Assignment[];
  /** How stiff the system is at a state: what the step must stay below. */
  readonly stiffness: readonly Assignment[];
}

/** A slot and the value it is given. */
export interface Store {
  readonly slot: number;
  readonly value: Ref;
}

/** Slots, all of one width (one number a lane), in one block of memory. */
export interface Program {
  readonly model: Model;
  readonly scheme: string;
  readonly graph: Graph;
  /** Leaf -> slot, for every leaf but the phase. */
  readonly leafSlot: ReadonlyMap<Ref, number>;
  /** Name -> slot: `parameter:…`, `beat:…`, `clock:…`, registers by their own names, `probe:…`, `initial:…`. */
  readonly slot: ReadonlyMap<string, number>;
  readonly slots: number;
  /** Computed when a parameter changes, in order: slot and value. Includes T, dt and initial values. */
  readonly prepare: readonly Store[];
  /** Computed when a slow state changes, between beats: what follows from slow states and parameters. */
  readonly settle: readonly Store[];
  /** Columns of the phase table: one row a step. */
  readonly columns: readonly Ref[];
  readonly registers: readonly (Register & { readonly slot: number })[];
  /** Set when a beat begins: what is gathered at ticks. (What is gathered in steps, `run` sets at its step 0.) */
  readonly begin: readonly Store[];
  /** Computed at every tick, and after the last tick of a beat. */
  readonly carry: readonly Store[];
  readonly turn: readonly Store[];
  /** Steps between ticks, or null: the program has none. */
  readonly tickSteps: number | null;
  readonly prime: readonly Store[];
  readonly probes: readonly Store[];
  readonly stiffness: readonly Store[];
  /** Nodes that `prepare` and `settle` have stored, which later stages read from their slots. */
  readonly hoisted: ReadonlyMap<Ref, number>;
}

/** Names of the slots that hold the number of steps a beat, and the haste of slow things (0 but in searches). */
export const STEPS = "clock:steps";
export const HASTE = "clock:haste";

/** Give slots to a scheme's values and find what can be hoisted out of the step and out of the table. */
export function layOut(model: Model, scheme: Scheme): Program {
  const graph = model.graph;
  const slot = new Map<string, number>();
  const leafSlot = new Map<Ref, number>();
  const take = (name: string): number => {
    slot.set(name, slot.size);
    return slot.size - 1;
  };
  for (const p of model.parameters) leafSlot.set(p.leaf, take(`parameter:${p.id}`));
  for (const b of model.beatInputs) leafSlot.set(b.leaf, take(`beat:${b.name}`));
  const steps = graph.leaf(STEPS, STAGE.parameter);
  leafSlot.set(steps, take(STEPS));
  leafSlot.set(model.clock.haste, take(HASTE));
  leafSlot.set(model.clock.T, take("clock:T"));
  leafSlot.set(model.clock.dt, take("clock:dt"));
  const registers = scheme.registers.map((r) => {
    const s = take(r.name);
    leafSlot.set(r.leaf, s);
    return { ...r, slot: s };
  });
  const probes = scheme.probes.map((p) => ({ slot: take(`probe:${p.name}`), value: p.value }));
  const stiffness = scheme.stiffness.map((p) => ({ slot: take(`stiffness:${p.name}`), value: p.value }));
  const prime = scheme.prime.map((p) => ({ slot: slot.get(p.name)!, value: p.value }));
  const prepare = [
    { slot: slot.get("clock:T")!, value: model.period },
    { slot: slot.get("clock:dt")!, value: graph.div(model.clock.T, steps) },
    ...initialValues(model).map((v) => ({ slot: take(`initial:${v.name}`), value: v.value })),
  ];
  const roots = [
    ...registers.map((r) => r.next),
    ...probes.map((p) => p.value),
    ...prime.map((p) => p.value),
    ...stiffness.map((p) => p.value),
  ];
  const columns = boundary(graph, roots, (s) => s === STAGE.phase);
  const slow = boundary(graph, roots, (s) => s === STAGE.beat);
  const hoisted = new Map<Ref, number>();
  const hoist = (refs: readonly Ref[], into: Store[]): void => {
    for (const ref of refs) {
      if (leafSlot.has(ref)) continue;
      const s = take(`hoisted:${ref}`);
      hoisted.set(ref, s);
      into.push({ slot: s, value: ref });
    }
  };
  hoist(
    boundary(graph, [...roots, ...columns, ...slow], (s) => s === STAGE.parameter),
    prepare,
  );
  const settle: Store[] = [];
  hoist(slow, settle);
  const advance = (pace: Pace): Store[] =>
    registers.filter((r) => r.pace === pace).map((r) => ({ slot: r.slot, value: r.next }));
  const gatheredAtTicks = registers.flatMap((r) =>
    r.pace === "tick" && r.reset !== null ? [{ slot: r.slot, value: graph.constant(r.reset) }] : [],
  );
  const cleared = registers.filter((r) => r.clearedAtTick).map((r) => ({ slot: r.slot, value: graph.constant(0) }));
  return {
    model,
    scheme: scheme.name,
    graph,
    leafSlot,
    slot,
    slots: slot.size,
    prepare,
    settle,
    columns,
    registers,
    begin: [...cleared, ...gatheredAtTicks],
    carry: [...advance("tick"), ...cleared],
    turn: advance("beat"),
    tickSteps: hasTicks(model) ? TICK_STEPS : null,
    prime,
    probes,
    stiffness,
    hoisted,
  };
}

function initialValues(model: Model): Assignment[] {
  const values = model.nodes.map((n) => ({ name: n.name, value: n.initial }));
  for (const n of model.nodes)
    if (n.reservoir !== null) values.push({ name: `${n.name}:reservoir`, value: n.reservoir });
  for (const b of model.beatInputs) values.push({ name: `${b.name}:every`, value: b.every });
  for (const s of model.states) values.push({ name: s.name, value: s.initial });
  for (const s of model.scalars) values.push({ name: s.name, value: s.initial });
  if (model.bloodVolume !== null) values.push({ name: ":blood-volume", value: model.bloodVolume });
  return values;
}

/** The nodes of a stage that later stages (or the roots themselves) use: what must be stored. */
function boundary(graph: Graph, roots: readonly Ref[], wanted: (stage: number) => boolean): Ref[] {
  const found = new Set<Ref>();
  const seen = new Set<Ref>();
  const visit = (ref: Ref): void => {
    if (seen.has(ref)) return;
    seen.add(ref);
    const node = graph.nodes[ref];
    if (wanted(node.stage)) {
      if (node.op !== "constant") found.add(ref);
      return;
    }
    for (const a of node.args) visit(a);
  };
  for (const r of roots) visit(r);
  return [...found];
}

/** Nodes below the roots in an order in which each comes after what it uses; `stop` marks those already stored. */
export function schedule(graph: Graph, roots: readonly Ref[], stop: (ref: Ref) => boolean): Ref[] {
  const order: Ref[] = [];
  const seen = new Set<Ref>();
  const visit = (ref: Ref): void => {
    if (seen.has(ref)) return;
    seen.add(ref);
    if (stop(ref)) return;
    const node = graph.nodes[ref];
    if (node.op === "constant" || node.op === "leaf") return;
    for (const a of node.args) visit(a);
    order.push(ref);
  };
  for (const r of roots) visit(r);
  return order;
}
