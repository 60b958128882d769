import { describe, expect, test } from "vitest";
import { FigureError, type StepCurve, type StepFigure, stepCurves } from "../src/index.ts";
import { readable } from "./readable.ts";

const balloon: StepCurve = {
  label: "balloon",
  time: [2, 5, 9, 14, 20, 30],
  value: [0.95, 0.9, 0.9, 0.8, 0.65, 0.65],
  lower: [0.86, 0.78, 0.78, 0.63, 0.43, 0.43],
  upper: [1, 1, 1, 1, 0.97, 0.97],
  censored: [0, 0, 2, 0, 0, 7],
  atRisk: [20, 19, 18, 15, 12, 7],
};
const none: StepCurve = {
  label: "no balloon",
  time: [1, 3, 8, 21],
  value: [0.8, 0.6, 0.4, 0],
  lower: [0.6, 0.4, 0.2, null],
  upper: [1, 0.9, 0.8, null],
  censored: [0, 0, 0, 0],
  atRisk: [10, 8, 5, 2],
};

const small: StepFigure = {
  title: "Survival",
  subtitle: "Invented patients.",
  note: "Bands: 95 % confidence, point by point.",
  width: 640,
  theme: "light",
  start: 1,
  xLabel: "Time (days)",
  yLabel: "Probability of being alive",
  remark: "Log-rank test: chi² 4.20 on 1 df, P = 0.04.",
  curves: [balloon, none],
};

test.each(["light", "dark"] as const)("two groups, %s", async (theme) => {
  const svg = stepCurves({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/step-curves-${theme}.svg`);
});

test("curves begin at 1, step at their times, and end where observation ends", () => {
  const svg = stepCurves(small);
  const [first, second] = [...svg.matchAll(/<path d="(M[^"]+)" fill="none" stroke="[^"]+" stroke-width="1.7"/g)].map(
    ([, d]) => d,
  );
  const [x0, y1] = (/^M([\d.]+),([\d.]+)/.exec(first) as RegExpExecArray).slice(1).map(Number);
  const levels = [...second.matchAll(/V([\d.]+)/g)].map(([, y]) => Number(y));
  // 1, 0.8, 0.6, 0.4, 0: the first three steps are as high as each other, the last twice as high
  expect(levels).toHaveLength(4);
  expect(levels[0] - y1).toBeCloseTo(levels[1] - levels[0], 1);
  expect(levels[3] - levels[2]).toBeCloseTo(2 * (levels[1] - levels[0]), 1);
  // the longer curve has a last stretch without a step: from 20 to 30 days, a third of the whole
  const across = [...first.matchAll(/H([\d.]+)/g)].map(([, x]) => Number(x));
  expect((across[across.length - 1] - x0) / (across[across.length - 2] - x0)).toBeCloseTo(30 / 20, 2);
});

test("numbers at risk stand below their ticks", () => {
  const svg = stepCurves(small);
  const ticks = [
    ...svg.matchAll(/<text x="([\d.]+)" y="[\d.]+" text-anchor="middle" font-size="11" fill="#4c5a66">(\d+)</g),
  ];
  const at = new Map(ticks.map(([, x, label]) => [Number(label), x]));
  const cell = (x: string | undefined): string[] =>
    [
      ...svg.matchAll(
        new RegExp(`<text x="${x}" y="[\\d.]+" text-anchor="middle" font-size="11" fill="#12181d">(\\d+)<`, "g"),
      ),
    ].map(([, n]) => n);
  expect(cell(at.get(0))).toEqual(["20", "10"]);
  expect(cell(at.get(10))).toEqual(["15", "2"]);
  expect(cell(at.get(30))).toEqual(["7", "0"]);
});

test("a hundred thousand steps become no more than can be seen", () => {
  const n = 100_000;
  const time = Array.from({ length: n }, (_, i) => (i + 1) / 100);
  const value = time.map((_, i) => 1 - (i + 1) / (2 * n));
  const svg = stepCurves({ ...small, curves: [{ label: "all", time, value, censored: time.map(() => 1) }] });
  expect(svg.length).toBeLessThan(100_000);
});

test("incidence begins at 0, on as much of the axis as it needs", () => {
  const svg = stepCurves({
    ...small,
    start: 0,
    yLabel: "Cumulative incidence",
    curves: [{ label: "stroke", time: [1, 5], value: [0.05, 0.12], lower: [0.01, 0.05], upper: [0.1, 0.2] }],
  });
  readable(svg);
  expect(svg).toContain(">0.20<");
  expect(svg).not.toContain(">1.0<");
  expect(svg).not.toContain("Number at risk");
});

describe("what cannot be drawn is told", () => {
  test.each<[Partial<StepFigure>, string]>([
    [{ curves: [] }, "there are 0 curves; 1 to 8 are allowed."],
    [{ curves: [{ label: "A", time: [], value: [] }] }, 'curve "A" has no times'],
    [{ curves: [{ label: "A", time: [1, 2], value: [1] }] }, 'curve "A" has 2 times and 1 values'],
    [{ curves: [{ label: "A", time: [2, 1], value: [1, 1] }] }, "time 2 is 1; times that rise"],
    [{ curves: [{ label: "A", time: [1], value: [1.2] }] }, "1.2 is no probability"],
    [{ until: 0 }, "until is 0; a time above 0 is allowed."],
  ])("%#", (change, message) => {
    expect(() => stepCurves({ ...small, ...change })).toThrow(FigureError);
    expect(() => stepCurves({ ...small, ...change })).toThrow(message);
  });
});
