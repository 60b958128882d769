/** The search for the periodic steady state of one case, in a lane of a group. */
import type { LaneGroup } from "./lane-group.ts";
import type { LaneRun } from "./lane-queue.ts";
import type { InnerParameters } from "./parameters.ts";
import { afterBeat, goOn } from "./search-beat.ts";
import { endTask, type LaneTask, newTask } from "./search-task.ts";
import type { Goal, SteadyCase, SteadyResult } from "./steady-case.ts";

export function takeStart(group: LaneGroup, lane: number, { start, refill = false }: SteadyCase): void {
  if (start) group.writeState(lane, start);
  if (start && refill) group.refill(lane);
}

export class Search implements LaneRun {
  result: SteadyResult | null = null;
  private task: LaneTask | null = null;
  /** Whether the group is one of single precision, in which the search only comes near. */
  rough = false;

  /** @param steps a beat */
  constructor(
    private readonly one: SteadyCase,
    public steps: number,
    readonly goal: Goal,
  ) {}

  get parameters(): InnerParameters {
    return this.one.parameters;
  }

  get guided(): boolean {
    return this.one.guide !== undefined && this.one.unhurried !== true;
  }

  begin(group: LaneGroup, lane: number): void {
    group.initialise(lane);
    takeStart(group, lane, this.one);
    if (this.task !== null) return goOn(group, lane, this.task);
    this.task = newTask(group, lane, this.goal.accelerate, this.one);
    group.hasten(lane, this.task.hasty);
  }

  afterBeat(group: LaneGroup, lane: number): "on" | "end" | "anew" {
    const task = this.task!;
    afterBeat(group, lane, task, this);
    const { result } = task;
    if (result === null) return "on";
    task.result = null;
    if (result === "near") return "end";
    endTask(task);
    this.task = null;
    if ("retryWith" in result) {
      this.steps = result.retryWith;
      return "anew";
    }
    // What breaks down in single precision is begun anew in double.
    if (!this.rough) this.result = result;
    return "end";
  }
}
