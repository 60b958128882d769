/**
 * Runs without acceleration, from the start of the supports on: where a circulation is after so many seconds, and how far
 * off its steady state is at the pace seen then.
 */
import {
  hasSlowClocks,
  type InnerParameters,
  type Kernel,
  type LaneGroup,
  type LaneRun,
  runLanes,
  type State,
  stepHolds,
} from "@counterpulse/engine";

export interface PlainCase {
  readonly parameters: InnerParameters;
  readonly start: State;
  /** Steps a beat. */
  readonly steps: number;
  /** The steady state, where one is known. */
  readonly target: State | null;
  /** Beats of the search that found it. */
  readonly foundIn?: number;
}

export interface PlainOptions {
  readonly seconds: number;
  /** End as soon as the steady state is near, instead of running to the end. */
  readonly stopWhenNear?: boolean;
  /** Whether the steady state is reached is all that is asked: no values are read. */
  readonly verdictOnly?: boolean;
  readonly onProgress?: (ended: number) => void;
}

/** A run's last cycle, and how long it would still need to a known steady state. */
export interface PlainResult {
  readonly cycle: readonly ReadonlyMap<string, number>[];
  readonly period: number;
  readonly steps: number;
  readonly state: State;
  readonly beats: number;
  /** False where it ended early because the steady state was near. */
  readonly toTheEnd: boolean;
  readonly secondsToSettle: number;
}

/** A steady state so near (mmHg) counts as reached. */
const NEAR_MMHG = 0.5;
/**
 * With `stopWhenNear`, a steady state that the search found at once is reached when the run is so near (mmHg) and comes
 * nearer at a pace that leaves only so long (s). At once is within so many beats, the more where slow things are sought
 * too. Of 8,291 cases of the four populations 7,200 were found at once, and all of these settled (bench/README.md).
 */
const CLOSE_MMHG = 12;
const SOON_S = 20;
const FOUND_AT_ONCE_BEATS = { slow: 30, quick: 12 };
/**
 * What was found a little later must come nearer. Of haemodynamics alone 280 cases were: ten of them did not settle, and none
 * of these came so near. With slow things 142 were: one did not settle, which came to 0.6 mmHg. Later ones run to the end.
 */
const FOUND_SOON_BEATS = { slow: 50, quick: 22 };
const NEARER_MMHG = 6;
/** With `stopWhenNear` the distance is looked at whenever so many seconds have passed. */
const LOOK_EVERY_S = 1.5;
const NO_VALUES = new Float64Array();
/** What sums of periods may lack by rounding. */
const TINY_S = 1e-6;

export function runPlainly(kernel: Kernel, cases: readonly PlainCase[], options: PlainOptions): PlainResult[] {
  const kind = hasSlowClocks(kernel.program.model) ? "slow" : "quick";
  const found = { atOnce: FOUND_AT_ONCE_BEATS[kind], soon: FOUND_SOON_BEATS[kind] };
  const runs = cases.map((one) => new PlainRun(one, options, found));
  // What was hard to find takes longest: begun first, it leaves no lanes empty at the end.
  const longestFirst = [...runs].sort((a, b) => b.expected - a.expected);
  runLanes(kernel, longestFirst, options.onProgress);
  return runs.map((run) => run.result!);
}

class PlainRun implements LaneRun {
  steps: number;
  result: PlainResult | null = null;
  private cycle: Float64Array[] = [];
  private cycleSeconds = 0;
  private beats = 0;
  private elapsed = 0;
  private before = 0;
  private lookedAt = 0;
  private seen = Number.POSITIVE_INFINITY;

  constructor(
    private readonly one: PlainCase,
    private readonly options: PlainOptions,
    /** Beats of a search that count as at once, and as soon. */
    private readonly found: Readonly<Record<"atOnce" | "soon", number>>,
  ) {
    this.steps = one.steps;
  }

  get parameters(): InnerParameters {
    return this.one.parameters;
  }

  get expected(): number {
    return this.one.foundIn ?? 0;
  }

  begin(group: LaneGroup, lane: number): void {
    group.initialise(lane);
    group.writeState(lane, this.one.start);
    this.beats = 0;
    this.elapsed = 0;
    this.lookedAt = 0;
    this.seen = this.options.stopWhenNear ? this.distance(group, lane) : Number.POSITIVE_INFINITY;
    this.emptyCycle();
  }

  private emptyCycle(): void {
    this.cycle = [];
    this.cycleSeconds = 0;
  }

  afterBeat(group: LaneGroup, lane: number): "on" | "end" | "anew" {
    this.beats++;
    this.elapsed += group.period(lane);
    this.cycleSeconds += group.period(lane);
    this.cycle.push(this.options.verdictOnly ? NO_VALUES : group.measured(lane));
    const whole = this.cycle.length === group.cycle(lane);
    const due = whole && this.dueForLook();
    if ((due || !this.options.verdictOnly) && !stepHolds(group, lane)) {
      this.steps *= 2;
      return "anew";
    }
    if (!whole) return "on";
    const broken = !Number.isFinite(group.bloodVolume(lane));
    const last = broken || (this.elapsed >= this.options.seconds - TINY_S && this.beats > this.cycle.length);
    const look = last || due;
    const after = look ? this.distance(group, lane) : Number.POSITIVE_INFINITY;
    if (last || after < NEAR_MMHG || this.willBeNearSoon(after)) {
      this.finish(group, lane, broken ? Number.POSITIVE_INFINITY : after, last);
      return "end";
    }
    if (look) [this.seen, this.lookedAt] = [after, this.elapsed];
    if (this.elapsed + this.cycleSeconds >= this.options.seconds - TINY_S) this.before = this.distance(group, lane);
    this.emptyCycle();
    return "on";
  }

  private dueForLook(): boolean {
    if (!this.options.stopWhenNear) return false;
    const looks = (seconds: number): number => Math.floor(seconds / LOOK_EVERY_S);
    return looks(this.elapsed) > looks(this.elapsed - this.cycleSeconds);
  }

  private willBeNearSoon(distance: number): boolean {
    const { foundIn } = this.one;
    if (foundIn === undefined) return false;
    const close = foundIn <= this.found.atOnce ? CLOSE_MMHG : foundIn <= this.found.soon ? NEARER_MMHG : 0;
    if (distance > close || distance >= this.seen) return false;
    return distance / this.paceSinceLook(distance) < SOON_S;
  }

  /** mmHg a second. */
  private paceSinceLook(distance: number): number {
    return (this.seen - distance) / (this.elapsed - this.lookedAt);
  }

  private finish(group: LaneGroup, lane: number, after: number, toTheEnd: boolean): void {
    const speed = toTheEnd ? (this.before - after) / this.cycleSeconds : this.paceSinceLook(after);
    // Close enough already, or the time that the last pace would need.
    const secondsToSettle = after < NEAR_MMHG ? 0 : speed > 0 ? after / speed : Number.POSITIVE_INFINITY;
    const { beats, steps } = this;
    const cycle = this.options.verdictOnly ? [] : this.cycle.map((beat) => group.named(beat));
    const period = this.cycleSeconds / this.cycle.length;
    this.result = { cycle, period, steps, state: group.readState(lane), beats, toTheEnd, secondsToSettle };
  }

  /** Largest difference of a node's volume from the steady state's, as pressure (mmHg). */
  private distance(group: LaneGroup, lane: number): number {
    const { target } = this.one;
    if (!target) return Number.POSITIVE_INFINITY;
    group.lookAtStiffness(lane);
    let distance = 0;
    for (const { at, volume, elastance } of volumesOf(group)) {
      const stiffness = Math.min(group.read(elastance, lane), 20);
      distance = Math.max(distance, stiffness * Math.abs(group.read(volume, lane) - target[at]));
    }
    return distance;
  }
}

type Place = { readonly at: number; readonly volume: number; readonly elastance: number };
const places = new WeakMap<LaneGroup, readonly Place[]>();

/** Places of the volumes in the state, with their slots and those of their elastances. */
function volumesOf(group: LaneGroup): readonly Place[] {
  const known = places.get(group);
  if (known) return known;
  const found = group.carried.flatMap((name, at) =>
    name.startsWith("volume:")
      ? [{ at, volume: group.slot(name), elastance: group.slot(`stiffness:elastance:${name.slice(7)}`) }]
      : [],
  );
  places.set(group, found);
  return found;
}
