/** The balloon's timing, volume and ratio in the full circulation. */
import { compile, type LaneGroup } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { haemodynamicModel, patient, startLanes } from "../circuits.ts";

const model = haemodynamicModel();
const kernel = compile(model, { probes: ["iabp_balloon.V", "ventricular_activation.end_systole", "iabp_balloon.p"] });
const STEPS = 640;

function settled(settings: Record<string, number>, beats = 12): LaneGroup {
  const group = startLanes(kernel, [patient(model, "cardiogenic-shock", { "iabp.on": 1, ...settings })], STEPS);
  for (let beat = 0; beat < beats; beat++) group.beat();
  return group;
}

/** Balloon volume at every step of the next beat. */
function volumes(group: LaneGroup): number[] {
  group.beginBeat();
  const found = Array.from({ length: STEPS }, (_, step) => {
    kernel.run(group.group, step, 1);
    return group.get("volume:iabp_balloon", 0);
  });
  group.endBeat();
  return found;
}

/** Milliseconds after the R wave at which the volume crosses a level upward or, with -1, downward. */
function crossing(group: LaneGroup, level: number, direction: 1 | -1): number {
  const list = [...volumes(group), ...volumes(group)];
  const i = list.findIndex((v, k) => k > 0 && (v - level) * direction > 0 && (list[k - 1] - level) * direction <= 0);
  return (1000 * group.period(0) * i) / STEPS;
}

describe("volume", () => {
  test.each([25, 30, 40, 50])("a balloon of %d mL swings by about that, between wrapped and taut", (volume) => {
    const list = volumes(settled({ "iabp.volume_mL": volume }));
    expect(Math.max(...list)).toBeGreaterThan(0.98 * volume);
    expect(Math.max(...list)).toBeLessThan(volume + 5);
    expect(Math.min(...list)).toBeLessThan(4);
    expect(Math.min(...list)).toBeGreaterThan(0);
  });

  test("switched off it lies wrapped", () => {
    const list = volumes(settled({ "iabp.on": 0 }, 20));
    expect(Math.max(...list)).toBeLessThan(1.5);
    expect(Math.max(...list) - Math.min(...list)).toBeLessThan(0.1);
  });
});

describe("timing", () => {
  test("inflates at the dicrotic notch, within 150 ms", () => {
    const group = settled({});
    kernel.observe(group.group, 0);
    const notch = 1000 * group.get("probe:ventricular_activation.end_systole", 0) + 15;
    expect(crossing(settled({}), 4, 1)).toBeGreaterThan(notch);
    expect(crossing(settled({}), 4, 1)).toBeLessThan(notch + 50);
    expect(crossing(settled({}), 36, 1)).toBeLessThan(notch + 150);
  });

  test.each([-100, -50, 50, 100])("an inflation offset of %d ms moves it by that", (offset) => {
    const moved = crossing(settled({ "iabp.inflation_offset_ms": offset }), 20, 1) - crossing(settled({}), 20, 1);
    expect(Math.abs(moved - offset)).toBeLessThan(15);
  });

  test.each([-150, -60])("a deflation offset of %d ms moves that", (offset) => {
    const moved = crossing(settled({ "iabp.deflation_offset_ms": offset }), 20, -1) - crossing(settled({}), 20, -1);
    // Before the R wave or after it: the crossing counts within one period.
    const period = (1000 * 60) / 97;
    expect(Math.min(Math.abs(moved - offset), Math.abs(moved - offset - period))).toBeLessThan(15);
  });
});

describe("ratio", () => {
  test.each([1, 2, 3, 4])("1:%d inflates once in so many beats", (ratio) => {
    const group = settled({ "iabp.ratio": ratio });
    const inflated = Array.from({ length: 12 }, () => {
      const list = volumes(group);
      return list.some((v, i) => i > 0 && v > 20 && list[i - 1] <= 20);
    });
    expect(inflated.filter(Boolean)).toHaveLength(12 / ratio);
    const first = inflated.indexOf(true);
    expect(inflated).toEqual(inflated.map((_, i) => (i - first) % ratio === 0));
  });
});

test.each([2, 3, 4])("1:%d deflates as at 1:1, also when that falls into the beat that is not assisted", (ratio) => {
  const duration = (settings: Record<string, number>): number => {
    const group = settled({ ...settings, "iabp.deflation_offset_ms": 60 });
    const list = Array.from({ length: 9 }, () => volumes(group)).flat();
    const up = list.findIndex((v, i) => i > 0 && v > 20 && list[i - 1] <= 20);
    const down = list.findIndex((v, i) => i > up && v < 20);
    return (1000 * group.period(0) * (down - up)) / STEPS;
  };
  expect(Math.abs(duration({ "iabp.ratio": ratio }) - duration({}))).toBeLessThan(12);
});

describe("arrest", () => {
  test("the internal trigger goes on at its own rate", () => {
    const group = settled({ "heart.arrested": 1, "iabp.internal_rate_per_min": 90 });
    expect(60 / group.period(0)).toBeCloseTo(90, 9);
    const list = volumes(group);
    expect(Math.max(...list) - Math.min(...list)).toBeGreaterThan(30);
  });

  test("while the heart beats the internal rate means nothing", () => {
    expect(60 / settled({ "iabp.internal_rate_per_min": 60 }, 1).period(0)).toBeCloseTo(97, 9);
  });
});
