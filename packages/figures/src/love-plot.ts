/**
 * Love plot: for each covariate the standardised difference of the means between treated and controls, before any
 * adjustment and after each of one or more, against the threshold below which groups count as alike.
 */
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth, wrap } from "./frame.ts";
import type { Colours, Tone } from "./palette.ts";
import { roundScale, type Scale, ticksOf } from "./scales.ts";
import { element, line, text } from "./svg.ts";

export interface LoveRow {
  readonly label: string;
  /** One a series, with its sign; null where there is none. */
  readonly differences: readonly (number | null)[];
}

export interface LoveFigure extends FigureOptions {
  /** What was done, the first being nothing: "before", "matched", "weighted"; up to four. */
  readonly series: readonly string[];
  /** From top to bottom. */
  readonly rows: readonly LoveRow[];
  /** Drawn on both sides of zero; 0.1 by default. */
  readonly threshold?: number;
}

const WHERE = "lovePlot";
const ROW = 21;
const R = 4;
/** Each with a shape of its own: an open ring, a disc, a diamond, a triangle. */
const TONES: readonly Tone[] = ["orange", "blue", "green", "purple"];

export function lovePlot(figure: LoveFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const { rows, width, threshold = 0.1 } = figure;
  const key = legend(figure, head.bottom, colours);
  const widest = Math.max(...rows.map(({ label }) => textWidth(label, FONT.small)));
  const left = MARGIN + Math.min(widest, 0.42 * width) + 10;
  const right = width - MARGIN - 8;
  const counts = Math.max(3, Math.round((right - left) / 90));
  const all = rows.flatMap(({ differences }) => differences.filter((d) => d !== null));
  const x = roundScale(
    [Math.min(-1.5 * threshold, ...all), Math.max(1.5 * threshold, ...all)],
    [left, right],
    counts,
    true,
  );
  const top = key.bottom + 4;
  const bottom = top + rows.length * ROW + 6;
  const markup = [...axes(x, top, bottom, counts, threshold, colours)];
  rows.forEach((row, i) => {
    markup.push(...drawRow(row, x, top + 3 + (i + 0.5) * ROW, left, colours));
  });
  const words = "Standardised difference of the means (treated less controls)";
  const small = { "font-size": FONT.small, fill: colours.soft };
  const anchor = textWidth(words, FONT.small) < right - left ? left : MARGIN;
  wrap(words, width - anchor - MARGIN, FONT.small).forEach((part, i) => {
    markup.push(text(part, { x: anchor, y: bottom + 32 + 14 * i, ...small }));
  });
  const lines = wrap(words, width - anchor - MARGIN, FONT.small).length;
  const end = bottom + 32 + 14 * (lines - 1) + 8;
  return frame(figure, colours, describe(figure), end, [...head.markup, ...key.markup, ...markup]);
}

function check({ rows, series, threshold = 0.1 }: LoveFigure): void {
  if (rows.length === 0) throw new FigureError(`${WHERE}: there are no covariates; 1 or more are allowed.`);
  if (series.length < 1 || series.length > TONES.length)
    throw new FigureError(`${WHERE}: there are ${series.length} series; 1 to ${TONES.length} are allowed.`);
  if (!(threshold > 0)) throw new FigureError(`${WHERE}: the threshold is ${threshold}; above 0 is allowed.`);
  for (const { label, differences } of rows) {
    if (differences.length !== series.length)
      throw new FigureError(
        `${WHERE}: row "${label}" has ${differences.length} differences; as many as series, ${series.length}, are allowed.`,
      );
    const wrong = differences.find((d) => d !== null && !Number.isFinite(d));
    if (wrong !== undefined)
      throw new FigureError(`${WHERE}: row "${label}": ${wrong} is no difference; finite numbers are allowed.`);
  }
}

function axes(x: Scale, top: number, bottom: number, counts: number, threshold: number, colours: Colours): string[] {
  const small = { "font-size": FONT.small, fill: colours.soft };
  const dashed = { stroke: colours.axis, "stroke-dasharray": "4 3" };
  return [
    ...ticksOf(x, counts).flatMap(({ value, label }) => [
      line(x(value), top, x(value), bottom, { stroke: colours.grid }),
      text(label, { x: x(value), y: bottom + 15, "text-anchor": "middle", ...small }),
    ]),
    line(x(-threshold), top, x(-threshold), bottom, dashed),
    line(x(threshold), top, x(threshold), bottom, dashed),
    line(x(0), top, x(0), bottom, { stroke: colours.axis }),
  ];
}

function drawRow({ label, differences }: LoveRow, x: Scale, y: number, left: number, colours: Colours): string[] {
  const [first] = wrap(label, left - MARGIN - 9, FONT.small);
  const whole = first === label ? label : `${first} …`;
  const known = differences.flatMap((d) => (d === null ? [] : [x(d)]));
  const join = known.length > 1 ? [line(Math.min(...known), y, Math.max(...known), y, { stroke: colours.grid })] : [];
  return [
    text(whole, { x: left - 10, y: y + 4, "text-anchor": "end", "font-size": FONT.small, fill: colours.ink }),
    ...join,
    ...differences.flatMap((d, i) => (d === null ? [] : [mark(i, x(d), y, colours)])),
  ];
}

function mark(series: number, cx: number, cy: number, colours: Colours): string {
  const tone = colours.tones[TONES[series]];
  if (series === 0) return element("circle", { cx, cy, r: R, fill: colours.ground, stroke: tone, "stroke-width": 1.8 });
  if (series === 1) return element("circle", { cx, cy, r: R, fill: tone });
  const shape =
    series === 2
      ? [
          [0, -5.2],
          [5.2, 0],
          [0, 5.2],
          [-5.2, 0],
        ]
      : [
          [0, -5],
          [4.8, 3.6],
          [-4.8, 3.6],
        ];
  const points = shape.map(([dx, dy]) => `${Math.round(10 * (cx + dx)) / 10},${Math.round(10 * (cy + dy)) / 10}`);
  return element("polygon", { points: points.join(" "), fill: tone });
}

function legend({ series, width, threshold = 0.1 }: LoveFigure, top: number, colours: Colours) {
  const markup: string[] = [];
  let [x, y] = [MARGIN, top + 4];
  const place = (words: string, draw: (at: number, height: number) => string): void => {
    const size = 20 + textWidth(words, FONT.small) + 16;
    if (x > MARGIN && x + size > width) [x, y] = [MARGIN, y + 17];
    markup.push(draw(x + 7, y - 3.5), text(words, { x: x + 20, y, "font-size": FONT.small, fill: colours.ink }));
    x += size;
  };
  series.forEach((words, i) => {
    place(words, (at, height) => mark(i, at, height, colours));
  });
  place(`±${threshold}`, (at, height) =>
    line(at, height - 6, at, height + 6, { stroke: colours.axis, "stroke-dasharray": "4 3" }),
  );
  return { markup, bottom: y + 10 };
}

function describe({ series, rows, threshold = 0.1 }: LoveFigure): string {
  const parts = series.map((name, i) => {
    const sizes = rows.flatMap(({ differences }) => (differences[i] === null ? [] : [Math.abs(differences[i])]));
    const beyond = sizes.filter((size) => size > threshold).length;
    const most = sizes.length > 0 ? `, the largest ${Math.max(...sizes).toFixed(2)}` : "";
    return `${name}: ${beyond} of ${sizes.length} beyond ${threshold}${most}`;
  });
  return `Standardised differences of the means of ${rows.length} covariates. ${parts.join("; ")}.`;
}
