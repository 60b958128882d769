import { expect, test } from "vitest";
import { FigureError, type PValueCurve, type PValueFigure, pValueFunction } from "../src/index.ts";
import { readable } from "./readable.ts";

/** A curve of the shape that P values have: 1 at the estimate, less on both sides. */
function curve(label: string, estimate: number, width: number): PValueCurve {
  const steps = Array.from({ length: 61 }, (_, i) => (i - 30) / 10);
  return {
    label,
    estimate,
    ci: [estimate * Math.exp(-1.96 * width), estimate * Math.exp(1.96 * width)],
    effect: steps.map((t) => estimate * Math.exp(t * width)),
    p: steps.map((t) => Math.exp(-t * t)),
  };
}

const small: PValueFigure = {
  title: "P value of every risk ratio",
  width: 640,
  theme: "light",
  measure: "Risk ratio",
  scale: "ratio",
  curves: [curve("all studies", 0.8, 0.1), curve("trials only", 0.95, 0.2)],
};

test.each(["light", "dark"] as const)("two curves, %s", async (theme) => {
  const svg = pValueFunction({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/p-value-function-${theme}.svg`);
});

test("the interval is told and stays in a narrow figure", () => {
  expect(pValueFunction(small)).toContain(">all studies: 0.80 (95 % CI 0.66 to 0.97)<");
  readable(pValueFunction({ ...small, width: 300 }));
});

test("what cannot be drawn is told", () => {
  const draw = (change: Partial<PValueCurve>) => () =>
    pValueFunction({ ...small, curves: [{ ...small.curves[0], ...change }] });
  expect(() => pValueFunction({ ...small, curves: [] })).toThrow(FigureError);
  expect(draw({ p: [1] })).toThrow("has 61 effects and 1 P values");
  expect(draw({ effect: small.curves[0].effect.map(() => -1) })).toThrow("-1 is no ratio");
  expect(draw({ p: small.curves[0].p.map(() => 1.5) })).toThrow("1.5 is no P value; 0 to 1 is allowed.");
});
