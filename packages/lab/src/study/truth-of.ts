/** What a study would find without error of measurement, chance or time: the mean over all patients that were solved. */
import { slope } from "@counterpulse/statistics";
import type { Endpoint } from "./analyse.ts";
import type { Protocol } from "./protocol.ts";
import type { Truth } from "./truth.ts";

export interface TrueEffect {
  /** Mean over the patients; null where nobody has the values. */
  readonly mean: number | null;
  /** Standard deviation between patients of what the treatment changes in them; null of a single one. */
  readonly sd: number | null;
  /** Share of patients in whom the first arm is higher. */
  readonly share_up: number | null;
}

export function trueEffect(protocol: Protocol, endpoint: Endpoint, truth: Truth): TrueEffect {
  if (endpoint.analysis === "slope") return { mean: slopeOf(protocol, endpoint, truth), sd: null, share_up: null };
  const effects = truth.patients.flatMap((_, i) => {
    const effect = effectIn(protocol, endpoint, truth, i);
    return Number.isNaN(effect) ? [] : [effect];
  });
  const n = effects.length;
  if (n === 0) return { mean: null, sd: null, share_up: null };
  const mean = effects.reduce((a, b) => a + b, 0) / n;
  const sd = n < 2 ? null : Math.sqrt(effects.reduce((a, x) => a + (x - mean) ** 2, 0) / (n - 1));
  return { mean, sd, share_up: effects.filter((x) => x > 0).length / n };
}

function effectIn(protocol: Protocol, { measure, places, analysis, contrast }: Endpoint, truth: Truth, i: number) {
  const { sequences, document } = protocol;
  const value = (s: number, period: number): number => truth.value(i, s, period, measure);
  if (document.design === "parallel") {
    const of = (side: 0 | 1): number => {
      const s = places.findIndex((place) => place[side] >= 0);
      return value(s, places[s][side]) - (analysis === "change" ? value(s, 0) : 0);
    };
    return of(0) - of(1);
  }
  // Every arm may stand in several periods: its mean over them and, by their shares, over the orders.
  const all = sequences.reduce((sum, { share }) => sum + share, 0);
  const arm = (name: string): number =>
    sequences.reduce((sum, { order, share }, s) => {
      const periods = order.flatMap((one, p) => (one === name ? [p] : []));
      return sum + (share / all) * (periods.reduce((a, p) => a + value(s, p), 0) / periods.length);
    }, 0);
  return arm(contrast![0]) - arm(contrast![1]);
}

function slopeOf({ periods }: Protocol, { measure, flows }: Endpoint, truth: Truth): number | null {
  const points = Array.from({ length: periods }, (_, p) => [flows[p], truth.value(0, 0, p, measure)]);
  const known = points.filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
  if (new Set(known.map(([x]) => x)).size < 3) return null;
  return slope(
    known.map(([x]) => x),
    known.map(([, y]) => y),
  ).estimate;
}

/**
 * By how much the patients' change with time moves the estimate: all of it where everybody has the arms in one order,
 * nothing where orders are balanced or groups are seen at the same time.
 */
export function confoundingByTime(protocol: Protocol, endpoint: Endpoint, truth: Truth): number | null {
  if (protocol.document.design !== "sequential" || !endpoint.contrast) return null;
  const { trend } = protocol.measures[endpoint.measure];
  const [first, second] = endpoint.places[0];
  const hours = protocol.hours[first] - protocol.hours[second];
  if (!trend.relative) return trend.per_h * hours;
  const rate = (period: number): number => {
    const values = truth.patients.map((_, i) => Math.abs(truth.value(i, 0, period, endpoint.measure)));
    const known = values.filter((v) => !Number.isNaN(v));
    return trend.per_h * protocol.hours[period] * (known.reduce((a, b) => a + b, 0) / Math.max(1, known.length));
  };
  return rate(first) - rate(second);
}
