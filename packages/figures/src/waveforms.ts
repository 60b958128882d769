/** Signals over time: panels below each other on one time axis, each with its own quantity and unit. */
import { line as lineOf } from "d3-shape";
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth } from "./frame.ts";
import type { Colours, Tone } from "./palette.ts";
import { checkSeries, extent, roundScale, type Scale, ticksOf } from "./scales.ts";
import { type Point, simplify } from "./simplify.ts";
import { element, escapeText, line, text } from "./svg.ts";

export interface Trace {
  readonly label: string;
  readonly values: readonly number[];
  readonly tone?: Tone;
}

export interface Panel {
  /** The quantity. */
  readonly label: string;
  readonly unit: string;
  readonly traces: readonly Trace[];
  /** Height of the plot, pixels. */
  readonly height?: number;
}

export interface WaveformFigure extends FigureOptions {
  readonly time_s: readonly number[];
  readonly panels: readonly Panel[];
}

/** The first trace of a panel is drawn full, the others thinner and dashed. */
const STROKES = [
  { width: 1.7, dash: undefined },
  { width: 1.2, dash: "5 2.5" },
  { width: 1.4, dash: "1.5 2.5" },
  { width: 1.2, dash: "9 2.5 2 2.5" },
] as const;
const TONES: readonly Tone[] = ["red", "blue", "orange", "green", "purple", "grey"];
const PLOT_HEIGHT = 74;
const HEADER_HEIGHT = 24;
const GAP = 9;
const SWATCH = 20;
/** From this width on, traces carry their names beside their ends. */
const WIDE = 560;

export function waveforms(figure: WaveformFigure): string {
  check(figure);
  const colours = coloursOf(figure, "waveforms");
  const { width, panels, time_s: time } = figure;
  const span = extent([time]);
  const head = heading(figure, colours);
  const beside = width >= WIDE && panels.some((panel) => panel.traces.length > 1);
  const names = panels.filter((panel) => panel.traces.length > 1).flatMap((panel) => panel.traces.map((t) => t.label));
  const gutter = beside ? Math.max(...names.map((name) => textWidth(name, FONT.small))) + SWATCH + 12 : 6;
  const scales = panels.map((panel) => {
    const height = panel.height ?? PLOT_HEIGHT;
    const count = Math.max(2, Math.round(height / 28));
    const y = roundScale(extent(panel.traces.map((t) => t.values)), [height, 0], count, true);
    return { y, height, ticks: ticksOf(y, count) };
  });
  const labels = scales.flatMap(({ ticks }) => ticks.map(({ label }) => textWidth(label, FONT.small)));
  const left = MARGIN + Math.max(...labels) + 8;
  const x = roundScale(span, [left, width - MARGIN - gutter], 5, false).domain(span);
  const seconds = ticksOf(x, Math.max(2, Math.min(6, Math.round(width / 75))));

  const content = [...head.markup];
  let top = head.bottom;
  for (const [i, panel] of panels.entries()) {
    const { y, height, ticks } = scales[i];
    const many = panel.traces.length > 1;
    const header = panelHeader(panel, many && !beside, top, width, colours);
    top = header.bottom;
    const [x0, x1] = x.range();
    const grid = seconds.map(({ value }) => line(x(value), 0, x(value), height, { stroke: colours.grid }));
    const rows = ticks.flatMap(({ value, label }) => [
      line(x0, y(value), x1, y(value), { stroke: value === 0 ? colours.axis : colours.grid }),
      text(label, { x: x0 - 6, y: y(value) + 4, "text-anchor": "end", "font-size": FONT.small, fill: colours.soft }),
    ]);
    const traces = panel.traces.map((trace, k) => path(trace, k, time, x, y, colours));
    // The first trace is the one that the panel is about: it lies on top.
    const drawn = [...header.markup, ...at(top, [...grid, ...rows, ...traces.reverse()])];
    if (many && beside) drawn.push(...at(top, besideLabels(panel, x1 + 8, y, height, colours)));
    content.push(element("g", {}, drawn));
    top += height + GAP;
  }
  const axis = seconds.map(({ value, label }) =>
    text(label, { x: x(value), y: top + 5, "text-anchor": "middle", "font-size": FONT.small, fill: colours.soft }),
  );
  const middle = (x.range()[0] + x.range()[1]) / 2;
  const name = { x: middle, y: top + 21, "text-anchor": "middle", "font-size": FONT.small, fill: colours.soft };
  content.push(element("g", {}, [...axis, text("Time (s)", name)]));
  return frame(figure, colours, describe(figure, span), top + 25, content);
}

function check({ panels, time_s: time }: WaveformFigure): void {
  checkSeries(time, "waveforms: time_s");
  const back = time.findIndex((t, i) => i > 0 && t <= time[i - 1]);
  if (back >= 0)
    throw new FigureError(`waveforms: time_s: value ${back + 1} is ${time[back]}; times that rise are allowed.`);
  if (panels.length === 0) throw new FigureError("waveforms: there are no panels; 1 or more are allowed.");
  for (const { label, traces } of panels) {
    if (traces.length === 0)
      throw new FigureError(`waveforms: panel "${label}" has no traces; 1 to ${STROKES.length} are allowed.`);
    if (traces.length > STROKES.length)
      throw new FigureError(
        `waveforms: panel "${label}" has ${traces.length} traces; 1 to ${STROKES.length} are allowed.`,
      );
    for (const trace of traces)
      checkSeries(trace.values, `waveforms: panel "${label}", trace "${trace.label}"`, time.length);
  }
}

const toneOf = (trace: Trace, index: number): Tone => trace.tone ?? TONES[index % TONES.length];

function at(y: number, content: readonly string[]): string[] {
  return [element("g", { transform: `translate(0 ${Math.round(y)})` }, content)];
}

function path(trace: Trace, index: number, time: readonly number[], x: Scale, y: Scale, colours: Colours): string {
  const points = simplify(trace.values.map((value, i): Point => [x(time[i]), y(value)]));
  return element("path", {
    d: lineOf<Point>().digits(2)(points) ?? "",
    fill: "none",
    stroke: colours.tones[toneOf(trace, index)],
    "stroke-width": STROKES[index].width,
    "stroke-dasharray": STROKES[index].dash,
    "stroke-linejoin": "round",
  });
}

function swatch(trace: Trace, index: number, x: number, y: number, colours: Colours): string {
  const { width, dash } = STROKES[index];
  const stroke = colours.tones[toneOf(trace, index)];
  const sample = line(x, y - 4, x + SWATCH, y - 4, { stroke, "stroke-width": width, "stroke-dasharray": dash });
  return sample + text(trace.label, { x: x + SWATCH + 5, y, "font-size": FONT.small, fill: stroke });
}

/** Quantity and unit above the plot, and the traces' names where there is no room beside it. */
function panelHeader(
  panel: Panel,
  legend: boolean,
  top: number,
  width: number,
  colours: Colours,
): { markup: string[]; bottom: number } {
  let y = top + 14;
  const unit = panel.unit ? ` (${panel.unit})` : "";
  const soft = element("tspan", { fill: colours.soft, "font-weight": 400 }, escapeText(unit));
  const style = { x: MARGIN, y, "font-size": FONT.body, "font-weight": 600, fill: colours.ink };
  const markup = [element("text", style, escapeText(panel.label) + soft)];
  if (!legend) return { markup, bottom: top + HEADER_HEIGHT };
  let x = width;
  panel.traces.forEach((trace, i) => {
    const needed = SWATCH + 5 + textWidth(trace.label, FONT.small) + 12;
    if (x + needed > width - MARGIN) {
      x = MARGIN;
      y += 16;
    }
    markup.push(swatch(trace, i, x, y, colours));
    x += needed;
  });
  return { markup, bottom: y + HEADER_HEIGHT - 14 };
}

/** Names beside the traces' ends, moved apart where they would touch. */
function besideLabels(panel: Panel, x: number, y: Scale, height: number, colours: Colours): string[] {
  const room = 15;
  const list = panel.traces
    .map((trace, index) => ({ trace, index, place: y(trace.values.at(-1) ?? 0) + 4 }))
    .sort((a, b) => a.place - b.place || a.index - b.index);
  for (let i = 1; i < list.length; i++) list[i].place = Math.max(list[i].place, list[i - 1].place + room);
  let limit = height + 3;
  for (let i = list.length - 1; i >= 0; i--) {
    list[i].place = Math.min(list[i].place, limit);
    limit = list[i].place - room;
  }
  return list.map(({ trace, index, place }) => swatch(trace, index, x, place, colours));
}

function describe(figure: WaveformFigure, [from, to]: readonly [number, number]): string {
  const panels = figure.panels.map(({ label, unit, traces }) => {
    const spans = traces.map(({ label: name, values }) => {
      const [low, high] = extent([values]).map((value) => value.toFixed(1));
      return `${traces.length > 1 ? `${name} ` : ""}${low} to ${high}${unit ? ` ${unit}` : ""}`;
    });
    return `${label}: ${spans.join(", ")}`;
  });
  return `Waveforms from ${from.toFixed(1)} to ${to.toFixed(1)} s. ${panels.join("; ")}.`;
}
