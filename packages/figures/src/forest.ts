/**
 * Forest plot: a line for each study with its estimate and interval, groups with their own summaries, a diamond for the
 * pooled effect and a bar for what a new study may show. Also for cumulative and leave-one-out analyses, whose rows have
 * no weight.
 */
import { drawEffectAxis, type EffectAxis, type EffectScale, effectAxis, effectDomain } from "./effect-axis.ts";
import { FigureError } from "./figure-error.ts";
import { ForestBody } from "./forest-body.ts";
import { type ForestLayout, forestLayout } from "./forest-layout.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth } from "./frame.ts";
import type { Colours } from "./palette.ts";
import { line, text } from "./svg.ts";

export type Interval = readonly [low: number | null, high: number | null];

export interface ForestRow {
  readonly label: string;
  /** On the scale that is shown: a ratio as a ratio. null where it cannot be estimated. */
  readonly estimate: number | null;
  /** null: without end. */
  readonly ci: Interval;
  readonly weightPct?: number;
  /** Between name and plot, such as events over totals: as many as `columns`. */
  readonly cells?: readonly string[];
}

export interface ForestSummary {
  readonly label: string;
  readonly estimate: number;
  readonly ci: readonly [number, number];
  readonly prediction?: readonly [number, number] | null;
  readonly cells?: readonly string[];
  /** Below the label, such as heterogeneity. */
  readonly details?: string;
}

export interface ForestGroup {
  readonly label?: string;
  readonly rows: readonly ForestRow[];
  readonly summary?: ForestSummary;
}

export interface ForestFigure extends FigureOptions {
  /** What the estimates are, such as "Risk ratio". */
  readonly measure: string;
  readonly scale: EffectScale;
  readonly columns?: readonly string[];
  readonly groups: readonly ForestGroup[];
  /** The pooled effects, such as of a common and of a random effect. */
  readonly summaries?: readonly ForestSummary[];
  /** What lies left and right of no effect. */
  readonly favours?: readonly [left: string, right: string];
  readonly decimals?: number;
  readonly levelPct?: number;
}

const WHERE = "forest";

export function forest(figure: ForestFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const layout = forestLayout(figure);
  const domain = domainOf(figure);
  const axis = effectAxis(figure.scale, domain, layout.plot);
  const top = head.bottom + 6;
  const body = new ForestBody(figure, layout, axis, colours, top);
  body.columnHeads();
  for (const group of figure.groups) body.group(group);
  for (const summary of figure.summaries ?? []) body.summary(summary);
  const bottom = body.y + 4;
  const foot = favours(figure, axis, layout, bottom + 20, colours);
  return frame(figure, colours, describe(figure), foot.bottom, [
    ...head.markup,
    ...drawEffectAxis(axis, figure.scale, layout.plot, body.start, bottom, colours),
    ...reference(figure, axis, body.start, bottom, colours),
    ...body.markup,
    ...foot.markup,
  ]);
}

function check({ groups, columns = [], summaries = [], scale }: ForestFigure): void {
  const rows = groups.flatMap((group) => group.rows);
  if (rows.length === 0) throw new FigureError(`${WHERE}: there are no studies; 1 or more are allowed.`);
  const all = [...groups.flatMap((g) => (g.summary ? [g.summary] : [])), ...summaries];
  for (const { label, estimate, ci, cells = [] } of [...rows, ...all]) {
    const where = `${WHERE}: row "${label}"`;
    if (cells.length > 0 && cells.length !== columns.length)
      throw new FigureError(`${where} has ${cells.length} cells; as many as columns, ${columns.length}, are allowed.`);
    for (const value of [estimate, ...ci]) {
      if (value === null) continue;
      if (!Number.isFinite(value))
        throw new FigureError(`${where}: ${value} is no effect; finite numbers are allowed.`);
      if (scale === "ratio" && value < 0) throw new FigureError(`${where}: ${value} is no ratio; 0 and up is allowed.`);
    }
    if (scale === "ratio" && estimate === 0)
      throw new FigureError(`${where}: the ratio is 0; above 0 is allowed (null where there is none).`);
  }
}

function domainOf({ groups, summaries = [], scale }: ForestFigure): [number, number] {
  const rows = groups.flatMap((group) => group.rows);
  const pooled = [...groups.flatMap((g) => (g.summary ? [g.summary] : [])), ...summaries];
  return effectDomain(
    scale,
    rows.flatMap(({ estimate, ci }) => (estimate === null ? [] : [{ estimate, ci }])),
    pooled.flatMap(({ estimate, ci, prediction }) => [
      { estimate, ci },
      ...(prediction ? [{ estimate, ci: prediction }] : []),
    ]),
  );
}

/** The pooled effect as a dashed line through all studies. */
function reference(
  { summaries = [] }: ForestFigure,
  axis: EffectAxis,
  top: number,
  bottom: number,
  colours: Colours,
): string[] {
  if (summaries.length !== 1) return [];
  const x = axis.place(summaries[0].estimate);
  return [line(x, top, x, bottom, { stroke: colours.tones.blue, "stroke-dasharray": "3 3", "stroke-opacity": 0.7 })];
}

function favours(
  { favours: words, scale, measure, width }: ForestFigure,
  axis: EffectAxis,
  { plot }: ForestLayout,
  y: number,
  colours: Colours,
): { markup: string[]; bottom: number } {
  const style = { "font-size": FONT.small, fill: colours.soft };
  if (!words) {
    const half = textWidth(measure, FONT.small) / 2;
    const middle = Math.min((plot[0] + plot[1]) / 2, width - MARGIN - half);
    return {
      markup: [text(measure, { x: middle, y: y + 13, "text-anchor": "middle", ...style })],
      bottom: y + 20,
    };
  }
  const none = axis.place(scale === "ratio" ? 1 : 0);
  const [left, right] = words;
  // On one line where both fit on their sides of no effect, else one below the other.
  const fits =
    none - 8 - textWidth(left, FONT.small) >= MARGIN && none + 8 + textWidth(right, FONT.small) <= width - MARGIN;
  if (fits) {
    return {
      markup: [
        text(left, { x: none - 8, y: y + 13, "text-anchor": "end", ...style }),
        text(right, { x: none + 8, y: y + 13, ...style }),
      ],
      bottom: y + 20,
    };
  }
  return {
    markup: [
      text(left, { x: MARGIN, y: y + 13, ...style }),
      text(right, { x: width - MARGIN, y: y + 28, "text-anchor": "end", ...style }),
    ],
    bottom: y + 35,
  };
}

function describe({ groups, summaries = [], measure, levelPct = 95 }: ForestFigure): string {
  const rows = groups.flatMap((group) => group.rows);
  const pooled = summaries.map(
    ({ label, estimate, ci }) =>
      `${label}: ${Number(estimate.toPrecision(3))} (${levelPct} % interval ${ci.map((c) => Number(c.toPrecision(3))).join(" to ")})`,
  );
  const count = `${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
  return `Forest plot, ${measure}, ${count}${pooled.length > 0 ? `. ${pooled.join("; ")}` : ""}.`;
}
