import { describe, expect, test } from "vitest";
import { FigureError, type LoveFigure, lovePlot } from "../src/index.ts";
import { readable } from "./readable.ts";

const small: LoveFigure = {
  title: "Balance before and after matching",
  subtitle: "604 treated, 1,046 controls; 533 pairs.",
  note: "Not a medical device.",
  width: 640,
  theme: "light",
  series: ["before", "matched", "overlap weights"],
  rows: [
    { label: "age", differences: [-0.31, -0.02, 0] },
    { label: "acute coronary syndrome", differences: [0.52, 0.06, 0] },
    { label: "mechanical ventilation", differences: [0.18, -0.11, 0] },
    { label: "a value that the treated lack", differences: [null, null, null] },
  ],
};

test.each(["light", "dark"] as const)("a small figure, %s", async (theme) => {
  const svg = lovePlot({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/love-plot-${theme}.svg`);
});

test("marks stand at their differences, on one linear axis, inside the figure", () => {
  for (const width of [300, 390, 640, 1200]) {
    const svg = lovePlot({ ...small, width });
    // The first ring and disc belong to the legend.
    const rings = [...svg.matchAll(/<circle cx="([\d.]+)"[^>]*stroke-width="1.8"/g)].map(([, x]) => Number(x)).slice(1);
    expect(rings).toHaveLength(3);
    const [age, acs, ventilation] = rings;
    expect((ventilation - age) / (acs - age)).toBeCloseTo((0.18 + 0.31) / (0.52 + 0.31), 2);
    for (const [, x] of svg.matchAll(/<circle cx="([\d.]+)"/g)) expect(Number(x) > 0 && Number(x) < width).toBe(true);
  }
});

test("the accessible text counts what is beyond the threshold", () => {
  expect(lovePlot(small)).toContain(
    "before: 3 of 3 beyond 0.1, the largest 0.52; matched: 1 of 3 beyond 0.1, the largest 0.11; overlap weights: 0 of 3",
  );
});

test("words are escaped", () => {
  const svg = lovePlot({ ...small, series: ["<b>"], rows: [{ label: "<i>&", differences: [0.2] }] });
  expect(svg).not.toMatch(/<[bi]>/);
  readable(svg);
});

describe("what cannot be drawn is told", () => {
  test.each<[Partial<LoveFigure>, string]>([
    [{ rows: [] }, "lovePlot: there are no covariates; 1 or more are allowed."],
    [{ series: [] }, "there are 0 series; 1 to 4 are allowed."],
    [{ rows: [{ label: "a", differences: [1] }] }, 'row "a" has 1 differences; as many as series, 3, are allowed.'],
    [{ rows: [{ label: "a", differences: [1, Number.NaN, 0] }] }, 'row "a": NaN is no difference'],
    [{ threshold: 0 }, "the threshold is 0; above 0 is allowed."],
  ])("%#", (change, message) => {
    const draw = () => lovePlot({ ...small, ...change });
    expect(draw).toThrow(FigureError);
    expect(draw).toThrow(message);
  });
});
