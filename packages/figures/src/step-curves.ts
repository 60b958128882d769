/**
 * Kaplan-Meier curves and cumulative incidences: steps with bands of confidence, a mark at each censored time, numbers at
 * risk below the axis.
 */
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth, wrap } from "./frame.ts";
import { type Colours, CURVES } from "./palette.ts";
import { roundScale, type Scale, ticksOf } from "./scales.ts";
import { bandPath, censorMarks, stepPath } from "./step-paths.ts";
import { element, line, text } from "./svg.ts";

export interface StepCurve {
  readonly label: string;
  /** Rising. */
  readonly time: readonly number[];
  /** From this time on. */
  readonly value: readonly number[];
  /** null: not known. */
  readonly lower?: readonly (number | null)[];
  readonly upper?: readonly (number | null)[];
  /** How many are censored at each time. */
  readonly censored?: readonly number[];
  /** How many are at risk just before each time. */
  readonly atRisk?: readonly number[];
  /** What their row is called; the label, if nothing else is said. */
  readonly riskLabel?: string;
}

export interface StepFigure extends FigureOptions {
  readonly curves: readonly StepCurve[];
  /** What curves begin with: 1 for survival, 0 for incidence. */
  readonly start: 0 | 1;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Where the time axis ends. */
  readonly until?: number;
  /** A sentence below the plot, such as a test. */
  readonly remark?: string;
}

const WHERE = "stepCurves";
const HEIGHT = 270;
const ROW = 15;

export function stepCurves(figure: StepFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const { curves, width } = figure;
  const key = legend(figure, head.bottom + 2, colours);
  const [y0, y1] = [key.bottom + 28, key.bottom + 28 + HEIGHT];
  const y = roundScale([0, topOf(figure)], [y1, y0], 5, true);
  const rows = ticksOf(y, 5);
  const names = curves.some(({ atRisk }) => atRisk)
    ? Math.max(...curves.map((curve) => nameWidth(riskName(curve), width)))
    : 0;
  const numbers = Math.max(...rows.map(({ label }) => textWidth(label, FONT.small)));
  const x0 = MARGIN + Math.max(numbers + 8, names + 22);
  const x1 = width - MARGIN - 14;
  const end = figure.until ?? Math.max(...curves.map(({ time }) => time[time.length - 1]));
  const x = roundScale([0, end], [x0, x1], 6, true);
  x.domain([0, figure.until ?? x.domain()[1]]);
  const ticks = ticksOf(x, Math.max(3, Math.round((x1 - x0) / 85)));
  const small = { "font-size": FONT.small, fill: colours.soft };
  const axes = [
    text(figure.yLabel, { x: MARGIN, y: y0 - 9, ...small }),
    ...rows.flatMap(({ value, label }) => [
      line(x0, y(value), x1, y(value), { stroke: value === 0 ? colours.axis : colours.grid }),
      text(label, { x: x0 - 6, y: y(value) + 4, "text-anchor": "end", ...small }),
    ]),
    ...ticks.flatMap(({ value, label }) => [
      line(x(value), y1, x(value), y1 + 4, { stroke: colours.axis }),
      text(label, { x: x(value), y: y1 + 17, "text-anchor": "middle", ...small }),
    ]),
    text(figure.xLabel, { x: (x0 + x1) / 2, y: y1 + 34, "text-anchor": "middle", ...small }),
  ];
  const drawn = [
    ...curves.map((curve, i) => band(curve, i, figure, x, y, colours)),
    ...curves.flatMap((curve, i) => steps(curve, i, figure, x, y, colours)),
  ];
  const table = riskTable(
    figure,
    x,
    ticks.map(({ value }) => value),
    y1 + 42,
    colours,
  );
  const remark = remarkLines(figure, table.bottom, colours);
  return frame(figure, colours, describe(figure), remark.bottom, [
    ...[...head.markup, ...key.markup, ...axes, ...drawn],
    ...[...table.markup, ...remark.markup],
  ]);
}

function check({ curves, until }: StepFigure): void {
  if (curves.length === 0 || curves.length > CURVES.length)
    throw new FigureError(`${WHERE}: there are ${curves.length} curves; 1 to ${CURVES.length} are allowed.`);
  if (until !== undefined && !(until > 0 && Number.isFinite(until)))
    throw new FigureError(`${WHERE}: until is ${until}; a time above 0 is allowed.`);
  for (const { label, time, value, lower, upper, censored, atRisk } of curves) {
    const where = `${WHERE}: curve "${label}"`;
    if (time.length === 0) throw new FigureError(`${where} has no times; 1 or more are allowed.`);
    for (const list of [value, lower, upper, censored, atRisk])
      if (list && list.length !== time.length)
        throw new FigureError(`${where} has ${time.length} times and ${list.length} values; as many are allowed.`);
    const wrong = time.findIndex((t, i) => !Number.isFinite(t) || t < 0 || (i > 0 && t <= time[i - 1]));
    if (wrong >= 0)
      throw new FigureError(`${where}: time ${wrong + 1} is ${time[wrong]}; times that rise from 0 on are allowed.`);
    const outside = value.find((v) => !(v >= 0 && v <= 1 + 1e-12));
    if (outside !== undefined) throw new FigureError(`${where}: ${outside} is no probability; 0 to 1 is allowed.`);
  }
}

/** Survival stands on a whole axis; incidence on as much of it as it needs. */
function topOf({ curves, start, until = Number.POSITIVE_INFINITY }: StepFigure): number {
  if (start === 1) return 1;
  const seen = curves.flatMap(({ time, value, upper }) =>
    time.flatMap((t, i) => (t <= until ? [value[i], upper?.[i] ?? 0] : [])),
  );
  return Math.min(
    1,
    Math.max(
      0.05,
      seen.reduce((a, b) => Math.max(a, b), 0),
    ),
  );
}

function band(curve: StepCurve, i: number, { start }: StepFigure, x: Scale, y: Scale, colours: Colours): string {
  const d = bandPath(curve, start, x, y);
  return d === "" ? "" : element("path", { d, fill: colours.tones[CURVES[i].tone], "fill-opacity": 0.13 });
}

function steps(curve: StepCurve, i: number, { start }: StepFigure, x: Scale, y: Scale, colours: Colours): string[] {
  const { tone, dash } = CURVES[i];
  const stroke = colours.tones[tone];
  const style = { fill: "none", stroke, "stroke-width": 1.7, "stroke-dasharray": dash };
  const marks = censorMarks(curve, start, x, y);
  return [
    element("path", { d: stepPath(curve, start, x, y), ...style }),
    ...(marks === "" ? [] : [element("path", { d: marks, stroke, "stroke-width": 1, fill: "none" })]),
  ];
}

function legend({ curves, width }: StepFigure, top: number, colours: Colours): { markup: string[]; bottom: number } {
  if (curves.length === 1 && !curves[0].censored) return { markup: [], bottom: top };
  const markup: string[] = [];
  let [x, y] = [MARGIN, top + 12];
  const entry = (words: string, draw: (x: number) => string): void => {
    const needed = 34 + textWidth(words, FONT.small) + 16;
    if (x > MARGIN && x + needed > width - MARGIN) [x, y] = [MARGIN, y + 17];
    markup.push(draw(x), text(words, { x: x + 34, y, "font-size": FONT.small, fill: colours.ink }));
    x += needed;
  };
  curves.forEach(({ label }, i) => {
    const { tone, dash } = CURVES[i];
    entry(label, (at) =>
      line(at, y - 4, at + 27, y - 4, { stroke: colours.tones[tone], "stroke-width": 1.7, "stroke-dasharray": dash }),
    );
  });
  if (curves.some(({ censored }) => censored?.some((n) => n > 0)))
    entry("censored", (at) => line(at + 13, y - 8, at + 13, y, { stroke: colours.ink }));
  return { markup, bottom: y + 4 };
}

const riskName = ({ label, riskLabel }: StepCurve): string => riskLabel ?? label;
const MOST_NAME = 0.24;
const nameWidth = (label: string, width: number): number => Math.min(textWidth(label, FONT.small), MOST_NAME * width);

/** Numbers at risk at each tick of the axis. */
function riskTable(
  { curves, width }: StepFigure,
  x: Scale,
  ticks: readonly number[],
  top: number,
  colours: Colours,
): { markup: string[]; bottom: number } {
  if (!curves.some(({ atRisk }) => atRisk)) return { markup: [], bottom: top };
  const markup = [text("Number at risk", { x: MARGIN, y: top + 13, "font-size": FONT.small, fill: colours.soft })];
  let y = top + 13;
  curves.forEach((curve, i) => {
    const { time, atRisk } = curve;
    if (!atRisk) return;
    const label = riskName(curve);
    y += ROW;
    const fill = colours.tones[CURVES[i].tone];
    const [first] = wrap(label, nameWidth(label, width) + 1, FONT.small);
    const name = first === label ? label : `${first} …`;
    markup.push(text(name, { x: MARGIN, y, "font-size": FONT.small, fill }));
    for (const tick of ticks) {
      const next = time.findIndex((t) => t >= tick);
      const n = next < 0 ? 0 : atRisk[next];
      const style = { "text-anchor": "middle", "font-size": FONT.small, fill: colours.ink };
      markup.push(text(String(n), { x: x(tick), y, ...style }));
    }
  });
  return { markup, bottom: y + 6 };
}

function remarkLines(
  { remark, width }: StepFigure,
  top: number,
  colours: Colours,
): { markup: string[]; bottom: number } {
  let y = top + 4;
  const markup = wrap(remark ?? "", width - 2 * MARGIN, FONT.small).map((part) => {
    y += 16;
    return text(part, { x: MARGIN, y, "font-size": FONT.small, fill: colours.ink });
  });
  return { markup, bottom: y + 4 };
}

function describe({ curves, yLabel, start }: StepFigure): string {
  const parts = curves.map(({ label, time, value }) => {
    const last = value.length - 1;
    return `${label}: from ${start} to ${value[last].toFixed(2)} at ${Number(time[last].toPrecision(4))}`;
  });
  return `${yLabel} over time. ${parts.join("; ")}.`;
}
