import { describe, expect, test } from "vitest";
import { FigureError, type SensitivityFigure, type SensitivityRow, sensitivityBars } from "../src/index.ts";
import { readable } from "./readable.ts";

const row = (label: string, first: number, total: number): SensitivityRow => ({
  label,
  first,
  total,
  firstInterval: [first - 0.08, first + 0.08],
  totalInterval: [total - 0.1, total + 0.12],
  note: `${first >= 0.1 ? "+" : "−"}0.${Math.round(total * 90)}`,
});

const small: SensitivityFigure = {
  title: "What decides whether the balloon helps",
  subtitle: "Infarct shock, 4,864 patients.",
  note: "Not a medical device.",
  noteLabel: "rank correlation",
  width: 640,
  theme: "light",
  panels: [
    {
      label: "Change of wedge pressure (mmHg)",
      rows: [
        row("LV contractility", 0.31, 0.52),
        row("arterial compliance", 0.12, 0.2),
        row("heart rate", -0.01, 0.04),
      ],
    },
    { label: "Change of total flow (L/min)", rows: [row("systemic resistance", 0.4, 0.45)] },
  ],
};

const numbers = (svg: string, tag: string, attribute: string): number[] =>
  [...svg.matchAll(new RegExp(`<${tag} [^>]*\\b${attribute}="(-?[\\d.]+)"`, "g"))].map(([, n]) => Number(n));

test.each(["light", "dark"] as const)("a small figure, %s", async (theme) => {
  const svg = sensitivityBars({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/sensitivity-bars-${theme}.svg`);
});

test("has every panel, row and note, and stays within its width", () => {
  for (const width of [300, 390, 640, 1200]) {
    const svg = sensitivityBars({ ...small, width });
    for (const words of ["Change of total flow", "heart rate", "first order", "total effect"])
      expect(svg).toContain(words);
    // Labels that would take more than their part of the width are shortened, others are not.
    if (width >= 390)
      for (const words of [">arterial compliance<", ">systemic resistance<"]) expect(svg).toContain(words);
    for (const tag of ["x", "x1", "x2"])
      for (const x of [...numbers(svg, "rect", tag), ...numbers(svg, "line", tag)])
        expect(x >= 0 && x <= width).toBe(true);
  }
});

test("bars are as long as their values, from one zero for all panels", () => {
  const svg = sensitivityBars(small);
  // Ground, two samples of the legend, then first and total of each row.
  const lengths = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="8"/g)].map((m) =>
    Number(m[2]),
  );
  const bars = lengths.slice(2);
  expect(bars).toHaveLength(8);
  expect(bars[1] / bars[0]).toBeCloseTo(0.52 / 0.31, 1);
  expect(bars[7] / bars[1]).toBeCloseTo(0.45 / 0.52, 1);
});

test("intervals far out are cut off instead of pressing all together", () => {
  const wild = { ...row("wild", 0.1, 0.5), totalInterval: [0.1, 40] as const };
  const svg = sensitivityBars({ ...small, panels: [{ label: "Change", rows: [wild] }] });
  readable(svg);
  expect(svg).not.toMatch(/>[2-9]\.?\d*</);
  expect(Math.max(...numbers(svg, "line", "x2"))).toBeLessThanOrEqual(small.width);
});

test("words are escaped", () => {
  const evil = '<b onclick="x">&';
  const svg = sensitivityBars({ ...small, title: evil, panels: [{ label: evil, rows: [row(evil, 0.1, 0.2)] }] });
  expect(svg).not.toContain("<b");
  readable(svg);
});

describe("what cannot be drawn is told", () => {
  const rows = small.panels[1].rows;
  test.each<[SensitivityFigure, string]>([
    [{ ...small, panels: [] }, "sensitivityBars: there are no panels; 1 or more are allowed."],
    [{ ...small, panels: [{ label: "A", rows: [] }] }, 'panel "A" has no rows; 1 or more are allowed.'],
    [
      { ...small, panels: [{ label: "A", rows: [{ ...rows[0], total: Number.NaN }] }] },
      'panel "A", row "systemic resistance": NaN is no index; finite numbers are allowed.',
    ],
    [{ ...small, width: 100 }, "width is 100; 240 to 4000 is allowed."],
  ])("%#", (figure, message) => {
    expect(() => sensitivityBars(figure)).toThrow(FigureError);
    expect(() => sensitivityBars(figure)).toThrow(message);
  });
});
