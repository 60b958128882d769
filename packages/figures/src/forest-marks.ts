/** The marks of a forest plot. */
import type { EffectAxis } from "./effect-axis.ts";
import type { Interval } from "./forest.ts";
import type { Colours } from "./palette.ts";
import { element, line, round } from "./svg.ts";

const LARGEST = 12;
const SMALLEST = 3.5;
const PLAIN = 6;
const DIAMOND = 6.5;

/** An end that lies off the axis, or nowhere, is an arrow. */
function end(axis: EffectAxis, value: number | null, side: -1 | 1, y: number, stroke: string): string {
  const edge = side < 0 ? axis.low : axis.high;
  const off = value === null || (side < 0 ? value < axis.low : value > axis.high);
  if (!off) {
    const x = axis.place(value);
    return line(x, y - 3, x, y + 3, { stroke });
  }
  const x = axis.place(edge);
  const back = x - side * 5;
  return element("path", {
    d: `M${round(back)},${round(y - 3.5)} L${round(x)},${round(y)} L${round(back)},${round(y + 3.5)}`,
    fill: "none",
    stroke,
  });
}

export function drawInterval(axis: EffectAxis, [low, high]: Interval, y: number, colours: Colours): string[] {
  const stroke = colours.ink;
  const [from, to] = [axis.place(low ?? axis.low), axis.place(high ?? axis.high)];
  return [line(from, y, to, y, { stroke }), end(axis, low, -1, y, stroke), end(axis, high, 1, y, stroke)];
}

/** A square whose area tells the weight; a disc where there are no weights. */
export function drawSquare(
  axis: EffectAxis,
  estimate: number,
  y: number,
  weight: number | undefined,
  heaviest: number,
  colours: Colours,
): string {
  const x = axis.place(estimate);
  const fill = colours.tones.blue;
  if (weight === undefined) return element("circle", { cx: x, cy: y, r: PLAIN / 2 + 0.4, fill });
  const side = Math.max(SMALLEST, LARGEST * Math.sqrt(weight / (heaviest || 1)));
  return element("rect", { x: x - side / 2, y: y - side / 2, width: side, height: side, fill });
}

/** A tip that would lie off the axis is an arrow. */
export function drawDiamond(
  axis: EffectAxis,
  estimate: number,
  [low, high]: readonly [number, number],
  y: number,
  colours: Colours,
): string[] {
  const [l, m, h] = [low, estimate, high].map((value) => round(axis.place(value)));
  const [top, bottom] = [round(y - DIAMOND), round(y + DIAMOND)];
  const stroke = colours.tones.orange;
  const style = { fill: stroke, stroke, "stroke-width": 0.8 };
  return [
    element("path", { d: `M${l},${round(y)} L${m},${top} L${h},${round(y)} L${m},${bottom} Z`, ...style }),
    ...(low < axis.low ? [end(axis, low, -1, y, stroke)] : []),
    ...(high > axis.high ? [end(axis, high, 1, y, stroke)] : []),
  ];
}

/** Where the effect of a new study is expected. */
export function drawPrediction(axis: EffectAxis, interval: Interval, y: number, colours: Colours): string[] {
  const stroke = colours.tones.orange;
  const [low, high] = interval;
  const [from, to] = [axis.place(low ?? axis.low), axis.place(high ?? axis.high)];
  return [
    line(from, y, to, y, { stroke, "stroke-width": 2.2 }),
    end(axis, low, -1, y, stroke),
    end(axis, high, 1, y, stroke),
  ];
}
