/**
 * Many runs through the lanes of one group. Runs that need the same number of steps a beat share vectors; a lane whose
 * run has ended takes the next one at once. A lane's path depends on that lane alone, so a run gives the same bits
 * whatever ran beside it.
 */
import type { Kernel } from "../codegen/kernel.ts";
import { LaneGroup } from "./lane-group.ts";
import type { InnerParameters } from "./parameters.ts";

export interface LaneRun {
  readonly parameters: InnerParameters;
  /** Steps a beat. */
  steps: number;
  /** Begin, or begin anew: the lane's parameters are in use, its state is left from whatever ran before. */
  begin(group: LaneGroup, lane: number): void;
  /** After each beat: go on, end, or begin anew with the steps that the run now asks for. */
  afterBeat(group: LaneGroup, lane: number): "on" | "end" | "anew";
}

/** @param onEnd told how many have ended */
export function runLanes(kernel: Kernel, runs: readonly LaneRun[], onEnd?: (ended: number) => void): void {
  let ended = 0;
  withGroup(kernel, (group) => {
    let waiting = [...runs];
    while (waiting.length > 0) {
      const steps = waiting.reduce((least, run) => Math.min(least, run.steps), Number.POSITIVE_INFINITY);
      const queue = waiting.filter((run) => run.steps === steps);
      waiting = waiting.filter((run) => run.steps !== steps);
      runQueue(group, queue, steps, (run, verdict) => {
        if (verdict === "anew") waiting.push(run);
        else onEnd?.(++ended);
      });
    }
  });
}

function runQueue(
  group: LaneGroup,
  queue: readonly LaneRun[],
  steps: number,
  onStop: (run: LaneRun, verdict: "end" | "anew") => void,
): void {
  const { lanes } = group.kernel;
  // A lane without a run of its own repeats the first: it changes nothing.
  for (let lane = 0; lane < lanes; lane++) group.setParameters(lane, queue[0].parameters);
  const running: (LaneRun | null)[] = Array(lanes).fill(null);
  let next = 0;
  let first = true;
  while (true) {
    const fresh = running.flatMap((run, lane) =>
      run === null && next < queue.length ? [{ lane, run: queue[next++] }] : [],
    );
    for (const { lane, run } of fresh) group.setParameters(lane, run.parameters);
    if (fresh.length > 0) group.configure(steps);
    if (first) for (let lane = 0; lane < lanes; lane++) group.initialise(lane);
    first = false;
    for (const { lane, run } of fresh) {
      group.hasten(lane, false);
      run.begin(group, lane);
      running[lane] = run;
    }
    if (running.every((run) => run === null)) return;
    group.beat();
    running.forEach((run, lane) => {
      const verdict = run?.afterBeat(group, lane) ?? "on";
      if (run === null || verdict === "on") return;
      running[lane] = null;
      onStop(run, verdict);
    });
  }
}

const idle = new WeakMap<Kernel, LaneGroup[]>();

/** Lends a group: a kernel never gives memory back, so groups that are free are used again. */
export function withGroup<T>(kernel: Kernel, work: (group: LaneGroup) => T): T {
  const free = idle.get(kernel) ?? [];
  idle.set(kernel, free);
  const group = free.pop() ?? new LaneGroup(kernel);
  try {
    return work(group);
  } finally {
    free.push(group);
  }
}
