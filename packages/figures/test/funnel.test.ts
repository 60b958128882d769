import { expect, test } from "vitest";
import { FigureError, type FunnelFigure, funnel } from "../src/index.ts";
import { readable } from "./readable.ts";

const small: FunnelFigure = {
  title: "Effects and precision",
  note: "Region: where 95 % of studies of one effect would lie.",
  width: 640,
  theme: "light",
  measure: "Odds ratio",
  scale: "ratio",
  estimate: 0.8,
  points: [
    { label: "Large", estimate: 0.82, se: 0.08 },
    { label: "Middle", estimate: 0.6, se: 0.25 },
    { label: "Small", estimate: 0.4, se: 0.6 },
    { label: "mirror of Small", estimate: 1.6, se: 0.6, filled: true },
  ],
};

const discs = (svg: string): number[][] =>
  [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="3.6"[^>]*><title>(?!observed|put)/g)].map((m) => [
    Number(m[1]),
    Number(m[2]),
  ]);

test.each(["light", "dark"] as const)("four studies, %s", async (theme) => {
  const svg = funnel({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/funnel-${theme}.svg`);
});

test("precise studies stand above, mirrored ones at the same distance from the centre", () => {
  const svg = funnel(small);
  const [large, middle, little, mirrored] = discs(svg);
  expect(large[1] < middle[1] && middle[1] < little[1]).toBe(true);
  expect(mirrored[1]).toBe(little[1]);
  const centre = Number(/<line x1="([\d.]+)"[^>]* stroke="#9c5200"/.exec(svg)?.[1]);
  expect(centre - little[0]).toBeCloseTo(mirrored[0] - centre, 1);
});

test("what cannot be drawn is told", () => {
  const draw = (change: Partial<FunnelFigure>) => () => funnel({ ...small, ...change });
  expect(draw({ points: [] })).toThrow(FigureError);
  expect(draw({ points: [{ label: "A", estimate: 0, se: 1 }] })).toThrow('study "A": 0 is no ratio.');
  expect(draw({ points: [{ label: "A", estimate: 1, se: 0 }] })).toThrow(
    "the standard error is 0; above 0 is allowed.",
  );
  expect(draw({ estimate: Number.NaN })).toThrow("the pooled effect is NaN");
});
