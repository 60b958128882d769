import { describe, expect, test } from "vitest";
import { FigureError, type WaveformFigure, waveforms } from "../src/index.ts";
import { drawnPoints, readable } from "./readable.ts";

const time = Array.from({ length: 21 }, (_, i) => i / 20);
const wave = (mean: number, size: number) => time.map((t) => mean + size * Math.sin(2 * Math.PI * t));

const small: WaveformFigure = {
  title: "A patient",
  subtitle: "IABP, 1:1",
  note: "Not a medical device.",
  width: 600,
  theme: "light",
  time_s: time,
  panels: [
    {
      label: "Left heart pressure",
      unit: "mmHg",
      traces: [
        { label: "Aortic root", values: wave(80, 25), tone: "red" },
        { label: "LV", values: wave(50, 45), tone: "grey" },
      ],
    },
    { label: "Balloon volume", unit: "mL", traces: [{ label: "Balloon", values: time.map(() => 0) }] },
  ],
};

test.each(["light", "dark"] as const)("a small figure, %s", async (theme) => {
  const svg = waveforms({ ...small, theme });
  readable(svg);
  await expect(svg).toMatchFileSnapshot(`snapshots/waveforms-${theme}.svg`);
});

test("every axis has its unit, every trace its name, with room or without", () => {
  for (const width of [240, 390, 600, 1200]) {
    const svg = waveforms({ ...small, width });
    for (const words of [">Left heart pressure<", "> (mmHg)<", "> (mL)<", ">Time (s)<", ">Aortic root<", ">LV<"])
      expect(svg).toContain(words);
    for (const [x] of drawnPoints(svg)) expect(x <= width && x >= 0).toBe(true);
  }
});

test("traces stay inside their panel", () => {
  const traces = [-5, 0, 3].map((mean) => ({ label: `${mean}`, values: wave(mean, 4) }));
  const svg = waveforms({ ...small, panels: [{ label: "Flow", unit: "L/min", height: 80, traces }] });
  for (const [, y] of drawnPoints(svg)) expect(y >= 0 && y <= 80).toBe(true);
});

test("words are escaped", () => {
  const evil = '<b onclick="x">&';
  const panels = [{ label: evil, unit: evil, traces: [{ label: evil, values: wave(1, 1) }] }];
  const svg = waveforms({ ...small, title: evil, subtitle: evil, note: evil, description: evil, panels });
  expect(svg).not.toContain("<b");
  readable(svg);
});

describe("what cannot be drawn is told", () => {
  const panel = small.panels[1];
  const withValues = (values: number[]) => ({ ...small, panels: [{ ...panel, traces: [{ label: "b", values }] }] });
  test.each<[WaveformFigure, string]>([
    [{ ...small, panels: [] }, "waveforms: there are no panels; 1 or more are allowed."],
    [{ ...small, panels: [{ ...panel, traces: [] }] }, 'panel "Balloon volume" has no traces; 1 to 4 are allowed.'],
    [{ ...small, panels: [{ ...panel, traces: Array(5).fill(panel.traces[0]) }] }, "has 5 traces; 1 to 4"],
    [withValues([1]), 'panel "Balloon volume", trace "b" has 1 values'],
    [withValues([1, 2]), "has 2 values; as many as its partner, 21, are allowed."],
    [withValues(time.map((t) => (t === 0.5 ? Number.NaN : t))), "value 11 is NaN; finite numbers are allowed."],
    [{ ...small, time_s: [] }, "time_s has 0 values"],
    [{ ...small, time_s: time.map(() => 1) }, "time_s: value 2 is 1; times that rise are allowed."],
    [{ ...small, width: 100 }, "width is 100; 240 to 4000 is allowed."],
    [{ ...small, width: Number.NaN }, "width is NaN"],
  ])("%#", (figure, message) => {
    expect(() => waveforms(figure)).toThrow(FigureError);
    expect(() => waveforms(figure)).toThrow(message);
  });
});
