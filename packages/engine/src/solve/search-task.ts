/** What a search remembers from beat to beat. */
import { hasSlowClocks } from "../language/model.ts";
import { Anderson } from "./anderson.ts";
import type { Guide } from "./guide.ts";
import type { LaneGroup, State } from "./lane-group.ts";
import type { SteadyCase, SteadyResult } from "./steady-case.ts";
import { weightsOf } from "./weights.ts";

const WINDOW = 12;
const LONGEST_MOVE_MMHG = 25;
/** A start from a guess first runs plainly for so many cycles. */
const SETTLE_BEATS = 1;

/** What a search knows of its lane. */
export interface LaneTask {
  readonly anderson: Anderson;
  readonly guide: Guide | null;
  point: State;
  weights: Float64Array;
  cycleLength: number;
  cycle: Float64Array[];
  /** Of the cycle before, where it was read. */
  before: Float64Array[];
  beats: number;
  best: number;
  calm: number;
  /** Slow things are hurried until they are at rest; then it must rest without. */
  hasty: boolean;
  /** Only the volumes count, all at their own pace. */
  readonly unhurried: boolean;
  /** Longest beat so far (s). */
  longest: number;
  /** Beats before the guide began, or began anew. */
  guidedFrom: number;
  /** Blood volume to be kept (mL), where single precision is or was in use. */
  blood: number | null;
  /** The last state that a beat ended in, before anything was extrapolated from it; and how often it was needed. */
  sound: State | null;
  rescues: number;
  result: SteadyResult | { readonly retryWith: number } | "near" | null;
}

export function newTask(
  group: LaneGroup,
  lane: number,
  accelerate: boolean,
  { unhurried = false, guide }: SteadyCase,
): LaneTask {
  return {
    anderson: new Anderson(WINDOW, LONGEST_MOVE_MMHG),
    guide: guide ?? null,
    point: group.readState(lane),
    weights: weightsOf(group, lane, unhurried),
    cycleLength: group.cycle(lane),
    cycle: [],
    before: [],
    beats: 0,
    best: Number.POSITIVE_INFINITY,
    calm: unhurried ? Number.NEGATIVE_INFINITY : -SETTLE_BEATS,
    unhurried,
    longest: 0,
    guidedFrom: 0,
    blood: group.kernel.bytes === 4 ? group.bloodVolume(lane) : null,
    sound: null,
    rescues: 0,
    // A guide's map knows how slow things end.
    hasty: accelerate && !guide && !unhurried && hasSlowClocks(group.kernel.program.model),
    result: null,
  };
}
