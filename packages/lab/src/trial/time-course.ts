/**
 * How a cumulative hazard grows: its share of what it is on the last day of follow-up, Weibull's or by pieces. By pieces
 * the hazard is constant between days, as whoever types in a Kaplan-Meier table at some days knows it.
 */

export type TimeCourse =
  | { readonly kind: "weibull"; readonly shape: number }
  /** From day 0 and share 0 on; the share is 1 on the last day of follow-up, and may go beyond. */
  | { readonly kind: "pieces"; readonly day: Float64Array; readonly share: Float64Array };

export const weibull = (shape: number): TimeCourse => ({ kind: "weibull", shape });

/** Cumulative hazards at rising days, the last at or after the horizon. */
export function pieces(days: readonly number[], cumulative: readonly number[], horizon: number): TimeCourse {
  const [day, whole] = [Float64Array.from([0, ...days]), Float64Array.from([0, ...cumulative])];
  const last = between(horizon, day, whole);
  return { kind: "pieces", day, share: whole.map((x) => x / last) };
}

/** Share of the cumulative hazard that is reached on a day. */
export function shareAt(course: TimeCourse, day: number, horizon: number): number {
  return course.kind === "weibull" ? (day / horizon) ** course.shape : between(day, course.day, course.share);
}

/** The day on which a share is reached; where the hazard is nil for a time, the day on which that begins. */
export function dayAt(course: TimeCourse, share: number, horizon: number): number {
  return course.kind === "weibull" ? horizon * share ** (1 / course.shape) : between(share, course.share, course.day);
}

/** Straight between rising points; beyond the last it stays. */
function between(x: number, from: Float64Array, to: Float64Array): number {
  const last = from.length - 1;
  let k = 1;
  while (k < last && x > from[k]) k++;
  if (x >= from[last]) return to[last];
  const width = from[k] - from[k - 1];
  return width > 0 ? to[k - 1] + ((x - from[k - 1]) / width) * (to[k] - to[k - 1]) : to[k - 1];
}
