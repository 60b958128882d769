/** Laws of devices: what is published as points, what the model's device gives as lines, a panel for each kind. */
import { line as lineOf } from "d3-shape";
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth } from "./frame.ts";
import { type Colours, SERIES } from "./palette.ts";
import { checkSeries, extent, roundScale, type Scale, ticksOf } from "./scales.ts";
import { element, line, text } from "./svg.ts";

export interface DeviceCurve {
  readonly label: string;
  readonly at: readonly number[];
  readonly published: readonly number[];
  readonly model: readonly number[];
}

export interface DevicePanel {
  readonly label: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly curves: readonly DeviceCurve[];
}

export interface DeviceFigure extends FigureOptions {
  readonly panels: readonly DevicePanel[];
}

const WHERE = "deviceCurves";
const LEAST_PANEL = 280;
const PLOT_HEIGHT = 190;
const GAP = 22;

export function deviceCurves(figure: DeviceFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const { panels, width } = figure;
  const room = width - 2 * MARGIN;
  const across = Math.max(1, Math.min(panels.length, Math.floor((room + GAP) / (LEAST_PANEL + GAP))));
  const each = (room - (across - 1) * GAP) / across;
  const markup = [...head.markup];
  panels.forEach((panel, i) => {
    const left = MARGIN + (i % across) * (each + GAP);
    const top = head.bottom + Math.floor(i / across) * (PLOT_HEIGHT + 78);
    markup.push(...drawPanel(panel, left, top, each, colours));
  });
  const bottom = head.bottom + Math.ceil(panels.length / across) * (PLOT_HEIGHT + 78);
  return frame(figure, colours, describe(figure), bottom - 20, markup);
}

function check({ panels }: DeviceFigure): void {
  if (panels.length === 0) throw new FigureError(`${WHERE}: there are no panels; 1 or more are allowed.`);
  for (const { label, curves } of panels) {
    if (curves.length === 0 || curves.length > SERIES.length)
      throw new FigureError(
        `${WHERE}: panel "${label}" has ${curves.length} curves; 1 to ${SERIES.length} are allowed.`,
      );
    for (const c of curves) {
      const where = `${WHERE}: panel "${label}", curve "${c.label}"`;
      checkSeries(c.at, where);
      checkSeries(c.published, where, c.at.length);
      checkSeries(c.model, where, c.at.length);
    }
  }
}

function drawPanel(panel: DevicePanel, left: number, top: number, width: number, colours: Colours): string[] {
  const { curves } = panel;
  const gutter = Math.max(...curves.map((c) => textWidth(c.label, FONT.small))) + 10;
  const values = curves.flatMap((c) => [c.published, c.model]);
  const y0 = top + 24;
  const y1 = y0 + PLOT_HEIGHT;
  const y = roundScale(extent(values), [y1, y0], 5, true);
  const rows = ticksOf(y, 5);
  const x0 = left + Math.max(...rows.map((r) => textWidth(r.label, FONT.small))) + 8;
  const x = roundScale(extent(curves.map((c) => c.at)), [x0, left + width - gutter], 5, false);
  const small = { "font-size": FONT.small, fill: colours.soft };
  const [, x1] = x.range();
  const ends = apart(curves.map((c) => y(c.model[c.model.length - 1])));
  return [
    text(panel.label, { x: left, y: top + 12, "font-size": FONT.body, "font-weight": 600, fill: colours.ink }),
    ...rows.flatMap(({ value, label }) => [
      line(x0, y(value), x1, y(value), { stroke: value === 0 ? colours.axis : colours.grid }),
      text(label, { x: x0 - 6, y: y(value) + 4, "text-anchor": "end", ...small }),
    ]),
    ...ticksOf(x, Math.max(3, Math.round((x1 - x0) / 50))).flatMap(({ value, label }) => [
      line(x(value), y0, x(value), y1, { stroke: colours.grid }),
      text(label, { x: x(value), y: y1 + 15, "text-anchor": "middle", ...small }),
    ]),
    text(panel.xLabel, { x: (x0 + x1) / 2, y: y1 + 31, "text-anchor": "middle", ...small }),
    text(panel.yLabel, { x: x0 + 5, y: y0 - 2, ...small }),
    ...curves.flatMap((c, i) => drawCurve(c, i, x, y, ends[i], x1, colours)),
  ];
}

/** Places of names at the right end, at least a line apart. */
function apart(places: readonly number[]): number[] {
  const order = places.map((place, i) => ({ place, i })).sort((a, b) => a.place - b.place);
  const moved = [...places];
  let last = Number.NEGATIVE_INFINITY;
  for (const { place, i } of order) {
    last = Math.max(place, last + 12);
    moved[i] = last;
  }
  return moved;
}

function drawCurve(
  c: DeviceCurve,
  i: number,
  x: Scale,
  y: Scale,
  end: number,
  right: number,
  colours: Colours,
): string[] {
  const { tone, dash } = SERIES[i];
  const stroke = colours.tones[tone];
  const points = c.at.map((at, k): [number, number] => [x(at), y(c.model[k])]);
  return [
    element("path", {
      d: lineOf<[number, number]>().digits(2)(points) ?? "",
      fill: "none",
      stroke,
      "stroke-width": 1.5,
      "stroke-dasharray": dash,
    }),
    ...c.at.map((at, k) =>
      element("circle", {
        cx: x(at),
        cy: y(c.published[k]),
        r: 3,
        fill: colours.ground,
        stroke,
        "stroke-width": 1.4,
      }),
    ),
    text(c.label, { x: right + 6, y: end + 4, "font-size": FONT.small, fill: stroke }),
  ];
}

function describe({ panels }: DeviceFigure): string {
  const parts = panels.map(({ label, curves }) => {
    const off = curves.flatMap((c) => c.published.map((p, k) => (p === 0 ? 0 : Math.abs(c.model[k] / p - 1))));
    return `${label}: ${curves.length} ${curves.length === 1 ? "curve" : "curves"}, at most ${(100 * Math.max(...off)).toFixed(1)} % off`;
  });
  return `Laws of devices, published points and the model's lines. ${parts.join("; ")}.`;
}
