import { describe, expect, test } from "vitest";
import { FigureError, type Loop, type LoopFigure, pressureVolumeLoops } from "../src/index.ts";
import { drawnPoints, readable } from "./readable.ts";

const angles = Array.from({ length: 25 }, (_, i) => (2 * Math.PI * i) / 24);
const loop = (label: string, volume: number, ...cells: string[]): Loop => ({
  label,
  volume_mL: angles.map((a) => volume + 25 * Math.cos(a)),
  pressure_mmHg: angles.map((a) => 60 + 50 * Math.sin(a)),
  cells,
});

const small: LoopFigure = {
  title: "A patient",
  width: 500,
  theme: "light",
  columns: [{ name: "EDV", unit: "mL" }],
  loops: [loop("no support", 150, "175"), loop("IABP", 140, "165")],
  relations: [
    { label: "ESPVR", volume_mL: [0, 400], pressure_mmHg: [-20, 300] },
    { label: "EDPVR", volume_mL: [100, 150, 180], pressure_mmHg: [5, 12, 30] },
  ],
};

test.each(["light", "dark"] as const)("a small figure, %s", async (theme) => {
  const svg = pressureVolumeLoops({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/pressure-volume-loops-${theme}.svg`);
});

test("axes have units, loops a row in the legend and a stroke of their own", () => {
  for (const width of [240, 390, 1200]) {
    const svg = pressureVolumeLoops({ ...small, width });
    for (const words of ["Pressure (mmHg)", "Volume (mL)", "no support", "IABP", "EDV", "175", "ESPVR"])
      expect(svg).toContain(`>${words}</text>`);
  }
  const many = Array.from({ length: 8 }, (_, i) => loop(`${i}`, 150, ""));
  const svg = pressureVolumeLoops({ ...small, loops: many, relations: [] });
  const strokes = [...svg.matchAll(/<path [^>]*stroke="([^"]+)"[^>]*?(?:stroke-dasharray="([^"]+)")?[^>]*>/g)];
  expect(new Set(strokes.map(([, colour]) => colour)).size).toBe(8);
  const dashes = [...svg.matchAll(/<path [^>]*stroke-dasharray="([^"]+)"/g)].map(([, dash]) => dash);
  expect(new Set(dashes).size).toBe(7);
});

test("loops and relations stay inside the axes", () => {
  const points = drawnPoints(pressureVolumeLoops(small));
  const height = Math.round(0.62 * (500 - 32));
  for (const [x, y] of points) {
    expect(x >= 16 && x <= 484).toBe(true);
    expect(y >= 0 && y <= height).toBe(true);
  }
  const outside = [{ label: "far", volume_mL: [500, 600], pressure_mmHg: [0, 1] }];
  expect(pressureVolumeLoops({ ...small, relations: outside })).not.toContain("far");
});

test("a ventricle that stands still is drawn", () => {
  const still: Loop = { label: "arrest", volume_mL: [200, 200], pressure_mmHg: [30, 30], cells: ["200"] };
  readable(pressureVolumeLoops({ ...small, loops: [still], relations: [] }));
});

test("words are escaped", () => {
  const evil = '<i x="y">&';
  const svg = pressureVolumeLoops({
    ...small,
    title: evil,
    loops: [loop(evil, 150, evil)],
    columns: [{ name: evil, unit: evil }],
  });
  expect(svg).not.toContain("<i");
  readable(svg);
});

describe("what cannot be drawn is told", () => {
  const one = small.loops[0];
  test.each<[Partial<LoopFigure>, string]>([
    [{ loops: [] }, "pressureVolumeLoops: there are 0 loops; 1 to 8 are allowed."],
    [{ loops: Array(9).fill(one) }, "there are 9 loops"],
    [{ loops: [{ ...one, volume_mL: [] }] }, '"no support", volume_mL has 0 values; 2 or more are allowed.'],
    [{ loops: [{ ...one, pressure_mmHg: [1, 2] }] }, "pressure_mmHg has 2 values; as many as its partner, 25"],
    [{ loops: [{ ...one, pressure_mmHg: angles.map(() => Number.NaN) }] }, "value 1 is NaN"],
    [{ loops: [{ ...one, cells: [] }] }, '"no support" has 0 cells; as many as the legend\'s columns, 1, are allowed.'],
    [
      { relations: [{ label: "r", volume_mL: [1, Infinity], pressure_mmHg: [1, 2] }] },
      '"r", volume_mL: value 2 is Infinity',
    ],
    [{ width: 0 }, "width is 0"],
  ])("%#", (change, message) => {
    expect(() => pressureVolumeLoops({ ...small, ...change })).toThrow(FigureError);
    expect(() => pressureVolumeLoops({ ...small, ...change })).toThrow(message);
  });
});
