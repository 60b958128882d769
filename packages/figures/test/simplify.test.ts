import { expect, test } from "vitest";
import { type Point, simplify } from "../src/simplify.ts";

const wave = Array.from({ length: 5001 }, (_, i): Point => [i / 10, 50 * Math.sin(i / 100)]);

test("no point of the line lies further than the tolerance from what is left of it", () => {
  const kept = simplify(wave, 0.1);
  expect(kept.length).toBeLessThan(wave.length / 10);
  expect([kept[0], kept.at(-1)]).toEqual([wave[0], wave.at(-1)]);
  let k = 0;
  for (const [x, y] of wave) {
    while (kept[k + 1][0] < x) k++;
    const [[x0, y0], [x1, y1]] = [kept[k], kept[k + 1]];
    // Above or below is further than across, so allow for the slope.
    const vertical = Math.abs(y - (y0 + ((x - x0) / (x1 - x0)) * (y1 - y0)));
    expect(vertical / Math.hypot(1, (y1 - y0) / (x1 - x0))).toBeLessThanOrEqual(0.1 + 1e-12);
  }
});

test("a loop that returns to its start keeps its corners", () => {
  const square: Point[] = [
    [0, 0],
    [10, 0],
    [10, 5],
    [10, 10],
    [0, 10],
    [0, 0],
  ];
  expect(simplify(square)).toEqual(square.filter((_, i) => i !== 2));
});

test("few or equal points stay as they are", () => {
  expect(simplify([[1, 2]])).toEqual([[1, 2]]);
  expect(simplify(Array.from({ length: 9 }, (): Point => [1, 1]))).toEqual([
    [1, 1],
    [1, 1],
  ]);
});
