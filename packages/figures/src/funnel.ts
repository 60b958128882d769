/**
 * Funnel plot: effects over their standard errors, small studies below, with the region where 95 % of studies of one
 * common effect are expected; studies that trim and fill put in are hollow.
 */
import { drawEffectAxis, type EffectAxis, type EffectScale, effectAxis, nullOf } from "./effect-axis.ts";
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth } from "./frame.ts";
import type { Colours } from "./palette.ts";
import { roundScale, type Scale, ticksOf } from "./scales.ts";
import { element, escapeText, line, round, text } from "./svg.ts";

export interface FunnelPoint {
  readonly label: string;
  /** On the scale that is shown. */
  readonly estimate: number;
  /** On the scale of analysis: of a ratio's logarithm. */
  readonly se: number;
  /** Not observed, but put in by trim and fill. */
  readonly filled?: boolean;
}

export interface FunnelFigure extends FigureOptions {
  readonly measure: string;
  readonly scale: EffectScale;
  readonly points: readonly FunnelPoint[];
  /** The pooled effect, around which the region lies. */
  readonly estimate: number;
  /** Half of the region's width in standard errors. */
  readonly z?: number;
}

const WHERE = "funnel";
const HEIGHT = 300;
const DEFAULT_Z = 1.959964;

export function funnel(figure: FunnelFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const { points, width, scale, z = DEFAULT_Z } = figure;
  const key = legend(figure, head.bottom + 2, colours);
  const [y0, y1] = [key.bottom + 8, key.bottom + 8 + HEIGHT];
  const deepest = Math.max(...points.map(({ se }) => se));
  const y = roundScale([0, deepest * 1.02], [y0, y1], 5, true);
  const ticks = ticksOf(y, 5);
  const x0 = MARGIN + 16 + Math.max(...ticks.map(({ label }) => textWidth(label, FONT.small))) + 8;
  const x1 = width - MARGIN - 6;
  const axis = effectAxis(scale, domainOf(figure, y.domain()[1], z), [x0, x1]);
  const small = { "font-size": FONT.small, fill: colours.soft };
  const middle = (y0 + y1) / 2;
  const markup = [
    ...region(figure, axis, y, z, colours),
    ...ticks.flatMap(({ value, label }) => [
      line(x0, y(value), x1, y(value), { stroke: colours.grid }),
      text(label, { x: x0 - 6, y: y(value) + 4, "text-anchor": "end", ...small }),
    ]),
    ...drawEffectAxis(axis, scale, [x0, x1], y0, y1, colours),
    line(axis.place(figure.estimate), y0, axis.place(figure.estimate), y1, {
      stroke: colours.tones.orange,
      "stroke-width": 1.4,
    }),
    ...points.map((point) => disc(point, axis.place(point.estimate), y(point.se), colours)),
    text(figure.measure, { x: (x0 + x1) / 2, y: y1 + 33, "text-anchor": "middle", ...small }),
    text(scale === "ratio" ? "Standard error of the logarithm" : "Standard error", {
      ...{ x: MARGIN + 9, y: middle, "text-anchor": "middle", ...small },
      transform: `rotate(-90 ${round(MARGIN + 9)} ${round(middle)})`,
    }),
  ];
  return frame(figure, colours, describe(figure), y1 + 38, [...head.markup, ...key.markup, ...markup]);
}

function check({ points, estimate, scale }: FunnelFigure): void {
  if (points.length === 0) throw new FigureError(`${WHERE}: there are no studies; 1 or more are allowed.`);
  const allowed = (value: number): boolean => Number.isFinite(value) && (scale !== "ratio" || value > 0);
  if (!allowed(estimate)) throw new FigureError(`${WHERE}: the pooled effect is ${estimate}; a finite one is allowed.`);
  for (const { label, estimate: value, se } of points) {
    if (!allowed(value)) throw new FigureError(`${WHERE}: study "${label}": ${value} is no ${scale}.`);
    if (!(se > 0 && Number.isFinite(se)))
      throw new FigureError(`${WHERE}: study "${label}": the standard error is ${se}; above 0 is allowed.`);
  }
}

const forward = (scale: EffectScale, value: number): number => (scale === "ratio" ? Math.log(value) : value);
const back = (scale: EffectScale, value: number): number => (scale === "ratio" ? Math.exp(value) : value);

/** All points and the region's foot. */
function domainOf({ points, estimate, scale }: FunnelFigure, deepest: number, z: number): [number, number] {
  const centre = forward(scale, estimate);
  const all = [
    ...points.map((point) => forward(scale, point.estimate)),
    ...[centre - z * deepest, centre + z * deepest],
    nullOf(scale) === 1 ? 0 : nullOf(scale),
  ];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const margin = 0.03 * (high - low);
  return [back(scale, low - margin), back(scale, high + margin)];
}

function region({ estimate, scale }: FunnelFigure, axis: EffectAxis, y: Scale, z: number, colours: Colours): string[] {
  const deepest = y.domain()[1];
  const at = (side: number): number => round(axis.place(back(scale, forward(scale, estimate) + side * z * deepest)));
  const [tip, top, bottom] = [round(axis.place(estimate)), round(y(0)), round(y(deepest))];
  const d = `M${tip},${top} L${at(-1)},${bottom} L${at(1)},${bottom} Z`;
  const stroke = { stroke: colours.axis, "stroke-dasharray": "4 3" };
  return [element("path", { d, fill: colours.grid, "fill-opacity": 0.45, ...stroke })];
}

function disc({ label, filled }: FunnelPoint, cx: number, cy: number, colours: Colours): string {
  const blue = colours.tones.blue;
  const style = filled
    ? { fill: colours.ground, stroke: blue, "stroke-width": 1.3 }
    : { fill: blue, "fill-opacity": 0.8 };
  return element("circle", { cx, cy, r: 3.6, ...style }, element("title", {}, escapeText(label)));
}

function legend({ points }: FunnelFigure, top: number, colours: Colours): { markup: string[]; bottom: number } {
  if (!points.some(({ filled }) => filled)) return { markup: [], bottom: top };
  const entry = (words: string, filled: boolean, x: number): string[] => [
    disc({ label: words, estimate: 1, se: 1, filled }, x + 5, top + 8, colours),
    text(words, { x: x + 15, y: top + 12, "font-size": FONT.small, fill: colours.ink }),
  ];
  const first = "observed";
  const second = MARGIN + 15 + textWidth(first, FONT.small) + 18;
  return {
    markup: [...entry(first, false, MARGIN), ...entry("put in by trim and fill", true, second)],
    bottom: top + 20,
  };
}

function describe({ points, measure, estimate }: FunnelFigure): string {
  const filled = points.filter((point) => point.filled).length;
  const more = filled > 0 ? ` and ${filled} put in` : "";
  return `Funnel plot, ${measure}, ${points.length - filled} studies${more} around ${Number(estimate.toPrecision(3))}.`;
}
