/**
 * Shares of two groups, outcome by outcome: a mark with its interval for each group, counts and percentages beside it, and
 * the difference at the right. The groups differ in mark and place besides colour.
 */
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth, wrap } from "./frame.ts";
import type { Colours, Tone } from "./palette.ts";
import { roundScale, type Scale, ticksOf } from "./scales.ts";
import { element, line, text } from "./svg.ts";

export interface ProportionGroup {
  /** Per cent, with its interval. */
  readonly pct: number;
  readonly ci: readonly [number, number];
  /** Such as "275/533". */
  readonly counts: string;
}

export interface ProportionRow {
  readonly label: string;
  readonly groups: readonly [ProportionGroup, ProportionGroup];
  /** Written at the right, such as a difference with its interval. */
  readonly difference?: string;
}

export interface ProportionsFigure extends FigureOptions {
  readonly groups: readonly [string, string];
  readonly rows: readonly ProportionRow[];
  readonly axis: string;
  readonly differenceHead?: string;
}

const WHERE = "proportions";
const ROW = 46;
const STACKED_ROW = 62;
/** Below this width labels stand above their marks. */
const NARROW = 560;
const STYLES: readonly { readonly tone: Tone; readonly mark: "square" | "circle" }[] = [
  { tone: "blue", mark: "square" },
  { tone: "orange", mark: "circle" },
];

export function proportions(figure: ProportionsFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const place = layout(figure);
  const key = legend(figure, head.bottom, colours);
  const all = figure.rows.flatMap(({ groups }) => groups.flatMap((g) => g.ci));
  const counts = Math.max(3, Math.round((place.right - place.left) / 80));
  const x = roundScale([Math.min(...all), Math.min(100, Math.max(...all))], [place.left, place.right], counts, true);
  const top = key.bottom + (figure.differenceHead && !place.stacked ? 18 : 4);
  const bottom = top + figure.rows.length * place.row;
  const markup = [
    ...axes(figure, x, top, bottom, counts, colours),
    ...(figure.differenceHead && !place.stacked
      ? [small(figure.differenceHead, figure.width - MARGIN, top - 8, colours.soft, "end")]
      : []),
    ...figure.rows.flatMap((row, i) => drawRow(row, figure, place, x, top + i * place.row, colours)),
  ];
  return frame(figure, colours, describe(figure), bottom + 38, [...head.markup, ...key.markup, ...markup]);
}

function check({ rows }: ProportionsFigure): void {
  if (rows.length === 0) throw new FigureError(`${WHERE}: there are no rows; 1 or more are allowed.`);
  for (const { label, groups } of rows) {
    for (const value of groups.flatMap(({ pct, ci }) => [pct, ...ci])) {
      if (!(value >= 0 && value <= 100))
        throw new FigureError(`${WHERE}: row "${label}": ${value} is no percentage; 0 to 100 is allowed.`);
    }
  }
}

interface Layout {
  readonly stacked: boolean;
  readonly left: number;
  readonly right: number;
  readonly row: number;
}

function layout({ width, rows }: ProportionsFigure): Layout {
  const counts = Math.max(...rows.flatMap((r) => r.groups.map((g) => textWidth(shareText(g), FONT.small))));
  if (width < NARROW) return { stacked: true, left: MARGIN + 4, right: width - MARGIN - counts - 14, row: STACKED_ROW };
  const labels = Math.min(0.26 * width, Math.max(...rows.map(({ label }) => textWidth(label, FONT.body) * 1.08)));
  const ends = Math.max(0, ...rows.map(({ difference }) => (difference ? textWidth(difference, FONT.small) + 14 : 0)));
  const left = MARGIN + labels + 14;
  return { stacked: false, left, right: width - MARGIN - ends - counts - 14, row: ROW };
}

const shareText = ({ pct, counts }: ProportionGroup): string => `${pct.toFixed(1)} % (${counts})`;

const small = (content: string, x: number, y: number, fill: string, anchor = "start"): string =>
  text(content, { x, y, "font-size": FONT.small, fill, "text-anchor": anchor });

function axes(
  { axis }: ProportionsFigure,
  x: Scale,
  top: number,
  bottom: number,
  counts: number,
  colours: Colours,
): string[] {
  const [from, to] = x.range();
  return [
    ...ticksOf(x, counts).flatMap(({ value, label }) => [
      line(x(value), top, x(value), bottom, { stroke: colours.grid }),
      small(label, x(value), bottom + 14, colours.soft, "middle"),
    ]),
    line(from, bottom, to, bottom, { stroke: colours.axis }),
    small(axis, (from + to) / 2, bottom + 30, colours.soft, "middle"),
  ];
}

function drawRow(
  row: ProportionRow,
  figure: ProportionsFigure,
  place: Layout,
  x: Scale,
  top: number,
  colours: Colours,
): string[] {
  const { stacked, right } = place;
  const middle = top + (stacked ? 36 : place.row / 2);
  const bold = { "font-size": FONT.body, fill: colours.ink, "font-weight": 600 };
  const lines = stacked ? [row.label] : wrap(row.label, (place.left - MARGIN - 10) / 1.08, FONT.body);
  const labels = lines.map((part, i) =>
    text(part, { x: MARGIN, y: stacked ? top + 14 : middle + 4 + (i - (lines.length - 1) / 2) * 15, ...bold }),
  );
  const marks = row.groups.flatMap((group, i) => {
    const y = middle + (i === 0 ? -9 : 9);
    return [...drawGroup(group, STYLES[i], x, y, colours), small(shareText(group), right + 8, y + 4, colours.ink)];
  });
  const difference =
    row.difference && !stacked ? [small(row.difference, figure.width - MARGIN, middle + 4, colours.ink, "end")] : [];
  return [...labels, ...marks, ...difference];
}

function drawGroup(
  group: ProportionGroup,
  style: (typeof STYLES)[number],
  x: Scale,
  y: number,
  colours: Colours,
): string[] {
  const stroke = { stroke: colours.tones[style.tone], "stroke-width": 1.6 };
  const [low, high] = group.ci.map((end) => x(end));
  return [
    line(low, y, high, y, stroke),
    line(low, y - 3.5, low, y + 3.5, stroke),
    line(high, y - 3.5, high, y + 3.5, stroke),
    drawMark(style, x(group.pct), y, colours),
  ];
}

function drawMark({ tone, mark }: (typeof STYLES)[number], x: number, y: number, colours: Colours): string {
  const fill = colours.tones[tone];
  if (mark === "square") return element("rect", { x: x - 4.5, y: y - 4.5, width: 9, height: 9, fill });
  return element("circle", { cx: x, cy: y, r: 4.8, fill: colours.ground, stroke: fill, "stroke-width": 2 });
}

function legend(
  { groups, width }: ProportionsFigure,
  top: number,
  colours: Colours,
): { markup: string[]; bottom: number } {
  const markup: string[] = [];
  let [x, y] = [MARGIN, top + 9];
  groups.forEach((words, i) => {
    const size = 20 + textWidth(words, FONT.small) + 18;
    if (x > MARGIN && x + size > width) [x, y] = [MARGIN, y + 17];
    markup.push(drawMark(STYLES[i], x + 6, y - 4, colours), small(words, x + 18, y, colours.ink));
    x += size;
  });
  return { markup, bottom: y + 12 };
}

function describe({ rows, groups }: ProportionsFigure): string {
  const parts = rows.map(
    ({ label, groups: [a, b], difference }) =>
      `${label}: ${groups[0]} ${shareText(a)}, ${groups[1]} ${shareText(b)}${difference ? `, difference ${difference}` : ""}`,
  );
  return `Shares of two groups with 95 % intervals. ${parts.join("; ")}.`;
}
