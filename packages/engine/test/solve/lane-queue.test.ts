import {
  compile,
  type LaneRun,
  runLanes,
  type SteadyCase,
  type SteadyResult,
  steadyStates,
} from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { fullModel, patient } from "../circuits.ts";

const model = fullModel();
const kernel = compile(model);
const parameters = patient(model, "cardiogenic-shock");

/** A run of so many beats that remembers what it went through. */
function counting(beats: number, steps: number, anew = 0): LaneRun & { log: string[]; mean: number } {
  let done = 0;
  const run = {
    parameters: patient(model, "cardiogenic-shock", { "lv.Ees": 0.5 + beats / 20 }),
    steps,
    log: [] as string[],
    mean: Number.NaN,
    begin(group: Parameters<LaneRun["begin"]>[0], lane: number) {
      group.initialise(lane);
      done = 0;
      run.log.push(`begin ${group.steps}`);
    },
    afterBeat(group: Parameters<LaneRun["begin"]>[0], lane: number): "on" | "end" | "anew" {
      done++;
      run.mean = group.readMeasures(lane).get("root_mean")!;
      if (run.log.length <= anew) {
        run.steps += 60;
        return "anew";
      }
      return done < beats ? "on" : "end";
    },
  };
  return run;
}

describe("a queue of runs", () => {
  test("each run goes on for as long as it asks, and again with the steps that it asks for", () => {
    const runs = [counting(1, 400), counting(5, 400), counting(2, 400), counting(3, 460), counting(2, 400, 1)];
    const ended: number[] = [];
    runLanes(kernel, runs, (n) => ended.push(n));
    expect(ended).toEqual([1, 2, 3, 4, 5]);
    expect(runs.map((r) => r.log)).toEqual([
      ["begin 400"],
      ["begin 400"],
      ["begin 400"],
      ["begin 460"],
      ["begin 400", "begin 460"],
    ]);
    expect(runs.every((r) => Number.isFinite(r.mean))).toBe(true);
  });

  test("what a run sees does not depend on what ran before or runs beside it", () => {
    const lengths = [4, 1, 6, 2, 3];
    const alone = lengths.map((n) => {
      const run = counting(n, 400);
      runLanes(kernel, [run]);
      return run.mean;
    });
    for (const order of [
      [0, 1, 2, 3, 4],
      [4, 2, 0, 3, 1],
    ]) {
      const runs = order.map((i) => counting(lengths[i], 400));
      runLanes(kernel, runs);
      expect(runs.map((r) => r.mean)).toEqual(order.map((i) => alone[i]));
    }
  });

  test("nothing to do is done at once", () => runLanes(kernel, []));
});

describe("searches", () => {
  // Of one rate and so of one number of steps: lanes are taken over again and again.
  const cases: SteadyCase[] = [0.6, 0.9, 1.3, 0.75, 1.1].map((scale) => ({
    parameters: patient(model, "cardiogenic-shock", { "lv.contractility_scale": scale }),
  }));
  const bits = (r: SteadyResult): unknown => [r.beats, ...new BigUint64Array(r.state.slice().buffer)];
  const together = steadyStates(kernel, cases);

  test("end as they would alone, whoever had the lane before", () => {
    cases.forEach((c, i) => expect(bits(steadyStates(kernel, [c])[0])).toEqual(bits(together[i])));
    steadyStates(kernel, cases.toReversed()).forEach((r, i) => expect(bits(r)).toEqual(bits(together[4 - i])));
  });

  test("are not touched by one that breaks down", () => {
    const broken: SteadyCase = { parameters, start: together[0].state.map(() => Number.NaN) };
    const results = steadyStates(kernel, [cases[0], broken, ...cases.slice(1)]);
    expect(results[1]).toMatchObject({ converged: false, reason: "the calculation broke down" });
    expect([results[0], ...results.slice(2)].map(bits)).toEqual(together.map(bits));
    expect(bits(steadyStates(kernel, [cases[1]])[0])).toEqual(bits(together[1]));
  });

  test("tell how many have ended", () => {
    const ended: number[] = [];
    steadyStates(kernel, cases.slice(0, 3), { onProgress: (n) => ended.push(n) });
    expect(ended).toEqual([1, 2, 3]);
  });
});
