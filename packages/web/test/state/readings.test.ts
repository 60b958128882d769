import { expect, test } from "vitest";
import { BeatWindow } from "../../src/state/readings.ts";

const beat = (value: number | null) => ({ atSeconds: 0, indices: { x: value } });

test("readings are means over one assisted cycle", () => {
  const beats = new BeatWindow();
  expect(beats.mean(1)).toBeNull();
  for (const value of [100, 10, 20, 30, 40]) beats.add(beat(value));
  expect(beats.mean(1)).toEqual({ x: 40 });
  expect(beats.mean(2)).toEqual({ x: 35 });
  expect(beats.mean(4)).toEqual({ x: 25 });
  beats.clear();
  expect(beats.mean(2)).toBeNull();
});

test("what does not exist in some beats is the mean of the others, and null when it never exists", () => {
  const beats = new BeatWindow();
  beats.add(beat(null));
  expect(beats.mean(2)).toEqual({ x: null });
  beats.add(beat(7));
  expect(beats.mean(2)).toEqual({ x: 7 });
});
