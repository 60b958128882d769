/** What a search remembers from beat to beat. */
import { hasSlowClocks } from "../language/model.ts";
import { Anderson } from "./anderson.ts";
import type { Guide } from "./guide.ts";
import type { LaneGroup, State } from "./lane-group.ts";
import { giveRoom, takeRoom } from "./rooms.ts";
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
  readonly point: State;
  readonly weights: Float64Array;
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
  /** Blood volume to be kept (mL), where single precision is in use, as a guide's is. */
  blood: number | null;
  /** The last state that a beat ended in, before anything was extrapolated from it, if any; and how often it was needed. */
  readonly sound: State;
  isSound: boolean;
  rescues: number;
  result: SteadyResult | { readonly retryWith: number } | "near" | null;
}

const idle: Anderson[] = [];

/** A search has ended: others may have its room. */
export function endTask({ anderson, point, weights, sound }: LaneTask): void {
  anderson.restart();
  idle.push(anderson);
  for (const room of [point, weights, sound]) giveRoom(room);
}

export function newTask(
  group: LaneGroup,
  lane: number,
  accelerate: boolean,
  { unhurried = false, guide }: SteadyCase,
): LaneTask {
  const room = (): Float64Array => takeRoom(group.carried.length);
  return {
    anderson: idle.pop() ?? new Anderson(WINDOW, LONGEST_MOVE_MMHG),
    guide: guide ?? null,
    point: group.readState(lane, room()),
    weights: weightsOf(group, lane, unhurried, room()),
    cycleLength: group.cycle(lane),
    cycle: [],
    before: [],
    beats: 0,
    best: Number.POSITIVE_INFINITY,
    calm: unhurried ? Number.NEGATIVE_INFINITY : -SETTLE_BEATS,
    unhurried,
    longest: 0,
    guidedFrom: 0,
    blood: guide || group.kernel.bytes === 4 ? group.bloodVolume(lane) : null,
    sound: room(),
    isSound: false,
    rescues: 0,
    // A guide's map knows how slow things end.
    hasty: accelerate && !guide && !unhurried && hasSlowClocks(group.kernel.program.model),
    result: null,
  };
}
