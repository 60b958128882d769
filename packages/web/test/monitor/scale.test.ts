import { describe, expect, test } from "vitest";
import { allLanes } from "../../src/monitor/lanes.ts";
import { climb, heightShare, type Ladder } from "../../src/monitor/scale.ts";

const ladder: Ladder = [
  { low: 0, high: 100, ticks: [0, 100] },
  { low: 0, high: 200, ticks: [0, 200] },
  { low: -50, high: 300, ticks: [0, 300] },
];

describe("axes", () => {
  test("stay while the values fit, and climb to the first range that holds them", () => {
    expect(climb(ladder, 0, 5, 95)).toBe(0);
    expect(climb(ladder, 0, 5, 130)).toBe(1);
    expect(climb(ladder, 0, -3, 50)).toBe(2);
    expect(climb(ladder, 1, 5, 50)).toBe(1);
    expect(climb(ladder, 0, 0, 999)).toBe(2);
  });

  test("place values from the top, and hold what leaves the lane at its edge", () => {
    expect(heightShare(ladder[0], 100)).toBe(0);
    expect(heightShare(ladder[0], 75)).toBe(0.25);
    expect(heightShare(ladder[0], 0)).toBe(1);
    expect(heightShare(ladder[0], 140)).toBe(0);
    expect(heightShare(ladder[0], -20)).toBe(1);
  });

  test.each(allLanes.flatMap((lane) => lane.traces.map((trace) => [trace.signal, trace.ladder] as const)))(
    "of %s widen from rung to rung, with their ticks inside",
    (_signal, rungs) => {
      rungs.forEach(({ low, high, ticks }, i) => {
        expect(low).toBeLessThan(high);
        for (const tick of ticks) expect(tick >= low && tick <= high).toBe(true);
        if (i > 0) expect(low <= rungs[i - 1].low && high >= rungs[i - 1].high).toBe(true);
      });
    },
  );
});
