import { describe, expect, test } from "vitest";
import { type AgreementFigure, type AgreementPoint, agreement, FigureError } from "../src/index.ts";
import { readable } from "./readable.ts";

const point = (label: string, published: number, model: number, inside = true): AgreementPoint => ({
  label,
  published,
  model,
  low: Math.min(0.5 * published, 2 * published),
  high: Math.max(0.5 * published, 2 * published),
  inside,
});

const small: AgreementFigure = {
  title: "Model against publications",
  subtitle: "Three classes.",
  note: "Not a medical device.",
  width: 640,
  theme: "light",
  panels: [
    {
      label: "Direction: 3 of 4",
      points: [
        point("A001", -6.1, -8),
        point("A003", 14, 11),
        point("B044", 3000, 600, false),
        point("F148", 66, 40),
        { ...point("C188", 15, 16), uncounted: true },
      ],
    },
    { label: "Curve: 1 of 1", points: [{ ...point("F014", 120, 118), low: 108, high: 132 }] },
  ],
};

const marks = (svg: string): string[] => [...svg.matchAll(/<title>([^<]+)<\/title>/g)].map(([, name]) => name);
const circles = (svg: string): [number, number][] =>
  [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);

test.each(["light", "dark"] as const)("a small figure, %s", async (theme) => {
  const svg = agreement({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/agreement-${theme}.svg`);
});

test("every point is there with its name, and stays within the figure's width", () => {
  for (const width of [300, 390, 640, 1200]) {
    const svg = agreement({ ...small, width });
    for (const { points } of small.panels) for (const { label } of points) expect(marks(svg)).toContain(label);
    for (const [x] of circles(svg)) expect(x > 0 && x < width).toBe(true);
  }
});

test("equal values stand on the line of identity, larger ones above it", () => {
  const equal = [1, 30, -7, 0].map((v) => ({ ...point(`${v}`, v, v), low: v - 1, high: v + 1 }));
  const svg = agreement({ ...small, panels: [{ label: "equal", points: equal }] });
  const [x0, y1, x1, y0] = svg
    .match(
      /<line x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)" stroke="[^"]+" stroke-dasharray="4 3"\/>(?![\s\S]*stroke-dasharray="4 3")/,
    )!
    .slice(1)
    .map(Number);
  // The first two discs belong to the legend.
  for (const [x, y] of circles(svg).slice(2)) expect((x - x0) / (x1 - x0)).toBeCloseTo((y1 - y) / (y1 - y0), 2);
});

test("the accessible text counts what is inside, without what is not counted", () => {
  expect(agreement(small)).toContain("Direction: 3 of 4: 3 of 4 inside; Curve: 1 of 1: 1 of 1 inside");
});

test("words are escaped", () => {
  const evil = '<b onclick="x">&';
  const svg = agreement({ ...small, title: evil, panels: [{ label: evil, points: [point(evil, 1, 1)] }] });
  expect(svg).not.toContain("<b");
  readable(svg);
});

describe("what cannot be drawn is told", () => {
  test.each<[AgreementFigure, string]>([
    [{ ...small, panels: [] }, "agreement: there are no panels; 1 or more are allowed."],
    [{ ...small, panels: [{ label: "A", points: [] }] }, 'panel "A" has no points; 1 or more are allowed.'],
    [
      { ...small, panels: [{ label: "A", points: [point("A001", 1, Number.NaN)] }] },
      'panel "A", point "A001": NaN is no value; finite numbers are allowed.',
    ],
    [{ ...small, width: 100 }, "width is 100; 240 to 4000 is allowed."],
  ])("%#", (figure, message) => {
    expect(() => agreement(figure)).toThrow(FigureError);
    expect(() => agreement(figure)).toThrow(message);
  });
});
