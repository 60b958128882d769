/**
 * P value function: the two-sided P of every possible effect, so that all confidence intervals are seen at once; the one
 * of the usual level is marked.
 */
import { line as lineOf } from "d3-shape";
import { drawEffectAxis, type EffectAxis, type EffectScale, effectAxis, effectDomain } from "./effect-axis.ts";
import { FigureError } from "./figure-error.ts";
import { coloursOf, type FigureOptions, FONT, frame, heading, MARGIN, textWidth } from "./frame.ts";
import type { Colours } from "./palette.ts";
import { CURVES } from "./palette.ts";
import { roundScale, type Scale } from "./scales.ts";
import { element, line, text } from "./svg.ts";

export interface PValueCurve {
  readonly label: string;
  readonly estimate: number;
  /** The interval of the level that is marked. */
  readonly ci: readonly [number, number];
  /** Rising effects on the scale that is shown, each with its P. */
  readonly effect: readonly number[];
  readonly p: readonly number[];
}

export interface PValueFigure extends FigureOptions {
  readonly measure: string;
  readonly scale: EffectScale;
  readonly curves: readonly PValueCurve[];
  readonly levelPct?: number;
}

const WHERE = "pValueFunction";
const HEIGHT = 280;
const P_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

export function pValueFunction(figure: PValueFigure): string {
  check(figure);
  const colours = coloursOf(figure, WHERE);
  const head = heading(figure, colours);
  const { width, scale, curves, levelPct = 95 } = figure;
  const [y0, y1] = [head.bottom + 22, head.bottom + 22 + HEIGHT];
  const [x0, x1] = [MARGIN + 32, width - MARGIN - 40];
  const y = roundScale([0, 1], [y1, y0], 5, true);
  const axis = effectAxis(scale, spanOf(figure), [x0, x1]);
  const alpha = 1 - levelPct / 100;
  const small = { "font-size": FONT.small, fill: colours.soft };
  const markup = [
    text("P", { x: MARGIN, y: y0 - 9, ...small }),
    text("confidence, %", { x: width - MARGIN, y: y0 - 9, "text-anchor": "end", ...small }),
    ...P_TICKS.flatMap((p) => [
      line(x0, y(p), x1, y(p), { stroke: colours.grid }),
      text(String(p), { x: x0 - 6, y: y(p) + 4, "text-anchor": "end", ...small }),
      text(String(Math.round(100 * (1 - p))), { x: x1 + 6, y: y(p) + 4, ...small }),
    ]),
    line(x0, y(alpha), x1, y(alpha), { stroke: colours.axis, "stroke-dasharray": "4 3" }),
    ...drawEffectAxis(axis, scale, [x0, x1], y0, y1, colours),
    ...curves.flatMap((curve, i) => drawCurve(curve, i, axis, y, alpha, colours)),
    text(figure.measure, { x: (x0 + x1) / 2, y: y1 + 33, "text-anchor": "middle", ...small }),
  ];
  const key = legend(figure, y1 + 42, colours);
  return frame(figure, colours, describe(figure), key.bottom, [...head.markup, ...markup, ...key.markup]);
}

function check({ curves, scale }: PValueFigure): void {
  if (curves.length === 0 || curves.length > CURVES.length)
    throw new FigureError(`${WHERE}: there are ${curves.length} curves; 1 to ${CURVES.length} are allowed.`);
  for (const { label, estimate, ci, effect, p } of curves) {
    const where = `${WHERE}: curve "${label}"`;
    if (effect.length < 2 || effect.length !== p.length)
      throw new FigureError(
        `${where} has ${effect.length} effects and ${p.length} P values; as many of both, from 2 up.`,
      );
    const wrong = [estimate, ...ci, ...effect].find((v) => !Number.isFinite(v) || (scale === "ratio" && v <= 0));
    if (wrong !== undefined) throw new FigureError(`${where}: ${wrong} is no ${scale}; finite effects are allowed.`);
    const bad = p.find((v) => !(v >= 0 && v <= 1));
    if (bad !== undefined) throw new FigureError(`${where}: ${bad} is no P value; 0 to 1 is allowed.`);
  }
}

function spanOf({ curves, scale }: PValueFigure): [number, number] {
  const [low, high] = effectDomain(
    scale,
    curves.map(({ estimate, effect }) => ({ estimate, ci: [effect[0], effect[effect.length - 1]] as const })),
  );
  return [low, high];
}

function drawCurve(
  { effect, p, estimate, ci }: PValueCurve,
  i: number,
  axis: EffectAxis,
  y: Scale,
  alpha: number,
  colours: Colours,
): string[] {
  const { tone, dash } = CURVES[i];
  const stroke = colours.tones[tone];
  const points = effect
    .map((value, k): [number, number, number] => [axis.place(value), y(p[k]), value])
    .filter(([, , value]) => value >= axis.low && value <= axis.high)
    .map(([a, b]): [number, number] => [a, b]);
  const limits = ci.filter((limit) => limit >= axis.low && limit <= axis.high);
  return [
    element("path", {
      d: lineOf<[number, number]>().digits(2)(points) ?? "",
      fill: "none",
      stroke,
      "stroke-width": 1.8,
      "stroke-dasharray": dash,
      "stroke-linejoin": "round",
    }),
    ...limits.map((limit) => element("circle", { cx: axis.place(limit), cy: y(alpha), r: 3, fill: stroke })),
    element("circle", { cx: axis.place(estimate), cy: y(1), r: 3, fill: stroke }),
  ];
}

function legend(
  { curves, levelPct = 95, scale, width }: PValueFigure,
  top: number,
  colours: Colours,
): { markup: string[]; bottom: number } {
  const show = (value: number): string => {
    const digits = scale === "ratio" ? 2 : 3;
    return value.toFixed(digits).replace("-", "−");
  };
  let y = top;
  const markup = curves.flatMap(({ label, estimate, ci }, i) => {
    y += 17;
    const { tone, dash } = CURVES[i];
    const words = `${label}: ${show(estimate)} (${levelPct} % CI ${show(ci[0])} to ${show(ci[1])})`;
    const style = { stroke: colours.tones[tone], "stroke-width": 1.8, "stroke-dasharray": dash };
    const fits = textWidth(words, FONT.small) <= width - 2 * MARGIN - 34;
    return [
      line(MARGIN, y - 4, MARGIN + 26, y - 4, style),
      text(fits ? words : label, { x: MARGIN + 34, y, "font-size": FONT.small, fill: colours.ink }),
    ];
  });
  return { markup, bottom: y + 4 };
}

function describe({ curves, measure, levelPct = 95 }: PValueFigure): string {
  const parts = curves.map(
    ({ label, estimate, ci }) =>
      `${label}: ${Number(estimate.toPrecision(2))}, ${levelPct} % interval ${ci.map((c) => Number(c.toPrecision(2))).join(" to ")}`,
  );
  return `P value function, ${measure}. ${parts.join("; ")}.`;
}
