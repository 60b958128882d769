/** Times to the first of several causes. */
import { InputError } from "../input-error.ts";
import { fallingOrder } from "./order.ts";

export interface CompetingData {
  time: Float64Array;
  /** 0: censored; 1, 2, …: the cause of the event. */
  cause: Uint8Array;
}

export function checkCompeting({ time, cause }: CompetingData): void {
  if (time.length === 0) throw new InputError("competing risks: there is no one to analyse");
  for (let i = 0; i < time.length; i++) {
    if (!(time[i] >= 0 && Number.isFinite(time[i]))) {
      throw new InputError(`competing risks: row ${i + 1}: the time must be 0 or later and finite, not ${time[i]}`);
    }
  }
  if (cause.length !== time.length) throw new InputError("competing risks: every time needs a cause");
}

/** What happened at one time: how many were at risk, and the events of each cause (at 0 the censored). */
export interface Moment {
  time: number;
  atRisk: number;
  counts: Float64Array;
}

/** The distinct times of one group, rising. @param causes how many there are */
export function momentsOf({ time, cause }: CompetingData, causes: number, rows?: Uint32Array): Moment[] {
  const order = fallingOrder(time, rows);
  const moments: Moment[] = [];
  for (let i = 0; i < order.length; ) {
    const t = time[order[i]];
    const counts = new Float64Array(causes + 1);
    for (; i < order.length && time[order[i]] === t; i++) counts[cause[order[i]]]++;
    moments.push({ time: t, atRisk: i, counts });
  }
  return moments.reverse();
}

export const eventsAt = ({ counts }: Moment): number => counts.reduce((sum, n) => sum + n, 0) - counts[0];
