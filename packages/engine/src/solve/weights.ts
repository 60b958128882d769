/** Weights of a state's registers: what makes a change of each comparable to one mmHg. */
import { FLOW } from "../language/names.ts";
import { sameDimension } from "../language/units.ts";
import type { LaneGroup } from "./lane-group.ts";

/** A change of concentration by this much over a beat weighs as much as 1 mmHg. */
const CONCENTRATION_SCALE = 0.05;
/** Measures smaller than this (inner units), and flows smaller than this (mL/s), are judged against it. */
const SMALL_MEASURE = 0.1;
const SMALL_FLOW = 1;

/** Places of the volumes in the state, with the slots of their elastances, and the weights that never change. */
interface Weighing {
  readonly volumes: readonly { at: number; elastance: number }[];
  readonly concentrations: readonly number[];
  readonly fixed: Float64Array;
  /** Size that a change of each measure is judged against where the measure is smaller. */
  readonly small: Float64Array;
}

const weighings = new WeakMap<LaneGroup, Weighing>();

export function weighingOf(group: LaneGroup): Weighing {
  const known = weighings.get(group);
  if (known) return known;
  const { model } = group.kernel.program;
  const scale = new Map(model.states.map((s) => [`state:${s.name}`, 1 / s.scale]));
  for (const s of model.scalars)
    for (const n of model.nodes) if (n.blood) scale.set(`concentration:${s.name}.${n.name}`, 1 / CONCENTRATION_SCALE);
  const volumes = group.carried.flatMap((name, at) =>
    name.startsWith("volume:") ? [{ at, elastance: group.slot(`stiffness:elastance:${name.slice(7)}`) }] : [],
  );
  const concentrations = group.carried.flatMap((name, at) => (name.startsWith("concentration:") ? [at] : []));
  const fixed = Float64Array.from(group.carried, (name) => scale.get(name) ?? 0);
  const small = Float64Array.from(group.measures, (m) =>
    sameDimension(m.dimension, FLOW) ? SMALL_FLOW : SMALL_MEASURE,
  );
  const made = { volumes, concentrations, fixed, small };
  weighings.set(group, made);
  return made;
}

/**
 * mmHg per unit of each carried register: elastances for volumes, declared scales for signals, nothing for the rest.
 * @param into where they are put; without it a fresh array
 */
export function weightsOf(group: LaneGroup, lane: number, volumesOnly = false, into?: Float64Array): Float64Array {
  const { volumes, fixed } = weighingOf(group);
  group.lookAtStiffness(lane);
  const weights = into ?? new Float64Array(fixed.length);
  if (volumesOnly) weights.fill(0);
  else weights.set(fixed);
  for (const { at, elastance } of volumes) weights[at] = Math.min(Math.max(group.read(elastance, lane), 1e-3), 20);
  return weights;
}
