/** Paths of step functions; of very many steps only those that can be seen. */
import type { Scale } from "./scales.ts";
import type { StepCurve } from "./step-curves.ts";
import { round } from "./svg.ts";

/** Steps closer than this many pixels are one. */
const SEEN = 0.3;

/** Where a step function stands at each of its seen times; those beyond the axis are left out. */
function seenSteps(
  time: readonly number[],
  value: readonly (number | null)[],
  start: number,
  x: Scale,
  y: Scale,
): { points: [x: number, y: number][]; end: number } {
  const until = x.domain()[1];
  const points: [number, number][] = [[x(0), y(start)]];
  let end = 0;
  for (let i = 0; i < time.length; i++) {
    if (time[i] > until) {
      end = until;
      break;
    }
    end = time[i];
    const v = value[i];
    if (v === null) break;
    const at: [number, number] = [x(time[i]), y(v)];
    const last = points[points.length - 1];
    if (at[1] === last[1]) continue;
    // a step that begins where the last one does, as far as can be seen, replaces its height
    if (points.length > 1 && at[0] - last[0] < SEEN) last[1] = at[1];
    else points.push(at);
  }
  return { points, end };
}

const stepsOf = (points: readonly (readonly [number, number])[]): string =>
  points.map(([px, py], i) => (i === 0 ? `M${round(px)},${round(py)}` : `H${round(px)}V${round(py)}`)).join("");

export function stepPath({ time, value }: StepCurve, start: number, x: Scale, y: Scale): string {
  const { points, end } = seenSteps(time, value, start, x, y);
  return `${stepsOf(points)}H${round(x(end))}`;
}

/** Between the limits; limits that do not exist yet, before the first event, are those of the start. */
export function bandPath({ time, lower, upper }: StepCurve, start: number, x: Scale, y: Scale): string {
  if (!lower || !upper) return "";
  const filled = (list: readonly (number | null)[]): (number | null)[] => {
    const first = list.findIndex((v) => v !== null);
    return first < 0 ? [...list] : list.map((v, i) => (i < first ? start : v));
  };
  const low = seenSteps(time, filled(lower), start, x, y);
  const high = seenSteps(time, filled(upper), start, x, y);
  if (low.points.length < 2 && high.points.length < 2) return "";
  const end = Math.min(low.end, high.end);
  let back = `V${round(low.points[low.points.length - 1][1])}`;
  for (let i = low.points.length - 1; i > 0; i--) {
    back += `H${round(low.points[i][0])}V${round(low.points[i - 1][1])}`;
  }
  return `${stepsOf(high.points)}H${round(x(end))}${back}H${round(low.points[0][0])}Z`;
}

/** A short stroke on the curve at each censored time. */
export function censorMarks({ time, value, censored }: StepCurve, start: number, x: Scale, y: Scale): string {
  if (!censored) return "";
  let d = "";
  let before = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < time.length && time[i] <= x.domain()[1]; i++) {
    if (censored[i] === 0 || x(time[i]) - before < 1) continue;
    before = x(time[i]);
    const middle = y(i === 0 && value[i] === undefined ? start : value[i]);
    d += `M${round(before)},${round(middle - 3.5)}V${round(middle + 3.5)}`;
  }
  return d;
}
