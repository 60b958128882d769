/** What a tile shows: one index or several in the customary form, such as systolic/diastolic (mean). */
import type { Indices } from "../state/readings.ts";
import { formatChange, formatNumber, missing } from "./format.ts";

export interface ReadingForm {
  /** Ids of `counterpulse indices`, in the order of the form. */
  readonly indices: readonly string[];
  readonly digits: number;
  readonly unit: string;
  /** The unit of a change, where it differs: a change of per cent is in percentage points. */
  readonly changeUnit?: string;
}

export interface Reading {
  readonly main: string;
  /** The mean in brackets, where there is one. */
  readonly mean: string | null;
  /** Against the frozen numbers, with sign and unit; null without any. */
  readonly change: string | null;
}

export function readingOf(form: ReadingForm, now: Indices | null, frozen: Indices | null): Reading {
  const [first, second, mean] = form.indices;
  const value = (id: string) => formatNumber(now?.[id], form.digits);
  const parts = second === undefined ? [value(first)] : [value(first), value(second)];
  const main = parts.every((part) => part === missing) ? missing : parts.join("/");
  return {
    main,
    mean: mean === undefined || main === missing ? null : `(${value(mean)})`,
    change: frozen && now ? changeOf(form, now, frozen) : null,
  };
}

function changeOf(form: ReadingForm, now: Indices, frozen: Indices): string | null {
  const changes = form.indices.map((id) => formatChange(now[id], frozen[id], form.digits));
  if (changes.every((change) => change === null)) return null;
  const [first, second, mean] = changes.map((change) => change ?? missing);
  const main = second === undefined ? first : `${first}/${second}`;
  return `${mean === undefined ? main : `${main} (${mean})`} ${form.changeUnit ?? form.unit}`;
}
