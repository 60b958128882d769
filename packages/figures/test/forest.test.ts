import { describe, expect, test } from "vitest";
import { FigureError, type ForestFigure, type ForestRow, forest } from "../src/index.ts";
import { readable } from "./readable.ts";

const row = (label: string, estimate: number | null, ci: ForestRow["ci"], weightPct: number): ForestRow => ({
  label,
  estimate,
  ci,
  weightPct,
  cells: ["12/40", "15/41"],
});

const trials = [
  row("First 2010", 0.91, [0.62, 1.34], 48),
  row("Second 2012 with a name that takes more than one line of the column (SECOND-TRIAL)", 0.74, [0.4, 1.37], 20),
  row("Third 2019", 1.12, [0.51, 2.46], 12),
];
const cohorts = [
  row("Fourth 2020", 0.66, [0.41, 1.06], 19.9),
  row("No events", null, [null, null], 0),
  row("Tiny", 3, [0.02, 450], 0.1),
];
const summary = {
  label: "Random effects",
  estimate: 0.83,
  ci: [0.66, 1.04] as const,
  prediction: [0.58, 1.19] as const,
  details: "τ² 0.01, I² 8 %, Q 4.3 on 4 df, P 0.36",
};

const small: ForestFigure = {
  title: "Balloon against none: deaths within 30 days",
  subtitle: "Invented counts.",
  note: "Not a medical device.",
  width: 760,
  theme: "light",
  measure: "Risk ratio",
  scale: "ratio",
  columns: ["balloon", "none"],
  favours: ["favours balloon", "favours none"],
  groups: [
    { label: "Trials", rows: trials, summary: { ...summary, label: "Subtotal", prediction: null } },
    { label: "Cohorts", rows: cohorts },
  ],
  summaries: [summary],
};

const numbers = (svg: string, tag: string, attribute: string): number[] =>
  [...svg.matchAll(new RegExp(`<${tag} [^>]*\\b${attribute}="(-?[\\d.]+)"`, "g"))].map(([, n]) => Number(n));

test.each(["light", "dark"] as const)("trials and cohorts, %s", async (theme) => {
  const svg = forest({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/forest-${theme}.svg`);
});

test("marks stay inside and every name is whole, whatever the width", () => {
  for (const width of [300, 390, 560, 760, 1400]) {
    const svg = forest({ ...small, width });
    readable(svg);
    for (const tag of ["x", "x1", "x2"])
      for (const x of [...numbers(svg, "rect", tag), ...numbers(svg, "line", tag), ...numbers(svg, "text", tag)])
        expect(x >= 0 && x <= width).toBe(true);
    const words = [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, w]) => w).join(" ");
    for (const word of trials[1].label.split(" ")) expect(words).toContain(word);
    expect(words).toContain("not estimable");
  }
});

test("estimates lie on a logarithmic axis around 1, areas are weights", () => {
  const svg = forest({ ...small, groups: [{ rows: [row("a", 0.5, [0.4, 0.6], 64), row("b", 2, [1.5, 2.5], 16)] }] });
  const squares = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="([\d.]+)"/g)].map((m) =>
    m.slice(1).map(Number),
  );
  expect(squares).toHaveLength(2);
  expect(squares[0][1] / squares[1][1]).toBeCloseTo(2, 1);
  const [a, b] = squares.map(([x, side]) => x + side / 2);
  const none = Number(/<line x1="([\d.]+)" y1="[\d.]+" x2="\1"/.exec(svg)?.[1]);
  expect(none).toBeCloseTo((a + b) / 2, 1);
});

test("an interval beyond the axis ends in an arrow, one inside in caps", () => {
  const svg = forest(small);
  // "Tiny" reaches beyond both ends.
  expect(svg.match(/<path d="M[\d.]+,[\d.]+ L[\d.]+,[\d.]+ L[\d.]+,[\d.]+" fill="none"/g)).toHaveLength(2);
});

test("differences stand on a linear axis around 0, with true minus signs", () => {
  const svg = forest({
    ...small,
    measure: "Risk difference",
    scale: "difference",
    groups: [{ rows: [row("a", -0.05, [-0.12, 0.02], 60), row("b", 0, [-0.2, 0.2], 40)] }],
    summaries: [{ label: "Common effect", estimate: -0.04, ci: [-0.1, 0.02] }],
  });
  readable(svg);
  expect(svg).toContain(">−0.05 (−0.12 to 0.02)<");
  expect(svg).toContain(">0.00 (−0.20 to 0.20)<");
  expect(svg).toContain("Risk difference");
});

test("rows without weights are discs and there is no column of weights", () => {
  const rows = trials.map(({ label, estimate, ci }) => ({ label: `without ${label}`, estimate, ci }));
  const svg = forest({ ...small, columns: [], groups: [{ rows }] });
  expect(svg.match(/<circle/g)).toHaveLength(3);
  expect(svg).not.toContain(">weight<");
});

describe("what cannot be drawn is told", () => {
  test.each<[Partial<ForestFigure>, string]>([
    [{ groups: [] }, "forest: there are no studies; 1 or more are allowed."],
    [{ groups: [{ rows: [row("a", Number.NaN, [0.1, 1], 1)] }] }, 'row "a": NaN is no effect'],
    [{ groups: [{ rows: [row("a", -1, [0.1, 1], 1)] }] }, 'row "a": -1 is no ratio; 0 and up is allowed.'],
    [{ groups: [{ rows: [row("a", 0, [0, 1], 1)] }] }, 'row "a": the ratio is 0'],
    [{ columns: ["one"] }, "has 2 cells; as many as columns, 1, are allowed."],
    [{ width: 10 }, "width is 10; 240 to 4000 is allowed."],
  ])("%#", (change, message) => {
    expect(() => forest({ ...small, ...change })).toThrow(FigureError);
    expect(() => forest({ ...small, ...change })).toThrow(message);
  });
});
