import { describe, expect, test } from "vitest";
import { Playhead } from "../../src/monitor/playhead.ts";

describe("the playhead", () => {
  test("runs evenly while samples come in batches", () => {
    const playhead = new Playhead();
    const steps: number[] = [];
    let last = 0;
    for (let frame = 1; frame <= 300; frame++) {
      // 250 samples a second in batches of 5 each 20 ms; 60 frames a second.
      const end = Math.floor(frame / 60 / 0.02) * 5;
      const to = playhead.step(1 / 60, 250, end);
      expect(to).toBeLessThanOrEqual(end);
      if (frame > 60) steps.push(to - last);
      last = to;
    }
    // 4.17 samples a frame: never a standstill, never a jump.
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...steps)).toBeLessThanOrEqual(5);
  });

  test("jumps when it has fallen far behind, instead of running after", () => {
    const playhead = new Playhead();
    playhead.step(1 / 60, 250, 10);
    const to = playhead.step(1 / 60, 250, 1000);
    expect(1000 - to).toBeLessThanOrEqual(16);
  });

  test("stops at the newest sample when no more come", () => {
    const playhead = new Playhead();
    for (let frame = 0; frame < 120; frame++) playhead.step(1 / 60, 250, 50);
    expect(playhead.step(1 / 60, 250, 50)).toBe(50);
  });
});
