/** The boundaries of a group-sequential test over the information, with the observed path where there is one. */
import { line as lineOf } from "d3-shape";
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth } from "./frame.ts";
import type { Colours, Tone } from "./palette.ts";
import { roundScale, type Scale, ticksOf } from "./scales.ts";
import { element, line, text } from "./svg.ts";

export interface BoundaryFigure extends FigureOptions {
  /** Information at the looks, percent of the maximum. */
  readonly times: readonly number[];
  /** z; null where a look has no bound. */
  readonly efficacy: readonly (number | null)[];
  readonly futility?: readonly (number | null)[];
  readonly twoSided: boolean;
  readonly observed?: readonly number[];
}

const WHERE = "sequentialBoundary";
const PLOT_HEIGHT = 300;
/** Bounds further out are drawn at the edge with an arrow of their value. */
const FURTHEST = 6;

export function sequentialBoundary(figure: BoundaryFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const { times, efficacy, futility = [], observed = [], twoSided, width } = figure;
  const known = [...efficacy, ...futility, ...observed].filter((z) => z !== null);
  const high = Math.min(FURTHEST, Math.max(2, ...known) + 0.4);
  const low = twoSided ? -high : Math.max(-FURTHEST, Math.min(-0.5, ...known.map((z) => z - 0.3)));
  const y0 = head.bottom + 18;
  const y1 = y0 + PLOT_HEIGHT;
  const y = roundScale([low, high], [y1, y0], 6, true);
  const rows = ticksOf(y, 6);
  const x0 = MARGIN + Math.max(...rows.map((r) => textWidth(r.label, FONT.small))) + 8;
  const x = roundScale([0, 100], [x0, width - MARGIN - 8], 5, true);
  const small = { "font-size": FONT.small, fill: colours.soft };
  const [, x1] = x.range();
  const markup = [
    ...head.markup,
    text("Z", { x: MARGIN, y: y0 - 6, ...small }),
    ...rows.flatMap(({ value, label }) => [
      line(x0, y(value), x1, y(value), { stroke: value === 0 ? colours.axis : colours.grid }),
      text(label, { x: x0 - 6, y: y(value) + 4, "text-anchor": "end", ...small }),
    ]),
    ...times.flatMap((t) => [line(x(t), y0, x(t), y1, { stroke: colours.grid, "stroke-dasharray": "1 3" })]),
    ...ticksOf(x, 5).map(({ value, label }) =>
      text(label, { x: x(value), y: y1 + 16, "text-anchor": "middle", ...small }),
    ),
    text("Information (% of the maximum)", { x: (x0 + x1) / 2, y: y1 + 32, "text-anchor": "middle", ...small }),
    ...path(times, observed, x, y, colours),
    ...bound(times, efficacy, 1, x, y, colours, EFFICACY, twoSided),
    ...(twoSided ? bound(times, efficacy, -1, x, y, colours, EFFICACY, twoSided) : []),
    ...bound(times, futility, 1, x, y, colours, FUTILITY, twoSided),
    ...(twoSided ? bound(times, futility, -1, x, y, colours, FUTILITY, twoSided) : []),
  ];
  const key = legend(figure, x0, y1 + 50, colours);
  return frame(figure, colours, describe(figure), key.bottom, [...markup, ...key.markup]);
}

function check({ times, efficacy, futility = [], observed = [] }: BoundaryFigure): void {
  if (times.length === 0) throw new FigureError(`${WHERE}: there are no looks; 1 or more are allowed.`);
  const back = times.findIndex((t, k) => !(t > (times[k - 1] ?? 0) && t <= 100));
  if (back >= 0)
    throw new FigureError(`${WHERE}: times: ${times[back]} at look ${back + 1}; rising to 100 is allowed.`);
  if (efficacy.length !== times.length)
    throw new FigureError(`${WHERE}: efficacy has ${efficacy.length} bounds; ${times.length} are allowed.`);
  if (futility.length > times.length || observed.length > times.length)
    throw new FigureError(`${WHERE}: more values than the ${times.length} looks; as many or fewer are allowed.`);
  const wrong = [...efficacy, ...futility, ...observed].find((z) => z !== null && !Number.isFinite(z));
  if (wrong !== undefined) throw new FigureError(`${WHERE}: ${wrong} is no bound; finite numbers or null are allowed.`);
}

interface Style {
  readonly tone: Tone;
  readonly dash: string | undefined;
  readonly shape: "square" | "circle";
}
const EFFICACY: Style = { tone: "blue", dash: undefined, shape: "square" };
const FUTILITY: Style = { tone: "orange", dash: "6 3", shape: "circle" };

function bound(
  times: readonly number[],
  bounds: readonly (number | null)[],
  sign: 1 | -1,
  x: Scale,
  y: Scale,
  colours: Colours,
  style: Style,
  twoSided: boolean,
): string[] {
  const [low, high] = y.domain();
  const inside = (z: number): number => Math.min(high, Math.max(low, z));
  const points = bounds.flatMap((z, k) => (z === null ? [] : [{ at: x(times[k]), z: sign * z }]));
  const stroke = colours.tones[style.tone];
  const corners = points.map(({ at, z }): [number, number] => [at, y(inside(z))]);
  const drawn = [
    element("path", {
      d: lineOf<[number, number]>().digits(2)(corners) ?? "",
      fill: "none",
      stroke,
      "stroke-width": 1.6,
      "stroke-dasharray": style.dash,
    }),
  ];
  for (const { at, z } of points) {
    drawn.push(mark(style, at, y(inside(z)), colours));
    const below = twoSided ? sign < 0 : style === FUTILITY;
    const place = y(inside(z)) + (below ? 16 : -8);
    const words = `${z > high || z < low ? (z > 0 ? "↑ " : "↓ ") : ""}${z.toFixed(2).replace("-", "−")}`;
    const edge = at > x.range()[1] - 20 ? "end" : "middle";
    // A rim of the ground, where the words lie on a line.
    const rim = { stroke: colours.ground, "stroke-width": 3, "paint-order": "stroke" };
    drawn.push(text(words, { x: at, y: place, "text-anchor": edge, "font-size": FONT.small, fill: stroke, ...rim }));
  }
  return points.length > 0 ? drawn : [];
}

function mark({ tone, shape }: Style, cx: number, cy: number, colours: Colours): string {
  const fill = colours.tones[tone];
  if (shape === "square") return element("rect", { x: cx - 3.5, y: cy - 3.5, width: 7, height: 7, fill });
  return element("circle", { cx, cy, r: 3.5, fill: colours.ground, stroke: fill, "stroke-width": 1.6 });
}

function path(times: readonly number[], observed: readonly number[], x: Scale, y: Scale, colours: Colours): string[] {
  if (observed.length === 0) return [];
  const [low, high] = y.domain();
  const points = observed.map((z, k): [number, number] => [x(times[k]), y(Math.min(high, Math.max(low, z)))]);
  const ink = colours.tones.ink;
  const from: [number, number] = [x(0), y(0)];
  return [
    element("path", {
      d: lineOf<[number, number]>().digits(2)([from, ...points]) ?? "",
      fill: "none",
      stroke: ink,
      "stroke-width": 1.2,
    }),
    ...points.map(([cx, cy]) => element("circle", { cx, cy, r: 3.6, fill: ink })),
  ];
}

function legend(
  figure: BoundaryFigure,
  left: number,
  top: number,
  colours: Colours,
): { markup: string[]; bottom: number } {
  const { futility = [], observed = [], twoSided } = figure;
  const entries: [string, (x: number, y: number) => string][] = [
    ["efficacy: reject at or beyond", (x, y) => mark(EFFICACY, x, y, colours)],
    ...(futility.some((z) => z !== null)
      ? [
          [
            `futility: stop ${twoSided ? "within" : "below"}`,
            (x: number, y: number) => mark(FUTILITY, x, y, colours),
          ] as [string, (x: number, y: number) => string],
        ]
      : []),
    ...(observed.length > 0
      ? [
          [
            "observed",
            (x: number, y: number) => element("circle", { cx: x, cy: y, r: 3.6, fill: colours.tones.ink }),
          ] as [string, (x: number, y: number) => string],
        ]
      : []),
  ];
  const markup: string[] = [];
  let [x, y] = [left, top];
  for (const [words, draw] of entries) {
    const size = 14 + textWidth(words, FONT.small) + 18;
    if (x > left && x + size > figure.width - MARGIN) [x, y] = [left, y + 16];
    markup.push(draw(x + 4, y - 4), text(words, { x: x + 14, y, "font-size": FONT.small, fill: colours.ink }));
    x += size;
  }
  return { markup, bottom: y + 6 };
}

function describe({ times, efficacy, futility = [], observed = [] }: BoundaryFigure): string {
  const looks = times.map((t, k) => {
    const parts = [`reject at ${efficacy[k]?.toFixed(2) ?? "no value"}`];
    const lower = futility[k];
    if (lower !== null && lower !== undefined) parts.push(`stop for futility at ${lower.toFixed(2)}`);
    if (observed[k] !== undefined) parts.push(`observed ${observed[k].toFixed(2)}`);
    return `${t.toFixed(0)} % of the information: ${parts.join(", ")}`;
  });
  return `Boundaries of a group-sequential test. ${looks.join("; ")}.`;
}
