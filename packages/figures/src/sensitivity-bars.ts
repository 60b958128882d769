/**
 * Sensitivity indices: for each output a panel, for each factor two bars, the part of the variance that it explains alone
 * and its total effect with all interactions, with intervals.
 */
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth, wrap } from "./frame.ts";
import type { Colours } from "./palette.ts";
import { roundScale, type Scale, ticksOf } from "./scales.ts";
import { element, line, text } from "./svg.ts";

export interface SensitivityRow {
  readonly label: string;
  readonly first: number;
  readonly total: number;
  readonly firstInterval?: readonly [number, number];
  readonly totalInterval?: readonly [number, number];
  /** Written at the right end, such as a rank correlation. */
  readonly note?: string;
}

export interface SensitivityPanel {
  readonly label: string;
  /** From top to bottom. */
  readonly rows: readonly SensitivityRow[];
}

export interface SensitivityFigure extends FigureOptions {
  readonly panels: readonly SensitivityPanel[];
  /** What the notes at the right are. */
  readonly noteLabel?: string;
}

const WHERE = "sensitivityBars";
const ROW = 26;
const BAR = 8;
/** Intervals beyond are cut off, or a single bad one would press all bars together. */
const LEAST = -0.2;
const MOST = 1.4;

export function sensitivityBars(figure: SensitivityFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const { panels, width } = figure;
  const rows = panels.flatMap((panel) => panel.rows);
  const notes = Math.max(0, ...rows.map(({ note }) => (note === undefined ? 0 : textWidth(note, FONT.small) + 8)));
  const widest = Math.max(...rows.map(({ label }) => textWidth(label, FONT.small)));
  const left = MARGIN + Math.min(widest, 0.42 * width) + 8;
  const counts = Math.max(3, Math.round((width - left) / 110));
  const x = roundScale(spanOf(rows), [left, width - MARGIN - notes], counts, true);
  const markup: string[] = [];
  const key = legend(figure, head.bottom, colours);
  let y = key.bottom;
  for (const panel of panels) {
    // Bold letters are wider.
    for (const part of wrap(panel.label, (width - 2 * MARGIN) / 1.08, FONT.body)) {
      y += 17;
      markup.push(text(part, { x: MARGIN, y, "font-size": FONT.body, "font-weight": 600, fill: colours.ink }));
    }
    y += 8;
    markup.push(...axes(x, y, panel.rows.length * ROW, counts, colours));
    panel.rows.forEach((row, i) => {
      markup.push(...drawRow(row, x, y + i * ROW, left, figure.width, colours));
    });
    y += panel.rows.length * ROW + 26;
  }
  const small = { "font-size": FONT.small, fill: colours.soft };
  markup.push(text("Part of the variance of the change", { x: left, y: y + 6, ...small }));
  return frame(figure, colours, describe(figure), y + 10, [...head.markup, ...key.markup, ...markup]);
}

function check({ panels }: SensitivityFigure): void {
  if (panels.length === 0) throw new FigureError(`${WHERE}: there are no panels; 1 or more are allowed.`);
  for (const { label, rows } of panels) {
    if (rows.length === 0) throw new FigureError(`${WHERE}: panel "${label}" has no rows; 1 or more are allowed.`);
    for (const row of rows) {
      const values = [row.first, row.total, ...(row.firstInterval ?? []), ...(row.totalInterval ?? [])];
      const wrong = values.find((value) => !Number.isFinite(value));
      if (wrong !== undefined)
        throw new FigureError(
          `${WHERE}: panel "${label}", row "${row.label}": ${wrong} is no index; finite numbers are allowed.`,
        );
    }
  }
}

function spanOf(rows: readonly SensitivityRow[]): [number, number] {
  const all = rows.flatMap(({ first, total, firstInterval = [first, first], totalInterval = [total, total] }) => [
    first,
    total,
    ...firstInterval,
    ...totalInterval,
  ]);
  return [Math.max(LEAST, Math.min(0, ...all)), Math.min(MOST, Math.max(0.2, ...all))];
}

function axes(x: Scale, top: number, height: number, counts: number, colours: Colours): string[] {
  const small = { "font-size": FONT.small, fill: colours.soft };
  return [
    ...ticksOf(x, counts).flatMap(({ value, label }) => [
      line(x(value), top, x(value), top + height, { stroke: colours.grid }),
      text(label, { x: x(value), y: top + height + 14, "text-anchor": "middle", ...small }),
    ]),
    line(x(0), top, x(0), top + height, { stroke: colours.axis }),
  ];
}

function drawRow(row: SensitivityRow, x: Scale, top: number, left: number, width: number, colours: Colours): string[] {
  const middle = top + ROW / 2;
  const small = { "font-size": FONT.small, fill: colours.ink };
  // A little more than the widest label measures, whatever the rounding.
  const [label] = wrap(row.label, left - MARGIN - 7, FONT.small);
  const whole = label === row.label ? row.label : `${label} …`;
  return [
    text(whole, { x: left - 8, y: middle + 4, "text-anchor": "end", ...small }),
    bar(row.first, x, middle - BAR - 0.5, { fill: colours.tones.blue }),
    ...whisker(row.firstInterval, x, middle - BAR / 2 - 0.5, colours),
    bar(row.total, x, middle + 0.5, {
      fill: colours.tones.orange,
      "fill-opacity": 0.28,
      stroke: colours.tones.orange,
      "stroke-width": 1,
    }),
    ...whisker(row.totalInterval, x, middle + BAR / 2 + 0.5, colours),
    ...(row.note === undefined
      ? []
      : [text(row.note, { x: width - MARGIN, y: middle + 4, "text-anchor": "end", ...small })]),
  ];
}

const inside = (value: number, x: Scale): number => {
  const [low, high] = x.domain();
  return x(Math.min(Math.max(value, low), high));
};

function bar(value: number, x: Scale, y: number, style: Record<string, string | number>): string {
  const [from, to] = [x(0), inside(value, x)].sort((a, b) => a - b);
  return element("rect", { x: from, y, width: to - from, height: BAR, ...style });
}

/** An interval; an end that is cut off has no cap. */
function whisker(interval: readonly [number, number] | undefined, x: Scale, y: number, colours: Colours): string[] {
  if (!interval) return [];
  const stroke = { stroke: colours.ink, "stroke-width": 1 };
  const [low, high] = interval.map((end) => inside(end, x));
  const caps = interval.flatMap((end) => {
    const at = inside(end, x);
    return Math.abs(at - x(end)) < 0.01 ? [line(at, y - 2.5, at, y + 2.5, stroke)] : [];
  });
  return [line(low, y, high, y, stroke), ...caps];
}

function legend(
  { noteLabel, width }: SensitivityFigure,
  top: number,
  colours: Colours,
): { markup: string[]; bottom: number } {
  const small = { "font-size": FONT.small, fill: colours.ink };
  const entries = [
    { words: "first order: alone", style: { fill: colours.tones.blue } },
    {
      words: "total effect: with interactions",
      style: {
        fill: colours.tones.orange,
        "fill-opacity": 0.28,
        stroke: colours.tones.orange,
        "stroke-width": 1,
      },
    },
  ];
  const markup: string[] = [];
  let [at, y] = [MARGIN, top + 4];
  for (const { words, style } of entries) {
    const size = 24 + textWidth(words, FONT.small) + 16;
    if (at > MARGIN && at + size > width) [at, y] = [MARGIN, y + 17];
    markup.push(element("rect", { x: at, y: y - BAR + 1, width: 18, height: BAR, ...style }));
    markup.push(text(words, { x: at + 24, y: y + 1, ...small }));
    at += size;
  }
  const lines = wrap(
    `Whiskers: 95 % intervals.${noteLabel ? ` At the right: ${noteLabel}.` : ""}`,
    width - 2 * MARGIN,
    FONT.small,
  );
  for (const part of lines) {
    y += 16;
    markup.push(text(part, { x: MARGIN, y, "font-size": FONT.small, fill: colours.soft }));
  }
  return { markup, bottom: y + 8 };
}

function describe({ panels }: SensitivityFigure): string {
  const parts = panels.map(({ label, rows }) => {
    const told = rows.slice(0, 3).map((r) => `${r.label} ${r.total.toFixed(2)} (alone ${r.first.toFixed(2)})`);
    return `${label}: largest total effects ${told.join(", ")}`;
  });
  return `Sensitivity indices as bars. ${parts.join("; ")}.`;
}
