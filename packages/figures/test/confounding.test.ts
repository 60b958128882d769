import { describe, expect, test } from "vitest";
import { type ConfoundingFigure, confounding, FigureError } from "../src/index.ts";
import { readable } from "./readable.ts";

const small: ConfoundingFigure = {
  title: "A registry whose truth is known",
  subtitle: "1,650 synthetic patients, seed 1.",
  note: "Not a medical device.",
  width: 640,
  theme: "light",
  measure: "Deaths by day 28, with less without the balloon (%)",
  rows: [
    { label: "naive", estimate: -1, ci: [-6, 4], truth: -10.7 },
    { label: "matched pairs", estimate: -10.1, ci: [-16, -4.2], truth: -10.7 },
  ],
  ratio: "True hazard ratio, if a hidden confounder was at work",
  strength: "Strength: factor on the odds of the balloon and on the hazard of death",
  curve: {
    points: [
      { strength: 1, ratio: 0.73 },
      { strength: 2, ratio: 0.8 },
      { strength: 5, ratio: 1.15 },
    ],
    published: 0.74,
    explainsEstimate: 3.76,
    explainsInterval: 2.55,
  },
};

test.each(["light", "dark"] as const)("a small figure, %s", async (theme) => {
  const svg = confounding({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/confounding-${theme}.svg`);
});

test("truths and estimates stand on one linear axis, inside the figure", () => {
  for (const width of [300, 390, 640, 1200]) {
    const svg = confounding({ ...small, width });
    const squares = [...svg.matchAll(/<rect x="([\d.]+)"[^>]*width="7"/g)].map(([, x]) => Number(x) + 3.5).slice(1);
    const truths = [...svg.matchAll(/<line x1="([\d.]+)"[^>]*stroke-width="2.2"/g)].map(([, x]) => Number(x)).slice(1);
    expect(truths[0]).toBeCloseTo(truths[1], 1);
    expect((truths[0] - squares[0]) / (squares[1] - squares[0])).toBeCloseTo(9.7 / 9.1, 2);
    for (const x of [...squares, ...truths]) expect(x > 0 && x < width).toBe(true);
  }
});

test("without a curve only the estimates; the accessible text tells them", () => {
  const svg = confounding({ ...small, curve: null });
  readable(svg);
  expect(svg).not.toContain("<path");
  expect(svg).toContain("naive -1 (-6 to 4), truth -10.7; matched pairs -10.1 (-16 to -4.2), truth -10.7.");
  expect(confounding(small)).toContain(
    "A hidden confounder of strength 3.76 would leave nothing of the published 0.74.",
  );
});

describe("what cannot be drawn is told", () => {
  test.each<[Partial<ConfoundingFigure>, string]>([
    [{ rows: [] }, "confounding: there are no estimates; 1 or more are allowed."],
    [{ rows: [{ ...small.rows[0], truth: Number.NaN }] }, 'row "naive": NaN is no effect'],
    [{ curve: { ...small.curve!, points: [] } }, "the curve has 0 points; 2 or more are allowed."],
    [
      { curve: { ...small.curve!, points: [...small.curve!.points, { strength: 6, ratio: 0 }] } },
      "the curve has 0 at strength 6; ratios above 0 at strengths from 1 up are allowed.",
    ],
  ])("%#", (change, message) => {
    expect(() => confounding({ ...small, ...change })).toThrow(FigureError);
    expect(() => confounding({ ...small, ...change })).toThrow(message);
  });
});
