/** Pressure against volume over a cycle: one loop per state, with a legend that is also a table. */
import { line as lineOf } from "d3-shape";
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth } from "./frame.ts";
import { type Colours, SERIES, type Tone } from "./palette.ts";
import { checkSeries, extent, roundScale, type Scale, ticksOf } from "./scales.ts";
import { type Point, simplify } from "./simplify.ts";
import { element, line, text } from "./svg.ts";

export interface Loop {
  readonly label: string;
  readonly volume_mL: readonly number[];
  readonly pressure_mmHg: readonly number[];
  readonly tone?: Tone;
  /** One for each column of the figure's legend, written as it shall stand. */
  readonly cells?: readonly string[];
}

/** A line that the loops are seen against, such as the end-systolic relation; points beyond the axes are cut off. */
export interface Relation {
  readonly label: string;
  readonly volume_mL: readonly number[];
  readonly pressure_mmHg: readonly number[];
}

export interface LoopFigure extends FigureOptions {
  readonly loops: readonly Loop[];
  readonly relations?: readonly Relation[];
  /** Columns of the legend beside the labels. */
  readonly columns?: readonly { readonly name: string; readonly unit: string }[];
}

const WHERE = "pressureVolumeLoops";
const ROW = 18;
const SWATCH = 34;

export function pressureVolumeLoops(figure: LoopFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const { width, loops, relations = [] } = figure;
  const head = heading(figure, colours);
  const key = legend(figure, head.bottom + 2, colours);
  const top = key.bottom + 32;
  const height = Math.round(Math.min(420, Math.max(220, 0.62 * (width - 2 * MARGIN))));
  const counts = { x: Math.max(4, Math.round(width / 90)), y: Math.round(height / 50) };
  const pressures = roundScale(extent(loops.map((l) => l.pressure_mmHg)), [height, 0], counts.y, true);
  const yTicks = ticksOf(pressures, counts.y);
  const left = MARGIN + Math.max(...yTicks.map(({ label }) => textWidth(label, FONT.small))) + 8;
  // Volumes are seen close by: what support changes is some millilitres in two hundred.
  const volumes = roundScale(padded(extent(loops.map((l) => l.volume_mL))), [left, width - MARGIN], counts.x, false);
  const small = { "font-size": FONT.small, fill: colours.soft };
  const grid = [
    ...ticksOf(volumes, counts.x).flatMap(({ value, label }) => [
      line(volumes(value), 0, volumes(value), height, { stroke: colours.grid }),
      text(label, { x: volumes(value), y: height + 17, "text-anchor": "middle", ...small }),
    ]),
    ...yTicks.flatMap(({ value, label }) => [
      line(left, pressures(value), width - MARGIN, pressures(value), { stroke: colours.grid }),
      text(label, { x: left - 6, y: pressures(value) + 4, "text-anchor": "end", ...small }),
    ]),
    line(left, height, width - MARGIN, height, { stroke: colours.axis }),
    line(left, 0, left, height, { stroke: colours.axis }),
  ];
  const drawn = [
    ...grid,
    ...relations.flatMap((relation) => drawRelation(relation, volumes, pressures, colours)),
    ...loops.map((loop, i) => drawLoop(loop, i, volumes, pressures, colours)),
    text("Pressure (mmHg)", { x: MARGIN, y: -10, ...small }),
    text("Volume (mL)", { x: (left + width - MARGIN) / 2, y: height + 35, "text-anchor": "middle", ...small }),
  ];
  const plot = element("g", { transform: `translate(0 ${Math.round(top)})` }, drawn);
  return frame(figure, colours, describe(figure), top + height + 39, [...head.markup, ...key.markup, plot]);
}

function check({ loops, relations = [], columns = [] }: LoopFigure): void {
  if (loops.length === 0 || loops.length > SERIES.length)
    throw new FigureError(`${WHERE}: there are ${loops.length} loops; 1 to ${SERIES.length} are allowed.`);
  for (const { label, volume_mL: volume, pressure_mmHg: pressure } of [...loops, ...relations]) {
    checkSeries(volume, `${WHERE}: "${label}", volume_mL`);
    checkSeries(pressure, `${WHERE}: "${label}", pressure_mmHg`, volume.length);
  }
  for (const { label, cells = [] } of loops) {
    if (cells.length !== columns.length)
      throw new FigureError(
        `${WHERE}: "${label}" has ${cells.length} cells; as many as the legend's columns, ${columns.length}, are allowed.`,
      );
  }
}

/** A little room left and right, so that loops do not lie on the axis. */
function padded([low, high]: readonly [number, number]): [number, number] {
  const room = 0.04 * (high - low);
  return [Math.max(Math.min(low, 0), low - room), high + room];
}

const strokeOf = (loop: Loop, index: number, colours: Colours) => ({
  stroke: colours.tones[loop.tone ?? SERIES[index].tone],
  "stroke-width": 1.9,
  "stroke-dasharray": SERIES[index].dash,
});

function drawLoop(loop: Loop, index: number, x: Scale, y: Scale, colours: Colours): string {
  const points = simplify(loop.volume_mL.map((volume, i): Point => [x(volume), y(loop.pressure_mmHg[i])]));
  const d = lineOf<Point>().digits(2)(points) ?? "";
  return element("path", { d, fill: "none", ...strokeOf(loop, index, colours), "stroke-linejoin": "round" });
}

function drawRelation(relation: Relation, x: Scale, y: Scale, colours: Colours): string[] {
  const [x0, x1] = x.range();
  const [bottom, top] = y.range();
  const points = relation.volume_mL.map((volume, i): Point => [x(volume), y(relation.pressure_mmHg[i])]);
  const pieces = points.slice(1).flatMap((end, i) => cut(points[i], end, x0, x1, top, bottom));
  if (pieces.length === 0) return [];
  const inside = [pieces[0][0], ...pieces.map(([, end]) => end)];
  const [endX, endY] = inside.reduce((a, b) => (b[0] > a[0] ? b : a));
  const d = lineOf<Point>().digits(2)(simplify(inside)) ?? "";
  const style = { "font-size": FONT.small, "font-style": "italic", fill: colours.soft };
  // Above the right end; beside it where the curve leaves through the top.
  const beside = endY < 18 && endX + 8 + textWidth(relation.label, FONT.small) < x1;
  const place = beside ? { x: endX + 8, y: top + 12 } : { x: endX - 8, y: endY - 6, "text-anchor": "end" };
  return [
    element("path", { d, fill: "none", stroke: colours.axis, "stroke-width": 1 }),
    text(relation.label, { ...place, ...style }),
  ];
}

/** The part of a segment inside the axes (Liang and Barsky's), or nothing. */
function cut(from: Point, to: Point, x0: number, x1: number, y0: number, y1: number): [Point, Point][] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [enter, leave] = [0, 1];
  const edges = [
    [-dx, from[0] - x0],
    [dx, x1 - from[0]],
    [-dy, from[1] - y0],
    [dy, y1 - from[1]],
  ];
  for (const [outward, room] of edges) {
    if (outward === 0 && room < 0) return [];
    if (outward < 0) enter = Math.max(enter, room / outward);
    if (outward > 0) leave = Math.min(leave, room / outward);
  }
  if (enter >= leave) return [];
  return [
    [
      [from[0] + enter * dx, from[1] + enter * dy],
      [from[0] + leave * dx, from[1] + leave * dy],
    ],
  ];
}

/** Line sample, label and figures of each loop, in rows. */
function legend(figure: LoopFigure, top: number, colours: Colours): { markup: string[]; bottom: number } {
  const { loops, columns = [] } = figure;
  const small = { "font-size": FONT.small };
  const labels = Math.max(...loops.map(({ label }) => textWidth(label, FONT.small)));
  const ends: number[] = [];
  let x = MARGIN + SWATCH + 8 + labels;
  for (const [k, { name, unit }] of columns.entries()) {
    const words = [name, unit, ...loops.map(({ cells }) => cells?.[k] ?? "")];
    x += 16 + Math.max(...words.map((word) => textWidth(word, FONT.small)));
    ends.push(x);
  }
  const markup = columns.flatMap(({ name, unit }, k) => [
    text(name, { x: ends[k], y: top + 12, "text-anchor": "end", ...small, fill: colours.ink }),
    text(unit, { x: ends[k], y: top + 25, "text-anchor": "end", ...small, fill: colours.soft }),
  ]);
  let y = top + (columns.length > 0 ? 26 : -4);
  for (const [i, loop] of loops.entries()) {
    y += ROW;
    markup.push(line(MARGIN, y - 4, MARGIN + SWATCH, y - 4, strokeOf(loop, i, colours)));
    markup.push(text(loop.label, { x: MARGIN + SWATCH + 8, y, ...small, fill: colours.ink }));
    for (const [k, cell] of (loop.cells ?? []).entries())
      markup.push(text(cell, { x: ends[k], y, "text-anchor": "end", ...small, fill: colours.ink }));
  }
  return { markup: [element("g", {}, markup)], bottom: y + 4 };
}

function describe({ loops }: LoopFigure): string {
  const spans = loops.map(({ label, volume_mL: volume, pressure_mmHg: pressure }) => {
    const [v, p] = [extent([volume]), extent([pressure])].map((pair) => pair.map((n) => n.toFixed(0)).join(" to "));
    return `${label}: ${v} mL, ${p} mmHg`;
  });
  return `Pressure-volume loops. ${spans.join("; ")}.`;
}
