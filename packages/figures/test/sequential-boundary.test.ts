import { describe, expect, test } from "vitest";
import { type BoundaryFigure, FigureError, sequentialBoundary } from "../src/index.ts";
import { drawnPoints, readable } from "./readable.ts";

const small: BoundaryFigure = {
  title: "Boundaries",
  width: 640,
  theme: "light",
  times: [33.3, 66.7, 100],
  efficacy: [3.71, 2.51, 1.99],
  futility: [-0.22, 0.92, null],
  twoSided: false,
  observed: [1.2, 2.7],
};

test.each(["light", "dark"] as const)("a small figure, %s", async (theme) => {
  const svg = sequentialBoundary({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/sequential-boundary-${theme}.svg`);
});

test("bounds stand with their values, two-sided ones on both sides", () => {
  const two = sequentialBoundary({ ...small, futility: undefined, observed: undefined, twoSided: true });
  for (const words of ["3.71", "−3.71", "1.99", "−1.99"]) expect(two).toContain(`>${words}</text>`);
  expect(two).not.toContain("futility");
  expect(sequentialBoundary(small)).not.toContain("−3.71");
});

test("a bound far out is told at the edge; one that is none is left out", () => {
  const svg = sequentialBoundary({ ...small, efficacy: [null, 9.5, 2] });
  expect(svg).toContain(">↑ 9.50</text>");
  expect(svg).toContain("33 % of the information: reject at no value");
});

test("everything within its width", () => {
  for (const width of [300, 390, 640, 1200])
    for (const [x] of drawnPoints(sequentialBoundary({ ...small, width }))) expect(x > 0 && x < width).toBe(true);
});

describe("what cannot be drawn is told", () => {
  test.each<[BoundaryFigure, string]>([
    [{ ...small, times: [], efficacy: [] }, "there are no looks"],
    [{ ...small, times: [50, 40, 100] }, "times: 40 at look 2"],
    [{ ...small, efficacy: [2] }, "efficacy has 1 bounds; 3 are allowed."],
    [{ ...small, observed: [1, 1, 1, 1] }, "more values than the 3 looks"],
    [{ ...small, efficacy: [Number.NaN, 2, 2] }, "NaN is no bound"],
  ])("%#", (figure, message) => {
    expect(() => sequentialBoundary(figure)).toThrow(FigureError);
    expect(() => sequentialBoundary(figure)).toThrow(message);
  });
});
