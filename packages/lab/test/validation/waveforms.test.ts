import { describe, expect, test } from "vitest";
import { readTrace, type Trace } from "../../src/validation/waveforms.ts";

const DT = 0.01;
const BEAT = 100;

/** Beats of one second: the valve is open from 0.1 to 0.4 s, then pressure is lower; what is asked may be put over it. */
function trace(beats: number, over: Partial<Trace> = {}): Trace {
  const of = (f: (i: number) => number): number[] => Array.from({ length: beats * BEAT }, (_, i) => f(i % BEAT));
  const flat = of(() => 0);
  return {
    root: of((i) => (i >= 10 && i < 40 ? 100 : 60)),
    valve: of((i) => (i >= 10 && i < 40 ? 200 : 0)),
    ascending: flat,
    lad: of((i) => (i >= 10 && i < 40 ? 0.5 : 2)),
    lcx: of(() => 1),
    rca: of(() => 1),
    pressure: flat,
    volume: flat,
    balloon: flat,
    ...over,
  };
}

const sawtooth = (beats: number, every: number): number[] =>
  Array.from({ length: beats * BEAT }, (_, i) => {
    const t = i % (every * BEAT);
    return t < 40 || t >= 95 ? 0 : Math.min(40, 4 * (t - 40));
  });

test("areas and means are those of systole, while the valve is open, and of diastole", () => {
  const values = readTrace(trace(1), 1, DT);
  expect(values.systolic_area_mmHg_s).toBeCloseTo(0.3 * 100 * 60, 6);
  expect(values.diastolic_area_mmHg_s).toBeCloseTo(0.7 * 60 * 60, 6);
  expect(values.systolic_mean_mmHg).toBeCloseTo(100, 9);
  expect(values.diastolic_mean_mmHg).toBeCloseTo(60, 9);
  expect(values.lad_systolic_mL).toBeCloseTo(0.15, 9);
  expect(values.lad_diastolic_mL).toBeCloseTo(1.4, 9);
  expect(values.lad_peak_diastolic_mL_s).toBe(2);
});

test("a valve that never opens leaves no systole to take a mean of", () => {
  const values = readTrace(trace(1, { valve: new Array(BEAT).fill(0) }), 1, DT);
  expect(values.systolic_mean_mmHg).toBeNull();
  expect(values.systolic_area_mmHg_s).toBe(0);
  expect(values.diastolic_mean_mmHg).toBeCloseTo(0.3 * 100 + 0.7 * 60, 9);
});

describe("while the balloon fills", () => {
  // It begins to swell at 0.40 s and is full at 0.50 s.
  const balloon = sawtooth(1, 1);

  test("only what flows back from the arch counts as returned", () => {
    const ascending = Array.from({ length: BEAT }, (_, i) => (i >= 41 && i < 46 ? -100 : 50));
    const values = readTrace(trace(1, { balloon, ascending }), 1, DT);
    expect(values.root_return_mL).toBeCloseTo(5, 9);
    // Ten samples of 2 + 1 + 1 mL/s, give or take the one at the end.
    expect(values.coronary_inflow_mL).toBeGreaterThan(0.32);
    expect(values.coronary_inflow_mL).toBeLessThan(0.48);
  });

  test("without a balloon there is nothing to tell", () => {
    expect(readTrace(trace(1), 1, DT)).toMatchObject({ root_return_mL: null, coronary_inflow_mL: null });
  });
});

describe("beats at 1:3", () => {
  const beats = 3;
  const balloon = sawtooth(beats, 3);
  /** Stroke volumes of 60, 75 and 63 mL. */
  const valve = [200, 250, 210].flatMap((q) => Array.from({ length: BEAT }, (_, i) => (i >= 10 && i < 40 ? q : 0)));

  test("the assisted beat, the one after, and the others", () => {
    const values = readTrace(trace(beats, { balloon, valve }), beats, DT);
    expect(values.sv_assisted_mL).toBeCloseTo(60, 9);
    expect(values.sv_after_mL).toBeCloseTo(75, 9);
    expect(values.sv_other_mL).toBeCloseTo(63, 9);
  });

  test("stroke work is the area of each beat's loop", () => {
    const side = BEAT / 4;
    // Round the rectangle: fills at 10, presses to 90, empties at 90, relaxes.
    const loop = (ends: number) => (i: number, of: "p" | "V") => {
      const leg = Math.floor(i / side);
      const share = (i % side) / side;
      if (of === "V")
        return leg === 0 ? 50 + ends * share : leg === 1 ? 50 + ends : leg === 2 ? 50 + ends * (1 - share) : 50;
      return leg === 0 ? 10 : leg === 1 ? 10 + 80 * share : leg === 2 ? 90 : 90 - 80 * share;
    };
    const each = [60, 75, 60].map(loop);
    const make = (of: "p" | "V"): number[] => each.flatMap((f) => Array.from({ length: BEAT }, (_, i) => f(i, of)));
    const values = readTrace(trace(beats, { balloon, pressure: make("p"), volume: make("V") }), beats, DT);
    expect(values.sw_after_mmHg_mL).toBeCloseTo(80 * 75, -2);
    expect(values.sw_other_mmHg_mL).toBeCloseTo(80 * 60, -2);
  });

  test("at 1:1 and 1:2 there are no beats to tell apart", () => {
    expect(readTrace(trace(1, { balloon: sawtooth(1, 1) }), 1, DT).sv_after_mL).toBeNull();
    expect(readTrace(trace(2, { balloon: sawtooth(2, 2) }), 2, DT).sv_after_mL).toBeNull();
  });
});
