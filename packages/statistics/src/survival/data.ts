/** Times to an event, and who is at risk when. */
import { InputError } from "../input-error.ts";
import { fallingOrder } from "./order.ts";

export interface SurvivalData {
  time: Float64Array;
  /** 1: the event; 0: censored. */
  event: Uint8Array;
  /** Where observation begins later than 0: at risk from just after `entry` to `time`. */
  entry?: Float64Array;
}

export type Ties = "efron" | "breslow";

export function checkSurvival({ time, event, entry }: SurvivalData): void {
  if (time.length === 0) throw new InputError("survival: there is no one to analyse");
  for (let i = 0; i < time.length; i++) {
    const from = entry === undefined ? 0 : entry[i];
    if (!Number.isFinite(time[i]) || !Number.isFinite(from)) {
      throw new InputError(`survival: row ${i + 1}: times must be finite numbers, not ${from} to ${time[i]}`);
    }
    if (entry === undefined ? time[i] < 0 : time[i] <= from) {
      const allowed = entry === undefined ? "0 or later" : "later than entry";
      throw new InputError(`survival: row ${i + 1}: the time must be ${allowed}, not ${time[i]} (entry ${from})`);
    }
    if (event[i] > 1) throw new InputError(`survival: row ${i + 1}: the event must be 0 or 1, not ${event[i]}`);
  }
}

/** What happened at each distinct time of one group, in rising order. */
export interface Counts {
  time: Float64Array;
  atRisk: Float64Array;
  events: Float64Array;
  censored: Float64Array;
}

/** @param rows of the group; all by default */
export function countsByTime({ time, event, entry }: SurvivalData, rows?: Uint32Array): Counts {
  const order = fallingOrder(time, rows);
  const entries = entry === undefined ? null : fallingOrder(entry, rows);
  const found: [number, number, number, number][] = [];
  let [left, notYet] = [0, 0];
  for (let i = 0; i < order.length; ) {
    const t = time[order[i]];
    let [events, censored] = [0, 0];
    for (; i < order.length && time[order[i]] === t; i++) {
      if (event[order[i]] === 1) events++;
      else censored++;
    }
    left = i;
    if (entry !== undefined && entries !== null) {
      while (notYet < entries.length && entry[entries[notYet]] >= t) notYet++;
    }
    found.push([t, left - notYet, events, censored]);
  }
  found.reverse();
  const column = (j: number): Float64Array => Float64Array.from(found, (row) => row[j]);
  return { time: column(0), atRisk: column(1), events: column(2), censored: column(3) };
}

/** The rows of each value, values in the order in which `compare` (by default their own) puts them. */
export function groupRows(
  values: readonly string[],
  compare?: (a: string, b: string) => number,
): Map<string, Uint32Array> {
  const rows = new Map<string, number[]>();
  values.forEach((value, i) => {
    const known = rows.get(value);
    if (known) known.push(i);
    else rows.set(value, [i]);
  });
  const names = [...rows.keys()].sort(compare ?? byValue);
  return new Map(names.map((name) => [name, Uint32Array.from(rows.get(name) as number[])]));
}

/** Numbers by size, before words by alphabet. */
export function byValue(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  const [xNumber, yNumber] = [!Number.isNaN(x), !Number.isNaN(y)];
  if (xNumber && yNumber && x !== y) return x - y;
  if (xNumber !== yNumber) return xNumber ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
