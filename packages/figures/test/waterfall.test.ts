import { expect, test } from "vitest";
import { FigureError, waterfall } from "../src/index.ts";
import { readable } from "./readable.ts";

const figure = {
  title: "A balloon added",
  width: 500,
  theme: "light" as const,
  yLabel: "change, mmHg",
  levels: [-2, 2],
  groups: [
    { label: "helps", tone: "blue" as const, values: [-5, -3] },
    { label: "nothing", tone: "grey" as const, hollow: true, values: [0.2] },
    { label: "hurts", tone: "red" as const, values: [] },
  ],
};

test("a bar for each patient, sorted, and the groups with their numbers", () => {
  const svg = waterfall(figure);
  readable(svg);
  for (const words of ["helps: 2 of 3", "nothing: 1 of 3", "hurts: 0 of 3", "−2"]) expect(svg).toContain(words);
  const heights = [...svg.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)"/g)].map(([, h]) =>
    Number(h),
  );
  const bars = heights.filter((h) => h !== 10);
  expect(bars).toHaveLength(3);
  expect(bars).toEqual([...bars].sort((x, y) => x - y));
});

test("too few patients, and values that are none, are refused", () => {
  expect(() => waterfall({ ...figure, groups: [] })).toThrow(FigureError);
  const wrong = [{ label: "x", tone: "red" as const, values: [1, Number.NaN] }];
  expect(() => waterfall({ ...figure, groups: wrong })).toThrow(/"x" holds NaN/);
});
