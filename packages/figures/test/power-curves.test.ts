import { describe, expect, test } from "vitest";
import { FigureError, type PowerFigure, powerCurves } from "../src/index.ts";
import { drawnPoints, readable } from "./readable.ts";

const x = [100, 200, 400, 800];
const small: PowerFigure = {
  title: "Power over size",
  width: 820,
  theme: "light",
  panels: [
    {
      label: "Power",
      xLabel: "Patients",
      yLabel: "%",
      curves: [
        { label: "right", x, y: [20, 40, 65, 90] },
        { label: "wrong", x, y: [5, 5, 5, 5] },
      ],
      levels: [80],
      sizes: [
        { at: 358, label: "358" },
        { at: 400, label: "400" },
        { at: 600, label: "600" },
      ],
      range: [0, 100],
    },
    { label: "Width", xLabel: "Patients", yLabel: "points", curves: [{ label: "CI", x, y: [19, 14, 10, 7] }] },
  ],
};

test.each(["light", "dark"] as const)("a small figure, %s", async (theme) => {
  const svg = powerCurves({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/power-curves-${theme}.svg`);
});

test("has every name, within its width, at any width", () => {
  for (const width of [300, 390, 820, 1200]) {
    const svg = powerCurves({ ...small, width });
    for (const words of ["Power", "Width", "right", "wrong", "358", "400", "600", "points"])
      expect(svg).toContain(words);
    for (const [at] of drawnPoints(svg)) expect(at > 0 && at < width).toBe(true);
  }
});

test("names of sizes do not lie on each other", () => {
  const svg = powerCurves(small);
  const at = (name: string): number => Number(new RegExp(`x="([\\d.]+)"[^>]*>${name}</text>`).exec(svg)![1]);
  expect(at("400") - at("358")).toBeGreaterThan(20);
});

test("the accessible text tells where curves begin and end", () => {
  expect(powerCurves(small)).toContain("Power over Patients: right from 20.0 to 90.0; wrong from 5.00 to 5.00. Width");
});

describe("what cannot be drawn is told", () => {
  const [one] = small.panels;
  test.each<[PowerFigure, string]>([
    [{ ...small, panels: [] }, "powerCurves: there are no panels; 1 or more are allowed."],
    [{ ...small, panels: [{ ...one, curves: [] }] }, 'panel "Power" has 0 curves; 1 to 8 are allowed.'],
    [{ ...small, panels: [{ ...one, levels: [Number.NaN] }] }, 'panel "Power": NaN is no place'],
    [{ ...small, panels: [{ ...one, curves: [{ label: "a", x, y: [1, 2] }] }] }, 'curve "a", y has 2 values'],
    [{ ...small, width: 20 }, "powerCurves: width is 20"],
  ])("%#", (figure, message) => {
    expect(() => powerCurves(figure)).toThrow(FigureError);
    expect(() => powerCurves(figure)).toThrow(message);
  });
});
