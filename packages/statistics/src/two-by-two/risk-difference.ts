/** Confidence intervals of a risk difference p1 - p2. */
import { root } from "@counterpulse/numerics";
import { criticalZ, type TwoByTwo } from "./table.ts";

type Interval = [number, number];

/** Wald's interval, the one of the textbooks; too narrow for small groups and rare events. */
export function waldDifference({ a, n1, b, n2 }: TwoByTwo, level = 0.95): Interval {
  const [p1, p2] = [a / n1, b / n2];
  const half = criticalZ(level) * Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2);
  return [p1 - p2 - half, p1 - p2 + half];
}

/** Wilson's score interval of a proportion (wilson1927). */
export function wilson(events: number, n: number, level = 0.95): Interval {
  const z = criticalZ(level);
  const centre = events + (z * z) / 2;
  const half = z * Math.sqrt((events * (n - events)) / n + (z * z) / 4);
  // At 0 and n the two terms are equal, and their difference must be exactly 0.
  const lower = events === 0 ? 0 : (centre - half) / (n + z * z);
  const upper = events === n ? 1 : (centre + half) / (n + z * z);
  return [lower, upper];
}

/** Newcombe's hybrid of two Wilson intervals, without continuity correction (newcombe1998, method 10). */
export function newcombeDifference({ a, n1, b, n2 }: TwoByTwo, level = 0.95): Interval {
  const [p1, p2] = [a / n1, b / n2];
  const [l1, u1] = wilson(a, n1, level);
  const [l2, u2] = wilson(b, n2, level);
  return [p1 - p2 - Math.hypot(p1 - l1, u2 - p2), p1 - p2 + Math.hypot(u1 - p1, p2 - l2)];
}

/**
 * The control group's probability that is likeliest when the difference is known: the zero of the score, which falls
 * over the range in which both probabilities are between 0 and 1.
 */
function constrainedControl({ a, n1, b, n2 }: TwoByTwo, difference: number): number {
  const part = (events: number, p: number): number => (events === 0 ? 0 : events / p);
  const score = (p2: number): number => {
    const p1 = p2 + difference;
    return part(a, p1) - part(n1 - a, 1 - p1) + part(b, p2) - part(n2 - b, 1 - p2);
  };
  const from = Math.max(0, -difference);
  const to = Math.min(1, 1 - difference);
  const edge = (to - from) * 1e-15;
  if (score(from + edge) <= 0) return from;
  if (score(to - edge) >= 0) return to;
  return root(score, from + edge, to - edge);
}

/** The score statistic for a difference, with Miettinen and Nurminen's N / (N - 1). */
function score(table: TwoByTwo, difference: number): number {
  const { a, n1, b, n2 } = table;
  const p2 = constrainedControl(table, difference);
  const p1 = p2 + difference;
  const total = n1 + n2;
  const variance = (((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2) * total) / (total - 1);
  const gap = a / n1 - b / n2 - difference;
  return gap === 0 ? 0 : gap / Math.sqrt(Math.max(variance, 0));
}

/** Miettinen and Nurminen's interval: the differences that the score test does not reject (miettinen1985). */
export function miettinenNurminenDifference(table: TwoByTwo, level = 0.95): Interval {
  const z = criticalZ(level);
  const observed = table.a / table.n1 - table.b / table.n2;
  const limit = (end: number, wanted: number): number => {
    const edge = end * (1 - 1e-14);
    const miss = (difference: number): number => score(table, difference) - wanted;
    if (observed === end || Math.abs(score(table, edge)) < z) return end;
    return root(miss, observed, edge);
  };
  return [limit(-1, z), limit(1, -z)];
}
