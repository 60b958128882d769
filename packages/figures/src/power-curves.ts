/** Power, width or anything else of a design over its size: curves in panels, with lines where actual trials stand. */
import { line as lineOf } from "d3-shape";
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth } from "./frame.ts";
import { type Colours, SERIES } from "./palette.ts";
import { checkSeries, extent, roundScale, type Scale, ticksOf } from "./scales.ts";
import { element, line, text } from "./svg.ts";

export interface PowerCurve {
  readonly label: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface PowerPanel {
  readonly label: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly curves: readonly PowerCurve[];
  /** Lines across and up: a wanted power, the size of a trial. */
  readonly levels?: readonly number[];
  readonly sizes?: readonly { readonly at: number; readonly label: string }[];
  /** The axis goes no further, such as 0 to 100 %. */
  readonly range?: readonly [number, number];
}

export interface PowerFigure extends FigureOptions {
  readonly panels: readonly PowerPanel[];
}

const WHERE = "powerCurves";
const LEAST_PANEL = 330;
const PLOT_HEIGHT = 230;
const LINE = 13;
const GAP = 26;
/** Below this width of a panel its curves are named above the plot, not beside it. */
const ROOMY = 330;

export function powerCurves(figure: PowerFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const { panels, width } = figure;
  const room = width - 2 * MARGIN;
  const across = Math.max(1, Math.min(panels.length, Math.floor((room + GAP) / (LEAST_PANEL + GAP))));
  const each = (room - (across - 1) * GAP) / across;
  const markup = [...head.markup];
  let top = head.bottom;
  for (let from = 0; from < panels.length; from += across) {
    const bottoms = panels.slice(from, from + across).map((panel, k) => {
      const drawn = drawPanel(panel, MARGIN + k * (each + GAP), top, each, colours);
      markup.push(...drawn.markup);
      return drawn.bottom;
    });
    top = Math.max(...bottoms) + 14;
  }
  return frame(figure, colours, describe(figure), top - 12, markup);
}

function check({ panels }: PowerFigure): void {
  if (panels.length === 0) throw new FigureError(`${WHERE}: there are no panels; 1 or more are allowed.`);
  for (const { label, curves, sizes = [], levels = [] } of panels) {
    if (curves.length === 0 || curves.length > SERIES.length)
      throw new FigureError(
        `${WHERE}: panel "${label}" has ${curves.length} curves; 1 to ${SERIES.length} are allowed.`,
      );
    for (const curve of curves) {
      checkSeries(curve.x, `${WHERE}: panel "${label}", curve "${curve.label}", x`);
      checkSeries(curve.y, `${WHERE}: panel "${label}", curve "${curve.label}", y`, curve.x.length);
    }
    const wrong = [...levels, ...sizes.map(({ at }) => at)].find((value) => !Number.isFinite(value));
    if (wrong !== undefined)
      throw new FigureError(`${WHERE}: panel "${label}": ${wrong} is no place; finite numbers are allowed.`);
  }
}

interface Drawn {
  markup: string[];
  bottom: number;
}

function drawPanel(panel: PowerPanel, left: number, top: number, width: number, colours: Colours): Drawn {
  const { curves, levels = [], sizes = [] } = panel;
  const longest = Math.max(...curves.map((c) => textWidth(c.label, FONT.small)));
  const beside = width >= ROOMY && longest < width / 3;
  const above = sizes.length > 0 ? LINE + 4 : 0;
  const named = beside ? 0 : curves.length * LINE;
  const y0 = top + 22 + LINE + named + above;
  const y1 = y0 + PLOT_HEIGHT;
  const span = panel.range ?? extent([...curves.map((c) => c.y), levels]);
  const y = roundScale(span, [y1, y0], 5, true);
  if (panel.range) y.domain(panel.range);
  const rows = ticksOf(y, 5);
  const x0 = left + Math.max(...rows.map((r) => textWidth(r.label, FONT.small))) + 8;
  const x1 = left + width - (beside ? longest + 12 : 4);
  const x = roundScale(extent(curves.map((c) => c.x)), [x0, x1], 5, false);
  const small = { "font-size": FONT.small, fill: colours.soft };
  const ends = apart(curves.map((c) => y(c.y[c.y.length - 1])));
  const markup = [
    text(panel.label, { x: left, y: top + 12, "font-size": FONT.body, "font-weight": 600, fill: colours.ink }),
    text(panel.yLabel, { x: left, y: top + 12 + LINE + 3, ...small }),
    ...rows.flatMap(({ value, label }) => [
      line(x0, y(value), x1, y(value), { stroke: value === 0 ? colours.axis : colours.grid }),
      text(label, { x: x0 - 6, y: y(value) + 4, "text-anchor": "end", ...small }),
    ]),
    ...ticksOf(x, Math.max(3, Math.round((x1 - x0) / 60))).flatMap(({ value, label }) => [
      line(x(value), y1, x(value), y1 + 4, { stroke: colours.axis }),
      text(label, { x: x(value), y: y1 + 17, "text-anchor": "middle", ...small }),
    ]),
    text(panel.xLabel, { x: (x0 + x1) / 2, y: y1 + 33, "text-anchor": "middle", ...small }),
    ...levels.map((level) => line(x0, y(level), x1, y(level), { stroke: colours.axis, "stroke-dasharray": "2 3" })),
    ...sizeMarks(sizes, x, y0, y1, colours),
    ...curves.flatMap((curve, i) => drawCurve(curve, i, x, y, colours)),
    ...curves.flatMap((curve, i) =>
      beside
        ? [
            text(curve.label, {
              x: x1 + 8,
              y: ends[i] + 4,
              "font-size": FONT.small,
              fill: colours.tones[SERIES[i].tone],
            }),
          ]
        : legendLine(curve.label, i, left, top + 22 + LINE + (i + 1) * LINE, colours),
    ),
  ];
  return { markup, bottom: y1 + 38 };
}

/** Upright lines, named above the plot; of two that stand close the names lean away from each other. */
function sizeMarks(
  sizes: readonly { at: number; label: string }[],
  x: Scale,
  y0: number,
  y1: number,
  colours: Colours,
): string[] {
  const sorted = [...sizes].sort((a, b) => a.at - b.at);
  const half = (k: number): number => textWidth(sorted[k].label, FONT.small) / 2;
  const close = (k: number): boolean =>
    k >= 0 && k + 1 < sorted.length && x(sorted[k + 1].at) - x(sorted[k].at) < half(k) + half(k + 1) + 5;
  let written = Number.NEGATIVE_INFINITY;
  return sorted.flatMap(({ at, label }, k) => {
    const stroke = line(x(at), y0 - 3, x(at), y1, { stroke: colours.axis, "stroke-width": 0.8 });
    const lean = Number(close(k - 1)) - Number(close(k));
    const middle = x(at) + lean * (half(k) - 3);
    if (middle - half(k) < written + 2) return [stroke];
    written = middle + half(k);
    const style = { x: middle, y: y0 - 7, "text-anchor": "middle", "font-size": FONT.small, fill: colours.ink };
    return [stroke, text(label, style)];
  });
}

function drawCurve(curve: PowerCurve, i: number, x: Scale, y: Scale, colours: Colours): string[] {
  const { tone, dash } = SERIES[i];
  const points = curve.x.map((at, k): [number, number] => [x(at), y(curve.y[k])]);
  return [
    element("path", {
      d: lineOf<[number, number]>().digits(2)(points) ?? "",
      fill: "none",
      stroke: colours.tones[tone],
      "stroke-width": 1.8,
      "stroke-dasharray": dash,
    }),
  ];
}

function legendLine(label: string, i: number, x: number, y: number, colours: Colours): string[] {
  const { tone, dash } = SERIES[i];
  const stroke = colours.tones[tone];
  return [
    line(x, y - 4, x + 24, y - 4, { stroke, "stroke-width": 1.8, "stroke-dasharray": dash }),
    text(label, { x: x + 30, y, "font-size": FONT.small, fill: stroke }),
  ];
}

/** Places of names at the right end, at least a line apart. */
function apart(places: readonly number[]): number[] {
  const order = places.map((place, i) => ({ place, i })).sort((a, b) => a.place - b.place);
  const moved = [...places];
  let last = Number.NEGATIVE_INFINITY;
  for (const { place, i } of order) {
    last = Math.max(place, last + LINE);
    moved[i] = last;
  }
  return moved;
}

function describe({ panels }: PowerFigure): string {
  const parts = panels.map(({ label, xLabel, curves }) => {
    const ends = curves.map((c) => `${c.label} from ${c.y[0].toPrecision(3)} to ${c.y[c.y.length - 1].toPrecision(3)}`);
    return `${label} over ${xLabel}: ${ends.join("; ")}`;
  });
  return `${parts.join(". ")}.`;
}
