/** Axes of effects: logarithmic for ratios, with ticks that a reader knows (0.5, 0.7, 1, 1.5), linear for differences. */
import { scaleLinear, scaleLog } from "d3-scale";
import { FONT, textWidth } from "./frame.ts";
import type { Colours } from "./palette.ts";
import { line, text } from "./svg.ts";

/** Ratios stand on a logarithmic axis around 1, differences on a linear one around 0. */
export type EffectScale = "ratio" | "difference";

export interface EffectAxis {
  /** Pixels; values outside are moved to the ends. */
  place(value: number): number;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/** The value at which there is no effect. */
export const nullOf = (scale: EffectScale): number => (scale === "ratio" ? 1 : 0);

/** Mantissas of ticks, the finest set first; the last ones take whole decades only. */
const MANTISSAS: readonly (readonly number[])[] = [
  Array.from({ length: 90 }, (_, i) => (10 + i) / 10),
  [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9],
  [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9],
  [1, 1.2, 1.5, 2, 3, 4, 5, 6, 8],
  [1, 1.5, 2, 3, 5, 7],
  [1, 2, 5],
  [1, 3],
  [1],
];
const ROOM = 9;

const labelOf = (value: number): string => String(Number(value.toPrecision(4))).replace("-", "−");

function ratioTicks(low: number, high: number, place: (value: number) => number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const at = (mantissas: readonly number[], stride: number): number[] => {
    const ticks: number[] = [];
    for (let power = first; power <= last; power++) {
      if (power % stride === 0) ticks.push(...mantissas.map((m) => Number(`${m}e${power}`)));
    }
    return ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  };
  const apart = (ticks: readonly number[]): boolean =>
    ticks.every((tick, i) => {
      if (i === 0) return true;
      const half = (textWidth(labelOf(tick), FONT.small) + textWidth(labelOf(ticks[i - 1]), FONT.small)) / 2;
      return place(tick) - place(ticks[i - 1]) >= half + ROOM;
    });
  for (const mantissas of MANTISSAS) {
    const ticks = at(mantissas, 1);
    if (apart(ticks)) return ticks.length > 1 ? ticks : at([1, 2, 5], 1);
  }
  for (let stride = 2; ; stride++) {
    const ticks = at([1], stride);
    if (apart(ticks)) return ticks;
  }
}

/** @param range left and right end, pixels */
export function effectAxis(
  scale: EffectScale,
  [low, high]: readonly [number, number],
  range: readonly [number, number],
): EffectAxis {
  const x = (scale === "ratio" ? scaleLog() : scaleLinear()).domain([low, high]).range(range).clamp(true);
  const place = (value: number): number => x(value);
  if (scale === "ratio") {
    const ticks = ratioTicks(low, high, place);
    return { place, low, high, ticks: ticks.map((value) => ({ value, label: labelOf(value) })) };
  }
  const count = Math.max(2, Math.round((range[1] - range[0]) / 55));
  return { place, low, high, ticks: x.ticks(count).map((value) => ({ value, label: labelOf(value) })) };
}

/** An estimate with its interval; null: without end. */
export interface Spread {
  readonly estimate: number;
  readonly ci: readonly [number | null, number | null];
}

/**
 * What an axis must span: all estimates and no effect; of the intervals no more than a usual one needs, or one imprecise
 * study would press all others together.
 * @param pooled what need not be shown whole: of two studies it may reach from next to nothing to everything
 */
export function effectDomain(
  scale: EffectScale,
  spreads: readonly Spread[],
  pooled: readonly Spread[] = [],
): [number, number] {
  const ratio = scale === "ratio";
  const to = (value: number): number => (ratio ? Math.log(value) : value);
  const from = (value: number): number => (ratio ? Math.exp(value) : value);
  const all = [...spreads, ...pooled];
  const core = [...all.map(({ estimate }) => estimate), nullOf(scale)].map(to);
  const [lowest, highest] = [Math.min(...core), Math.max(...core)];
  const ends: number[] = [];
  const halves: number[] = [];
  let open = false;
  all.forEach(({ estimate, ci }, i) => {
    for (const limit of ci) {
      const end = limit === null ? Number.NaN : to(limit);
      if (!Number.isFinite(end)) open = true;
      else {
        ends.push(end);
        if (i < spreads.length) halves.push(Math.abs(end - to(estimate)));
      }
    }
  });
  halves.sort((a, b) => a - b);
  const usual = halves[Math.floor(0.8 * (halves.length - 1))] ?? 0;
  const reach = Math.max(1.2 * (highest - lowest), 1.05 * usual) || Math.max(1, Math.abs(highest)) / 10;
  const bottom = Math.max(Math.min(lowest, ...ends), lowest - reach);
  const top = Math.min(Math.max(highest, ...ends), highest + reach);
  // where an interval has no end, a stretch is left for its arrow
  const margin = (open ? 0.1 : 0.04) * (top - bottom) || 0.1 * reach;
  return [from(bottom - margin), from(top + margin)];
}

/** Ticks below `bottom` with their numbers, and the line of no effect from `top`. */
export function drawEffectAxis(
  axis: EffectAxis,
  scale: EffectScale,
  [x0, x1]: readonly [number, number],
  top: number,
  bottom: number,
  colours: Colours,
): string[] {
  const small = { "font-size": FONT.small, fill: colours.soft, "text-anchor": "middle" };
  const none = nullOf(scale);
  return [
    ...(none >= axis.low && none <= axis.high
      ? [line(axis.place(none), top, axis.place(none), bottom, { stroke: colours.axis })]
      : []),
    line(x0, bottom, x1, bottom, { stroke: colours.axis }),
    ...axis.ticks.flatMap(({ value, label }) => [
      line(axis.place(value), bottom, axis.place(value), bottom + 4, { stroke: colours.axis }),
      text(label, { x: axis.place(value), y: bottom + 16, ...small }),
    ]),
  ];
}
