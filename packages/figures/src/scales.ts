/** Axes: what they span, where their ticks stand; and data that cannot be drawn. */
import { type ScaleLinear, scaleLinear } from "d3-scale";
import { FigureError } from "./figure-error.ts";

export type Scale = ScaleLinear<number, number>;

/** Refuses what is empty, of another length, or holds what is no number. */
export function checkSeries(values: readonly number[], where: string, length = values.length): void {
  if (values.length < 2) throw new FigureError(`${where} has ${values.length} values; 2 or more are allowed.`);
  if (values.length !== length)
    throw new FigureError(`${where} has ${values.length} values; as many as its partner, ${length}, are allowed.`);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new FigureError(`${where}: value ${wrong + 1} is ${values[wrong]}; finite numbers are allowed.`);
}

export function extent(lists: readonly (readonly number[])[]): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (const value of list) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

/** A round span that holds [low, high], and zero if asked for; what has no width gets some. */
export function roundScale(
  [low, high]: readonly [number, number],
  range: readonly [number, number],
  ticks: number,
  zero: boolean,
): Scale {
  let from = zero ? Math.min(low, 0) : low;
  let to = zero ? Math.max(high, 0) : high;
  if (to - from < 1e-9 * Math.max(1, Math.abs(from), Math.abs(to))) {
    const room = Math.max(1, 0.1 * Math.abs(to));
    if (from === 0) to = room;
    else [from, to] = [from - room, to + room];
  }
  return scaleLinear().domain([from, to]).nice(ticks).range(range);
}

/** Ticks with their words; a true minus sign, so that figures stand in columns. */
export function ticksOf(scale: Scale, count: number): { value: number; label: string }[] {
  const format = scale.tickFormat(count);
  return scale.ticks(count).map((value) => ({ value, label: format(value).replaceAll(",", "") }));
}
