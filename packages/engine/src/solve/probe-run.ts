/** Running one patient on and reading probes at any time: waveforms for files and for the page. */
import type { Kernel } from "../codegen/kernel.ts";
import { LaneGroup, type State } from "./lane-group.ts";
import type { InnerParameters } from "./parameters.ts";
import { stepHolds } from "./steps.ts";

/** What a finished beat leaves: its measures, and how long it took. */
export interface FinishedBeat {
  /** Simulated time at its end (s). */
  readonly at: number;
  readonly period: number;
  readonly measures: ReadonlyMap<string, number>;
}

/**
 * A single patient (all lanes run the same). Time only goes forward. Beats that grow too stiff get more steps. Parameters may change at any moment: those that
 * decide the beat's length or the table take effect at once, and the phase of the beat is kept.
 */
export class ProbeRun {
  readonly group: LaneGroup;
  private readonly slots: readonly number[];
  private step = 0;
  /** Simulated time at the present step. */
  private time = 0;
  private before: Float64Array;
  private now: Float64Array;
  private timeBefore = 0;
  /** The state in which the present beat began. */
  private sound: State;
  private readonly finished: FinishedBeat[] = [];

  constructor(
    readonly kernel: Kernel,
    parameters: InnerParameters,
    steps: number,
    state: State,
    probes: readonly string[],
  ) {
    this.group = new LaneGroup(kernel);
    this.slots = probes.map((p) => this.group.slot(`probe:${p}`));
    this.now = new Float64Array(probes.length);
    this.before = new Float64Array(probes.length);
    for (let lane = 0; lane < kernel.lanes; lane++) this.group.setParameters(lane, parameters);
    this.group.configure(steps);
    this.sound = state;
    this.group.startAt(state);
    this.group.beginBeat();
    this.look();
    this.before.set(this.now);
  }

  /** Fraction of the present beat that has passed. */
  get phase(): number {
    return this.step / this.group.steps;
  }

  get period(): number {
    return this.group.period(0);
  }

  /** Take changed parameters into use, with so many steps a beat from now on. Volumes and phase stay. */
  change(parameters: InnerParameters, steps: number): void {
    const phase = this.phase;
    for (let lane = 0; lane < this.kernel.lanes; lane++) this.group.setParameters(lane, parameters);
    this.group.configure(steps);
    this.step = Math.min(Math.round(phase * steps), steps - 1);
  }

  /** Give so much blood (mL) between two steps, or take it away. */
  addBlood(volume: number): void {
    for (let lane = 0; lane < this.kernel.lanes; lane++) this.group.addBlood(lane, volume);
  }

  /** Probe values at a time not before the last one asked for, interpolated between steps. */
  at(time: number): Float64Array {
    while (this.time < time) this.advance();
    const span = this.time - this.timeBefore;
    const part = span > 0 ? (time - this.timeBefore) / span : 1;
    return this.now.map((v, i) => this.before[i] + part * (v - this.before[i]));
  }

  /** Beats that ended since the last call. */
  beats(): FinishedBeat[] {
    return this.finished.splice(0);
  }

  private advance(): void {
    const { group } = this;
    this.before.set(this.now);
    this.timeBefore = this.time;
    group.advance(this.step, 1);
    this.step++;
    this.time += this.period / group.steps;
    if (this.step >= group.steps) {
      group.endBeat();
      this.finished.push({ at: this.time, period: this.period, measures: group.readMeasures(0) });
      this.step = 0;
      this.shortenSteps();
      group.beginBeat();
    }
    this.look();
  }

  /** After a beat: twice the steps if it grew too stiff; if it broke down, also back to where it began. */
  private shortenSteps(): void {
    const state = this.group.readState(0);
    const finite = state.every(Number.isFinite);
    if (!stepHolds(this.group, 0)) this.group.configure(this.group.steps * 2);
    if (finite) this.sound = state;
    else this.group.startAt(this.sound);
  }

  private look(): void {
    this.kernel.observe(this.group.group, this.step);
    this.slots.forEach((slot, i) => {
      this.now[i] = this.group.read(slot, 0);
    });
  }
}
