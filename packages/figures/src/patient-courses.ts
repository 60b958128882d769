/** What each patient of a study went through: thin lines from period to period, thick ones for the means of groups. */
import { line as lineOf } from "d3-shape";
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth, wrap } from "./frame.ts";
import { type Colours, CURVES } from "./palette.ts";
import { extent, roundScale, type Scale, ticksOf } from "./scales.ts";
import { element, line, text } from "./svg.ts";

export interface Course {
  /** By place on the axis; null where there is no value. */
  readonly values: readonly (number | null)[];
  /** Place in `groups`. */
  readonly group: number;
}

export interface CoursePanel {
  readonly label: string;
  readonly yLabel: string;
  readonly courses: readonly Course[];
  readonly means: readonly Course[];
  /** A line across, such as a limit. */
  readonly level?: { readonly at: number; readonly label: string };
}

export interface CourseFigure extends FigureOptions {
  /** Names of the places on the axis. */
  readonly places: readonly string[];
  readonly groups: readonly string[];
  readonly panels: readonly CoursePanel[];
}

const WHERE = "patientCourses";
const LEAST_PANEL = 230;
const HEIGHT = 170;
const GAP = 24;

export function patientCourses(figure: CourseFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const room = figure.width - 2 * MARGIN;
  const across = Math.max(1, Math.min(figure.panels.length, Math.floor((room + GAP) / (LEAST_PANEL + GAP))));
  const each = (room - (across - 1) * GAP) / across;
  const key = legend(figure, head.bottom, colours);
  const markup = [...head.markup, ...key.markup];
  let top = key.bottom;
  for (let from = 0; from < figure.panels.length; from += across) {
    const drawn = figure.panels
      .slice(from, from + across)
      .map((panel, k) => drawPanel(figure, panel, MARGIN + k * (each + GAP), top, each, colours));
    markup.push(...drawn.flatMap((one) => one.markup));
    top = Math.max(...drawn.map((one) => one.bottom)) + 14;
  }
  return frame(figure, colours, describe(figure), top - 8, markup);
}

function check({ panels, places, groups }: CourseFigure): void {
  if (panels.length === 0) throw new FigureError(`${WHERE}: there are no panels; 1 or more are allowed.`);
  if (places.length < 2) throw new FigureError(`${WHERE}: there are ${places.length} places; 2 or more are allowed.`);
  if (groups.length === 0 || groups.length > CURVES.length)
    throw new FigureError(`${WHERE}: there are ${groups.length} groups; 1 to ${CURVES.length} are allowed.`);
  for (const { label, courses, means } of panels) {
    for (const { values, group } of [...courses, ...means]) {
      if (values.length !== places.length)
        throw new FigureError(`${WHERE}: panel "${label}": ${values.length} values; ${places.length} are allowed.`);
      if (!(group >= 0 && group < groups.length))
        throw new FigureError(`${WHERE}: panel "${label}": there is no group ${group}.`);
      const wrong = values.find((v) => v !== null && !Number.isFinite(v));
      if (wrong !== undefined) throw new FigureError(`${WHERE}: panel "${label}": ${wrong} is no number.`);
    }
    if (known(courses).length + known(means).length === 0)
      throw new FigureError(`${WHERE}: panel "${label}" has no values; 1 or more are allowed.`);
  }
}

const known = (courses: readonly Course[]): number[] =>
  courses.flatMap(({ values }) => values.filter((v): v is number => v !== null));

interface Drawn {
  readonly markup: string[];
  readonly bottom: number;
}

function drawPanel(
  { places }: CourseFigure,
  panel: CoursePanel,
  left: number,
  top: number,
  width: number,
  colours: Colours,
): Drawn {
  const { courses, means, level } = panel;
  const title = wrap(panel.label, width / 1.08, FONT.body);
  const y0 = top + 14 * title.length + 24;
  const y1 = y0 + HEIGHT;
  const span = extent([known(courses), known(means), level ? [level.at] : []]);
  const y = roundScale(span, [y1, y0], 4, false);
  const rows = ticksOf(y, 4);
  const x0 = left + Math.max(...rows.map((r) => textWidth(r.label, FONT.small))) + 8;
  const inner = left + width - x0;
  const step = inner / places.length;
  const x = (place: number): number => x0 + step * (place + 0.5);
  const small = { "font-size": FONT.small, fill: colours.soft };
  const names = places.map((name) => wrap(name, step - 4, FONT.small));
  const markup = [
    ...title.map((part, k) =>
      text(part, { x: left, y: top + 12 + 14 * k, "font-size": FONT.body, "font-weight": 600, fill: colours.ink }),
    ),
    text(panel.yLabel, { x: left, y: y0 - 8, ...small }),
    ...rows.flatMap(({ value, label }) => [
      line(x0, y(value), left + width, y(value), { stroke: colours.grid }),
      text(label, { x: x0 - 6, y: y(value) + 4, "text-anchor": "end", ...small }),
    ]),
    ...names.flatMap((lines, p) =>
      lines.map((part, k) => text(part, { x: x(p), y: y1 + 16 + 13 * k, "text-anchor": "middle", ...small })),
    ),
    ...courses.map((course) => thin(course, x, y, colours)),
    ...means.flatMap((course) => thick(course, x, y, colours)),
    ...(level ? limit(level, x0, left + width, y, colours) : []),
  ];
  return { markup, bottom: y1 + 8 + 13 * Math.max(...names.map((lines) => lines.length)) };
}

type Place = (place: number) => number;

const pathOf = (values: readonly (number | null)[], x: Place, y: Scale): string =>
  lineOf<number | null>()
    .defined((v) => v !== null)
    .x((_, p) => x(p))
    .y((v) => y(v as number))
    .digits(2)([...values]) ?? "";

function thin({ values, group }: Course, x: Place, y: Scale, colours: Colours): string {
  const stroke = colours.tones[CURVES[group].tone];
  return element("path", { d: pathOf(values, x, y), fill: "none", stroke, "stroke-width": 0.8, "stroke-opacity": 0.4 });
}

function thick({ values, group }: Course, x: Place, y: Scale, colours: Colours): string[] {
  const { tone, dash } = CURVES[group];
  const stroke = colours.tones[tone];
  const style = { fill: "none", stroke, "stroke-width": 2.6, "stroke-dasharray": dash };
  const dots = values.flatMap((v, p) =>
    v === null ? [] : [element("circle", { cx: x(p), cy: y(v), r: 3.4, fill: stroke })],
  );
  return [element("path", { d: pathOf(values, x, y), ...style }), ...dots];
}

function limit(level: { at: number; label: string }, x0: number, x1: number, y: Scale, colours: Colours): string[] {
  return [
    line(x0, y(level.at), x1, y(level.at), { stroke: colours.tones.red, "stroke-dasharray": "5 3" }),
    text(level.label, {
      x: x1,
      y: y(level.at) - 4,
      "text-anchor": "end",
      "font-size": FONT.small,
      fill: colours.tones.red,
    }),
  ];
}

function legend({ groups, width }: CourseFigure, top: number, colours: Colours): Drawn {
  if (groups.length === 1) return { markup: [], bottom: top };
  let [x, y] = [MARGIN, top + 12];
  const markup = groups.flatMap((label, i) => {
    const { tone, dash } = CURVES[i];
    const needed = 34 + textWidth(label, FONT.small) + 16;
    if (x > MARGIN && x + needed > width - MARGIN) [x, y] = [MARGIN, y + 17];
    const at = x;
    x += needed;
    return [
      line(at, y - 4, at + 27, y - 4, { stroke: colours.tones[tone], "stroke-width": 2.6, "stroke-dasharray": dash }),
      text(label, { x: at + 34, y, "font-size": FONT.small, fill: colours.ink }),
    ];
  });
  return { markup, bottom: y + 10 };
}

function describe({ panels, places, groups }: CourseFigure): string {
  const parts = panels.map(({ label, courses, means }) => {
    const ends = means.map(({ values, group }) => {
      const shown = values.map((v) => (v === null ? "none" : v.toPrecision(3)));
      return `mean${groups.length > 1 ? ` of ${groups[group]}` : ""} ${shown.join(", ")}`;
    });
    return `${label}, ${courses.length} patients: ${ends.join("; ")}`;
  });
  return `Over ${places.join(", ")}. ${parts.join(". ")}.`;
}
