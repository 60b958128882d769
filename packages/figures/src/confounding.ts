/**
 * Estimates against the truth, and what a hidden confounder would leave of a published effect: above, a line for each
 * method with its interval and the true value in the patients for whom it speaks; below, the true ratio against the
 * confounder's strength.
 */
import { line as path } from "d3-shape";
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth, wrap } from "./frame.ts";
import type { Colours } from "./palette.ts";
import { roundScale, type Scale, ticksOf } from "./scales.ts";
import { element, line, text } from "./svg.ts";

export interface ConfoundingRow {
  readonly label: string;
  readonly estimate: number;
  readonly ci: readonly [number, number];
  readonly truth: number;
}

export interface ConfoundingCurve {
  /** True ratio by strength, strengths rising from 1. */
  readonly points: readonly { readonly strength: number; readonly ratio: number }[];
  /** What was published, and from which strength on nothing of it, or of its interval, is left. */
  readonly published: number;
  readonly explainsEstimate: number | null;
  readonly explainsInterval: number | null;
}

export interface ConfoundingFigure extends FigureOptions {
  /** What the estimates are, with their unit. */
  readonly measure: string;
  readonly rows: readonly ConfoundingRow[];
  readonly ratio: string;
  readonly strength: string;
  readonly curve: ConfoundingCurve | null;
}

const WHERE = "confounding";
const ROW = 24;
const CURVE_HEIGHT = 210;

export function confounding(figure: ConfoundingFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const above = drawRows(figure, head.bottom, colours);
  const below = figure.curve
    ? drawCurve(figure, figure.curve, above.bottom + 8, colours)
    : { markup: [], bottom: above.bottom };
  return frame(figure, colours, describe(figure), below.bottom, [...head.markup, ...above.markup, ...below.markup]);
}

function check({ rows, curve }: ConfoundingFigure): void {
  if (rows.length === 0) throw new FigureError(`${WHERE}: there are no estimates; 1 or more are allowed.`);
  for (const { label, estimate, ci, truth } of rows) {
    const wrong = [estimate, ...ci, truth].find((value) => !Number.isFinite(value));
    if (wrong !== undefined)
      throw new FigureError(`${WHERE}: row "${label}": ${wrong} is no effect; finite numbers are allowed.`);
  }
  if (curve === null) return;
  if (curve.points.length < 2)
    throw new FigureError(`${WHERE}: the curve has ${curve.points.length} points; 2 or more are allowed.`);
  for (const { strength, ratio } of curve.points) {
    if (!(strength >= 1 && ratio > 0 && Number.isFinite(ratio)))
      throw new FigureError(
        `${WHERE}: the curve has ${ratio} at strength ${strength}; ratios above 0 at strengths from 1 up are allowed.`,
      );
  }
}

const small = (colours: Colours) => ({ "font-size": FONT.small, fill: colours.soft });

function drawRows(figure: ConfoundingFigure, top: number, colours: Colours): { markup: string[]; bottom: number } {
  const { rows, width, measure } = figure;
  const widest = Math.max(...rows.map(({ label }) => textWidth(label, FONT.small)));
  const left = MARGIN + Math.min(widest, 0.42 * width) + 10;
  const right = width - MARGIN - 8;
  const values = rows.flatMap(({ ci, truth }) => [...ci, truth]);
  const counts = Math.max(3, Math.round((right - left) / 90));
  const x = roundScale([Math.min(...values), Math.max(...values)], [left, right], counts, true);
  const key = legend(top, colours);
  const from = key.bottom + 2;
  const to = from + rows.length * ROW;
  const markup = [...key.markup];
  for (const { value, label } of ticksOf(x, counts)) {
    markup.push(line(x(value), from, x(value), to, { stroke: value === 0 ? colours.axis : colours.grid }));
    markup.push(text(label, { x: x(value), y: to + 14, "text-anchor": "middle", ...small(colours) }));
  }
  rows.forEach((row, i) => {
    markup.push(...drawEstimate(row, x, from + (i + 0.5) * ROW, left, colours));
  });
  const lines = wrap(measure, width - 2 * MARGIN, FONT.small);
  lines.forEach((part, i) => {
    const start = textWidth(part, FONT.small) < right - left ? left : MARGIN;
    markup.push(text(part, { x: start, y: to + 31 + 14 * i, ...small(colours) }));
  });
  return { markup, bottom: to + 31 + 14 * (lines.length - 1) + 12 };
}

function drawEstimate(row: ConfoundingRow, x: Scale, y: number, left: number, colours: Colours): string[] {
  const { label, estimate, ci, truth } = row;
  const [first] = wrap(label, left - MARGIN - 9, FONT.small);
  const whole = first === label ? label : `${first} …`;
  return [
    text(whole, { x: left - 10, y: y + 4, "text-anchor": "end", "font-size": FONT.small, fill: colours.ink }),
    line(x(ci[0]), y, x(ci[1]), y, { stroke: colours.ink, "stroke-width": 1.4 }),
    element("rect", { x: x(estimate) - 3.5, y: y - 3.5, width: 7, height: 7, fill: colours.tones.blue }),
    truthMark(x(truth), y, colours),
  ];
}

const truthMark = (x: number, y: number, colours: Colours): string =>
  line(x, y - 9, x, y + 9, { stroke: colours.tones.red, "stroke-width": 2.2 });

function legend(top: number, colours: Colours): { markup: string[]; bottom: number } {
  const y = top + 4;
  const ink = { "font-size": FONT.small, fill: colours.ink };
  const next = MARGIN + 26 + textWidth("estimate, 95 % interval", FONT.small) + 18;
  return {
    markup: [
      line(MARGIN, y - 4, MARGIN + 18, y - 4, { stroke: colours.ink, "stroke-width": 1.4 }),
      element("rect", { x: MARGIN + 5.5, y: y - 7.5, width: 7, height: 7, fill: colours.tones.blue }),
      text("estimate, 95 % interval", { x: MARGIN + 26, y, ...ink }),
      truthMark(next + 4, y - 4, colours),
      text("truth", { x: next + 14, y, ...ink }),
    ],
    bottom: y + 10,
  };
}

function drawCurve(
  figure: ConfoundingFigure,
  curve: ConfoundingCurve,
  top: number,
  colours: Colours,
): { markup: string[]; bottom: number } {
  const { width, ratio, strength } = figure;
  const left = MARGIN + 34;
  const right = width - MARGIN - 10;
  let y0 = top;
  const markup: string[] = [];
  for (const part of wrap(ratio, (width - 2 * MARGIN) / 1.08, FONT.body)) {
    y0 += 17;
    markup.push(text(part, { x: MARGIN, y: y0, "font-size": FONT.body, "font-weight": 600, fill: colours.ink }));
  }
  y0 += 12;
  const y1 = y0 + CURVE_HEIGHT;
  const { points, published } = curve;
  const ratios = [...points.map((p) => p.ratio), published, 1];
  const counts = Math.max(3, Math.round((right - left) / 90));
  const x = roundScale([1, Math.max(...points.map((p) => p.strength))], [left, right], counts, false);
  const y = roundScale([Math.min(...ratios), Math.max(...ratios)], [y1, y0], 5, false);
  for (const { value, label } of ticksOf(x, counts)) {
    markup.push(line(x(value), y0, x(value), y1, { stroke: colours.grid }));
    markup.push(text(label, { x: x(value), y: y1 + 15, "text-anchor": "middle", ...small(colours) }));
  }
  for (const { value, label } of ticksOf(y, 5)) {
    markup.push(line(left, y(value), right, y(value), { stroke: colours.grid }));
    markup.push(text(label, { x: left - 6, y: y(value) + 4, "text-anchor": "end", ...small(colours) }));
  }
  markup.push(...levels(curve, x, y, left, right, y1, colours));
  const draw = path<{ strength: number; ratio: number }>(
    (p) => x(p.strength),
    (p) => y(p.ratio),
  ).digits(2);
  markup.push(
    element("path", { d: draw([...points]) ?? "", fill: "none", stroke: colours.tones.blue, "stroke-width": 2.2 }),
    ...points.map((p) => element("circle", { cx: x(p.strength), cy: y(p.ratio), r: 2.6, fill: colours.tones.blue })),
  );
  const lines = wrap(strength, right - MARGIN, FONT.small);
  lines.forEach((part, i) => {
    markup.push(text(part, { x: MARGIN, y: y1 + 32 + 14 * i, ...small(colours) }));
  });
  return { markup, bottom: y1 + 32 + 14 * (lines.length - 1) + 6 };
}

/** The curve's height between its points. */
function ratioAt(points: ConfoundingCurve["points"], strength: number): number {
  const k = Math.max(
    1,
    points.findIndex((p) => p.strength >= strength),
  );
  const [a, b] = [points[k - 1], points[k]];
  return a.ratio + ((b.ratio - a.ratio) * (strength - a.strength)) / (b.strength - a.strength);
}

/** No effect, what was published, and where the curve leaves nothing of it. */
function levels(
  { points, published, explainsEstimate, explainsInterval }: ConfoundingCurve,
  x: Scale,
  y: Scale,
  left: number,
  right: number,
  bottom: number,
  colours: Colours,
): string[] {
  const rim = { stroke: colours.ground, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };
  const words = (content: string, height: number): string =>
    text(content, {
      x: right - 4,
      y: height,
      "text-anchor": "end",
      "font-size": FONT.small,
      fill: colours.ink,
      ...rim,
    });
  // The curve rises from the left: above it, to the left, there is room for words.
  const drop = (at: number | null, label: string): string[] => {
    if (at === null) return [];
    const [across, height] = [x(at), y(ratioAt(points, at))];
    const fits = across - 8 - textWidth(label, FONT.small) > left;
    return [
      line(across, height, across, bottom, { stroke: colours.tones.red, "stroke-dasharray": "3 3" }),
      text(label, {
        x: fits ? across - 8 : across + 8,
        y: fits ? height - 7 : height + 14,
        "text-anchor": fits ? "end" : "start",
        "font-size": FONT.small,
        fill: colours.tones.red,
        ...rim,
      }),
    ];
  };
  const interval = explainsInterval === null ? null : `the interval reaches 1 at ${explainsInterval.toFixed(1)}`;
  const estimate = explainsEstimate === null ? null : `nothing is left at ${explainsEstimate.toFixed(1)}`;
  return [
    line(left, y(1), right, y(1), { stroke: colours.axis, "stroke-width": 1.4 }),
    line(left, y(published), right, y(published), { stroke: colours.axis, "stroke-dasharray": "6 3" }),
    words("no effect", y(1) - 5),
    words(`published: ${published}`, y(published) - 5),
    ...drop(explainsEstimate, estimate ?? ""),
    ...drop(explainsInterval, interval ?? ""),
  ];
}

function describe({ rows, measure, curve }: ConfoundingFigure): string {
  const short = (value: number): string => String(Number(value.toPrecision(3)));
  const parts = rows.map(({ label, estimate, ci, truth }) => {
    return `${label} ${short(estimate)} (${ci.map(short).join(" to ")}), truth ${short(truth)}`;
  });
  const hidden =
    curve?.explainsEstimate == null
      ? ""
      : ` A hidden confounder of strength ${short(curve.explainsEstimate)} would leave nothing of the published ${curve.published}.`;
  return `${measure}: ${parts.join("; ")}.${hidden}`;
}
