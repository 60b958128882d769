import { describe, expect, test } from "vitest";
import { BeatWindow } from "../../src/state/readings.ts";

const beat = (value: number | null, more = {}) => ({
  atSeconds: 0,
  indices: { x: value },
  ecmoShares: [],
  watershed: null,
  bloodToCome: 0,
  ...more,
});

describe("readings", () => {
  test("are means over the beats asked for", () => {
    const beats = new BeatWindow();
    expect(beats.mean(1)).toBeNull();
    for (const value of [100, 10, 20, 30, 40]) beats.add(beat(value));
    expect(beats.mean(1)).toEqual({ x: 40 });
    expect(beats.mean(2)).toEqual({ x: 35 });
    expect(beats.mean(4)).toEqual({ x: 25 });
    beats.clear();
    expect(beats.mean(2)).toBeNull();
  });

  test("of what does not exist in some beats are the mean of the others, and null when it never exists", () => {
    const beats = new BeatWindow();
    beats.add(beat(null));
    expect(beats.mean(2)).toEqual({ x: null });
    beats.add(beat(7));
    expect(beats.mean(2)).toEqual({ x: 7 });
  });

  test("of the rate are by intervals, and the beats' duration follows from it", () => {
    const beats = new BeatWindow();
    for (const hr_per_min of [120, 40]) beats.add(beat(0, { indices: { hr_per_min } }));
    expect(beats.mean(2)).toEqual({ hr_per_min: 60 });
    expect(beats.duration(2)).toBeCloseTo(2, 12);
    expect(beats.duration(3)).toBeNull();
  });

  test("along the aorta are means of the beats with ECMO; the watershed is the last beat's", () => {
    const beats = new BeatWindow();
    beats.add(beat(0));
    expect(beats.places(3)).toEqual({ ecmoShares: [], watershed: null });
    beats.add(beat(0, { ecmoShares: [0, 0.6], watershed: "aortic_arch" }));
    beats.add(beat(0, { ecmoShares: [0.2, 1], watershed: "abdominal_aorta" }));
    expect(beats.places(3)).toEqual({ ecmoShares: [0.1, 0.8], watershed: "abdominal_aorta" });
    beats.add(beat(0));
    expect(beats.places(3)).toEqual({ ecmoShares: [], watershed: null });
  });
});
