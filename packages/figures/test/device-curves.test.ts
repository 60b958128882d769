import { describe, expect, test } from "vitest";
import { type DeviceCurve, type DeviceFigure, deviceCurves, FigureError } from "../src/index.ts";
import { drawnPoints, readable } from "./readable.ts";

const curve = (label: string, from: number, factor = 1): DeviceCurve => {
  const at = [0, 1, 2, 3, 4, 5];
  const published = at.map((q) => from - 3 * q * q);
  return { label, at, published, model: published.map((p) => factor * p) };
};

const small: DeviceFigure = {
  title: "Devices on the bench",
  subtitle: "Points: published.",
  width: 640,
  theme: "light",
  panels: [
    { label: "Pump", xLabel: "flow (L/min)", yLabel: "mmHg", curves: [curve("2,000", 120), curve("3,000", 270, 1.04)] },
    { label: "Cannula", xLabel: "flow (L/min)", yLabel: "mmHg", curves: [curve("17 Fr", 200)] },
  ],
};

test.each(["light", "dark"] as const)("a small figure, %s", async (theme) => {
  const svg = deviceCurves({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/device-curves-${theme}.svg`);
});

test("has every name and point, within its width", () => {
  for (const width of [300, 390, 640, 1200]) {
    const svg = deviceCurves({ ...small, width });
    for (const words of ["Pump", "Cannula", "2,000", "3,000", "17 Fr", "flow (L/min)"]) expect(svg).toContain(words);
    expect(svg.match(/<circle /g)).toHaveLength(18);
    for (const [x] of drawnPoints(svg)) expect(x > 0 && x < width).toBe(true);
  }
});

test("a line that meets its points goes through them", () => {
  const svg = deviceCurves({ ...small, panels: [small.panels[1]] });
  const circles = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  expect(drawnPoints(svg)).toEqual(circles);
});

test("names at the right end do not lie on each other", () => {
  const close = [curve("a", 100), curve("b", 101), curve("c", 102)];
  const svg = deviceCurves({ ...small, panels: [{ ...small.panels[0], curves: close }] });
  const places = ["a", "b", "c"].map((name) => Number(new RegExp(`y="([\\d.]+)"[^>]*>${name}</text>`).exec(svg)![1]));
  places.sort((p, q) => p - q);
  expect(places[1] - places[0]).toBeGreaterThanOrEqual(11.9);
  expect(places[2] - places[1]).toBeGreaterThanOrEqual(11.9);
});

test("the accessible text tells the largest deviation", () => {
  expect(deviceCurves(small)).toContain("Pump: 2 curves, at most 4.0 % off; Cannula: 1 curve, at most 0.0 % off");
});

describe("what cannot be drawn is told", () => {
  const one = small.panels[0];
  test.each<[DeviceFigure, string]>([
    [{ ...small, panels: [] }, "deviceCurves: there are no panels; 1 or more are allowed."],
    [{ ...small, panels: [{ ...one, curves: [] }] }, 'panel "Pump" has 0 curves; 1 to 8 are allowed.'],
    [
      { ...small, panels: [{ ...one, curves: [{ ...curve("x", 1), model: [1] }] }] },
      'curve "x" has 1 values; 2 or more',
    ],
    [
      { ...small, panels: [{ ...one, curves: [{ ...curve("x", 1), model: [1, 2, 3, 4, 5, Number.NaN] }] }] },
      'curve "x": value 6 is NaN; finite numbers are allowed.',
    ],
  ])("%#", (figure, message) => {
    expect(() => deviceCurves(figure)).toThrow(FigureError);
    expect(() => deviceCurves(figure)).toThrow(message);
  });
});
