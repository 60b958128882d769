import { expect, test } from "vitest";
import { FigureError, type ProportionsFigure, proportions } from "../src/index.ts";
import { readable } from "./readable.ts";

const group = (pct: number, counts: string) => ({ pct, ci: [pct - 4, pct + 4] as const, counts });

const figure: ProportionsFigure = {
  title: "Matched pairs",
  subtitle: "Share of each group that did well.",
  note: "Marks: share, with its interval. Not a medical device.",
  width: 820,
  theme: "light",
  axis: "per cent of the group",
  groups: ["VA-ECMO + IABP", "VA-ECMO"],
  differenceHead: "difference (95 % CI)",
  rows: [
    { label: "Survival at 28 days", groups: [group(51.6, "275/533"), group(41.8, "223/533")], difference: "+9.8" },
    { label: "Weaned", groups: [group(82.6, "440/533"), group(73.4, "391/533")] },
  ],
};

test.each(["light", "dark"] as const)("two outcomes, %s", async (theme) => {
  const svg = proportions({ ...figure, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/proportions-${theme}.svg`);
});

test("groups differ in mark, and all is told in words at every width", () => {
  for (const width of [300, 390, 560, 1200]) {
    const svg = proportions({ ...figure, width });
    readable(svg);
    for (const words of ["51.6 % (275/533)", "73.4 % (391/533)", "VA-ECMO + IABP"]) expect(svg).toContain(words);
    expect(svg.match(/<circle/g)).toHaveLength(3);
    for (const [, x] of svg.matchAll(/<line x1="([\d.]+)"/g)) expect(Number(x)).toBeLessThanOrEqual(width);
  }
});

test("marks stand where their shares are, on one axis", () => {
  const svg = proportions(figure);
  const squares = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="9"/g)].map(([, x]) => Number(x)).slice(1);
  const circles = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x) - 4.5).slice(1);
  const unit = (squares[1] - squares[0]) / (82.6 - 51.6);
  expect((squares[0] - circles[0]) / unit).toBeCloseTo(9.8, 1);
});

test("what cannot be drawn is told", () => {
  expect(() => proportions({ ...figure, rows: [] })).toThrow(FigureError);
  const wrong = { label: "x", groups: [group(99, "1/1"), group(50, "1/2")] as const };
  expect(() => proportions({ ...figure, rows: [wrong] })).toThrow('row "x": 103 is no percentage');
});
