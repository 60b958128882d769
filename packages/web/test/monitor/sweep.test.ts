import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paperSpeed, pixelsPerSecond, Sweep } from "../../src/monitor/sweep.ts";

describe("the sweep", () => {
  test("wraps at the width of the screen", () => {
    const sweep = new Sweep(100, 0.5, 10);
    expect(sweep.screen(sweep.line(0))).toBe(0);
    expect(sweep.screen(sweep.line(199))).toBe(99.5);
    expect(sweep.screen(sweep.line(200))).toBe(0);
    expect(sweep.screen(sweep.line(430))).toBe(15);
  });

  test("columns are nothing, one piece, or two pieces where they wrap", () => {
    const sweep = new Sweep(100, 1, 10);
    expect(sweep.columns(5, 5)).toEqual([]);
    expect(sweep.columns(205, 215)).toEqual([{ x: 5, width: 10 }]);
    expect(sweep.columns(90, 100)).toEqual([{ x: 90, width: 10 }]);
    expect(sweep.columns(95, 108)).toEqual([
      { x: 95, width: 5 },
      { x: 0, width: 8 },
    ]);
    expect(sweep.columns(0, 1000)).toEqual([{ x: 0, width: 100 }]);
  });

  test("columns cover each pixel of the screen exactly once as the pen runs", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.integer({ min: 0, max: 60 })), (width, advances) => {
        const sweep = new Sweep(width, 1, 0);
        let from = 0;
        for (const advance of advances) {
          const painted = new Array<number>(width).fill(0);
          for (const { x, width: w } of sweep.columns(from, from + advance)) {
            for (let i = 0; i < w; i++) painted[x + i] += 1;
          }
          expect(painted.reduce((sum, n) => sum + n, 0)).toBe(Math.min(advance, width));
          expect(Math.max(...painted)).toBeLessThanOrEqual(1);
          from += advance;
        }
      }),
    );
  });

  test("what is visible never reaches into the erased bar", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 2000 }),
        fc.double({ min: 0.02, max: 3, noNaN: true }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (width, pixelsPerSample, pen) => {
          const sweep = new Sweep(width, pixelsPerSample, 16);
          const oldest = pen - sweep.visible;
          // One round of the screen later, the oldest sample lies beyond what is erased for the pen.
          expect(sweep.line(oldest) + width).toBeGreaterThanOrEqual(sweep.erasedTo(pen));
        },
      ),
    );
  });
});

describe("the paper speed", () => {
  test("is 25 mm/s in real time, and closer drawn when time runs faster than the eye can follow", () => {
    expect(paperSpeed(1, false)).toBe(pixelsPerSecond);
    expect(paperSpeed(2, false)).toBe(pixelsPerSecond);
    expect(paperSpeed(5, false)).toBe(pixelsPerSecond / 2);
    expect(paperSpeed(10, false)).toBe(pixelsPerSecond / 4);
  });

  test("keeps the pen calm for those who ask for less motion", () => {
    for (const factor of [1, 2, 5, 10]) expect(paperSpeed(factor, true) * factor).toBeCloseTo(pixelsPerSecond, 9);
  });
});
