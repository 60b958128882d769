/** Waterfall: a bar for each patient, sorted by what a treatment changes in him, toned and patterned by the verdict. */
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth } from "./frame.ts";
import type { Colours, Tone } from "./palette.ts";
import { extent, roundScale, type Scale, ticksOf } from "./scales.ts";
import { element, line, text } from "./svg.ts";

export interface WaterfallGroup {
  /** Named in the legend with its number of patients. */
  readonly label: string;
  readonly tone: Tone;
  /** Bars are hollow, so that groups differ without colour. */
  readonly hollow?: boolean;
  readonly values: readonly number[];
}

export interface WaterfallFigure extends FigureOptions {
  readonly yLabel: string;
  readonly groups: readonly WaterfallGroup[];
  /** Lines across, such as the limits of the verdict. */
  readonly levels?: readonly number[];
}

const WHERE = "waterfall";
const PLOT_HEIGHT = 240;
const ROW = 17;

export function waterfall(figure: WaterfallFigure): string {
  const bars = sorted(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const legend = drawLegend(figure, bars.length, head.bottom + 12, colours);
  const top = legend.bottom + 8;
  const bottom = top + PLOT_HEIGHT;
  const { levels = [] } = figure;
  const y = roundScale(extent([bars.map((b) => b.value), levels]), [bottom, top], 6, true);
  const ticks = ticksOf(y, 6);
  const left = MARGIN + Math.max(...ticks.map((t) => textWidth(t.label, FONT.small))) + 8;
  const right = figure.width - MARGIN;
  const small = { "font-size": FONT.small, fill: colours.soft };
  const markup = [
    ...head.markup,
    ...legend.markup,
    ...ticks.flatMap(({ value, label }) => [
      line(left, y(value), right, y(value), { stroke: colours.grid }),
      text(label, { x: left - 6, y: y(value) + 4, "text-anchor": "end", ...small }),
    ]),
    ...drawBars(bars, y, left, right, colours),
    line(left, y(0), right, y(0), { stroke: colours.axis }),
    ...levels.map((level) => line(left, y(level), right, y(level), { stroke: colours.ink, "stroke-dasharray": "2 3" })),
    text("patients, sorted", { x: (left + right) / 2, y: bottom + 17, "text-anchor": "middle", ...small }),
  ];
  return frame(figure, colours, describe(figure), bottom + 22, markup);
}

interface Bar {
  readonly value: number;
  readonly group: WaterfallGroup;
}

function sorted({ groups }: WaterfallFigure): Bar[] {
  const bars = groups.flatMap((group) => group.values.map((value) => ({ value, group })));
  if (bars.length < 2) throw new FigureError(`${WHERE}: there are ${bars.length} patients; 2 or more are allowed.`);
  const wrong = bars.find(({ value }) => !Number.isFinite(value));
  if (wrong)
    throw new FigureError(`${WHERE}: group "${wrong.group.label}" holds ${wrong.value}; finite numbers are allowed.`);
  return bars.sort((x, y) => y.value - x.value);
}

function drawBars(bars: readonly Bar[], y: Scale, left: number, right: number, colours: Colours): string[] {
  const step = (right - left) / bars.length;
  const gap = step > 3 ? 0.8 : 0;
  return bars.map(({ value, group: { tone, hollow } }, i) => {
    const height = Math.abs(y(value) - y(0));
    const fill = hollow
      ? { fill: "none", stroke: colours.tones[tone], "stroke-width": 0.9 }
      : { fill: colours.tones[tone] };
    return element("rect", {
      x: left + i * step + gap / 2,
      y: Math.min(y(0), y(value)),
      width: Math.max(0.4, step - gap),
      height: Math.max(0.5, height),
      ...fill,
    });
  });
}

function drawLegend(
  { groups, yLabel, width }: WaterfallFigure,
  all: number,
  top: number,
  colours: Colours,
): { markup: string[]; bottom: number } {
  const markup = [text(yLabel, { x: MARGIN, y: top, "font-size": FONT.small, fill: colours.soft })];
  let [x, y] = [MARGIN, top + ROW + 2];
  for (const { label, tone, hollow, values } of groups) {
    const words = `${label}: ${values.length} of ${all}`;
    const room = 16 + textWidth(words, FONT.small) + 20;
    if (x > MARGIN && x + room > width - MARGIN) [x, y] = [MARGIN, y + ROW];
    const fill = hollow ? { fill: "none", stroke: colours.tones[tone] } : { fill: colours.tones[tone] };
    markup.push(
      element("rect", { x, y: y - 9, width: 10, height: 10, ...fill }),
      text(words, { x: x + 16, y, "font-size": FONT.small, fill: colours.tones[tone] }),
    );
    x += room;
  }
  return { markup, bottom: y };
}

function describe({ title, groups }: WaterfallFigure): string {
  const told = groups.map(({ label, values }) => `${label}: ${values.length}`);
  return `${title}. ${told.join("; ")}.`;
}
