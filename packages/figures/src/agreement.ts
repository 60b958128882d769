/**
 * Published against modelled values: a panel for each class, the identity as a line, for each value the stretch that is
 * allowed and the model's. Axes are logarithmic on both sides of zero, for the values are of all sizes and signs.
 */
import { type ScaleSymLog, scaleSymlog } from "d3-scale";
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth } from "./frame.ts";
import type { Colours } from "./palette.ts";
import { element, line, text } from "./svg.ts";

export interface AgreementPoint {
  readonly label: string;
  readonly published: number;
  readonly model: number;
  /** What is allowed of the model. */
  readonly low: number;
  readonly high: number;
  readonly inside: boolean;
  /** Not counted: drawn hollow. */
  readonly uncounted?: boolean;
}

export interface AgreementPanel {
  readonly label: string;
  readonly points: readonly AgreementPoint[];
}

export interface AgreementFigure extends FigureOptions {
  readonly panels: readonly AgreementPanel[];
}

const WHERE = "agreement";
const LEAST_PANEL = 260;
const GAP = 20;
/** Below this size values stand on a linear stretch around zero. */
const LINEAR = 1;

export function agreement(figure: AgreementFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const { panels, width } = figure;
  const room = width - 2 * MARGIN;
  const across = Math.max(1, Math.min(panels.length, Math.floor((room + GAP) / (LEAST_PANEL + GAP))));
  const each = (room - (across - 1) * GAP) / across;
  const key = legend(head.bottom, width, colours);
  const markup = [...head.markup, ...key.markup];
  let top = key.bottom;
  for (let from = 0; from < panels.length; from += across) {
    const rows = panels.slice(from, from + across);
    const bottoms = rows.map((panel, k) => {
      const drawn = drawPanel(panel, MARGIN + k * (each + GAP), top, each, colours);
      markup.push(...drawn.markup);
      return drawn.bottom;
    });
    top = Math.max(...bottoms) + 14;
  }
  return frame(figure, colours, describe(figure), top - 10, markup);
}

function check({ panels }: AgreementFigure): void {
  if (panels.length === 0) throw new FigureError(`${WHERE}: there are no panels; 1 or more are allowed.`);
  for (const { label, points } of panels) {
    if (points.length === 0) throw new FigureError(`${WHERE}: panel "${label}" has no points; 1 or more are allowed.`);
    for (const p of points) {
      const wrong = [p.published, p.model, p.low, p.high].find((v) => !Number.isFinite(v));
      if (wrong !== undefined)
        throw new FigureError(
          `${WHERE}: panel "${label}", point "${p.label}": ${wrong} is no value; finite numbers are allowed.`,
        );
    }
  }
}

type Axis = ScaleSymLog<number, number>;

/** Whole powers of ten on both sides of zero that hold everything. */
function domainOf(points: readonly AgreementPoint[]): [number, number] {
  const all = points.flatMap((p) => [p.published, p.model]);
  const most = (values: readonly number[]): number => {
    const size = Math.max(0, ...values);
    return size === 0 ? 0 : 10 ** Math.ceil(Math.log10(Math.max(size, LINEAR)) - 1e-9);
  };
  const low = -most(all.map((v) => -v));
  const high = most(all);
  return low === high ? [-LINEAR, LINEAR] : [low, high];
}

function ticksOf([low, high]: readonly [number, number]): number[] {
  const ticks = [0];
  for (let power = LINEAR; power <= 1e6; power *= 10) {
    if (power <= high) ticks.push(power);
    if (-power >= low) ticks.push(-power);
  }
  return ticks.sort((a, b) => a - b);
}

const tickText = (value: number): string => String(value).replace("-", "−");

function drawPanel(
  panel: AgreementPanel,
  left: number,
  top: number,
  width: number,
  colours: Colours,
): { markup: string[]; bottom: number } {
  const domain = domainOf(panel.points);
  const ticks = ticksOf(domain);
  const labels = Math.max(...ticks.map((t) => textWidth(tickText(t), FONT.small)));
  const x0 = left + labels + 8;
  const x1 = left + width - 6;
  const y0 = top + 26;
  const y1 = y0 + (x1 - x0);
  const x = scaleSymlog().constant(LINEAR).domain(domain).range([x0, x1]);
  const y = scaleSymlog().constant(LINEAR).domain(domain).range([y1, y0]);
  const small = { "font-size": FONT.small, fill: colours.soft };
  const markup = [
    text(panel.label, { x: left, y: top + 12, "font-size": FONT.body, "font-weight": 600, fill: colours.ink }),
  ];
  let written = Number.NEGATIVE_INFINITY;
  for (const tick of ticks) {
    const stroke = { stroke: tick === 0 ? colours.axis : colours.grid };
    markup.push(line(x(tick), y0, x(tick), y1, stroke), line(x0, y(tick), x1, y(tick), stroke));
    markup.push(text(tickText(tick), { x: x0 - 5, y: y(tick) + 4, "text-anchor": "end", ...small }));
    const half = textWidth(tickText(tick), FONT.small) / 2;
    // Where a number would run into its neighbour it is left out.
    if (x(tick) - half < written + 3) continue;
    written = x(tick) + half;
    markup.push(text(tickText(tick), { x: x(tick), y: y1 + 14, "text-anchor": "middle", ...small }));
  }
  markup.push(line(x0, y1, x1, y0, { stroke: colours.axis, "stroke-dasharray": "4 3" }));
  // What is outside lies on top.
  const order = [...panel.points].sort((a, b) => Number(b.inside) - Number(a.inside));
  for (const point of order) markup.push(...allowedOf(point, x, y, domain, colours));
  for (const point of order) markup.push(markOf(point, x(point.published), y(point.model), colours));
  markup.push(text("published", { x: (x0 + x1) / 2, y: y1 + 29, "text-anchor": "middle", ...small }));
  markup.push(text("model", { x: x0 + 5, y: y0 + 12, ...small }));
  return { markup, bottom: y1 + 33 };
}

function allowedOf(p: AgreementPoint, x: Axis, y: Axis, [low, high]: readonly number[], colours: Colours): string[] {
  const clamped = (v: number): number => y(Math.min(Math.max(v, low), high));
  const stroke = { stroke: colours.tones.grey, "stroke-width": 1, "stroke-opacity": 0.55 };
  return [line(x(p.published), clamped(p.low), x(p.published), clamped(p.high), stroke)];
}

const R = 3.2;

/** A disc inside, a cross outside, hollow or thin where it does not count; its name for those who point at it. */
function markOf(p: AgreementPoint, cx: number, cy: number, colours: Colours): string {
  const named = element("title", {}, `${escapeName(p.label)}`);
  if (p.inside) {
    const style = p.uncounted
      ? { fill: colours.ground, stroke: colours.tones.blue, "stroke-width": 1.3 }
      : { fill: colours.tones.blue };
    return element("circle", { cx, cy, r: R, ...style }, named);
  }
  const d = `M${cx - R},${cy - R} L${cx + R},${cy + R} M${cx - R},${cy + R} L${cx + R},${cy - R}`.replace(
    /-?\d+\.\d+/g,
    (n) => String(Math.round(Number(n) * 100) / 100),
  );
  return element(
    "path",
    { d, fill: "none", stroke: colours.tones.red, "stroke-width": p.uncounted ? 1 : 2, "stroke-linecap": "round" },
    named,
  );
}

const escapeName = (label: string): string =>
  label.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function legend(top: number, width: number, colours: Colours): { markup: string[]; bottom: number } {
  const point = { label: "", published: 0, model: 0, low: 0, high: 0 };
  const entries: [string, (x: number, y: number) => string][] = [
    ["inside", (x, y) => markOf({ ...point, label: "inside", inside: true }, x, y, colours)],
    ["outside", (x, y) => markOf({ ...point, label: "outside", inside: false }, x, y, colours)],
    [
      "recalled, not counted",
      (x, y) => markOf({ ...point, label: "not counted", inside: true, uncounted: true }, x, y, colours),
    ],
    [
      "allowed",
      (x, y) => line(x, y - 6, x, y + 6, { stroke: colours.tones.grey, "stroke-width": 1, "stroke-opacity": 0.55 }),
    ],
    ["equal", (x, y) => line(x - 7, y + 4, x + 7, y - 4, { stroke: colours.axis, "stroke-dasharray": "4 3" })],
  ];
  const markup: string[] = [];
  let [x, y] = [MARGIN, top + 4];
  for (const [words, draw] of entries) {
    const size = 18 + textWidth(words, FONT.small) + 16;
    if (x > MARGIN && x + size > width) [x, y] = [MARGIN, y + 17];
    markup.push(draw(x + 7, y - 4), text(words, { x: x + 18, y, "font-size": FONT.small, fill: colours.ink }));
    x += size;
  }
  return { markup, bottom: y + 16 };
}

function describe({ panels }: AgreementFigure): string {
  const parts = panels.map(({ label, points }) => {
    const counted = points.filter((p) => !p.uncounted);
    return `${label}: ${counted.filter((p) => p.inside).length} of ${counted.length} inside`;
  });
  return `Modelled against published values. ${parts.join("; ")}.`;
}
