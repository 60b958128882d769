/**
 * Landmark analysis (anderson1983): only those still observed at a chosen time, counted from then on, so that what became
 * known before that time can be compared without giving anyone the time they had to survive for it.
 */
import { InputError } from "../input-error.ts";
import type { SurvivalData } from "./data.ts";

/** Rows observed beyond the landmark. */
export function landmarkRows({ time, entry }: SurvivalData, landmark: number): number[] {
  if (entry !== undefined)
    throw new InputError(
      "landmark: rows with a start are not allowed; give each person one row, as known at that time",
    );
  if (!(landmark >= 0)) throw new InputError(`landmark: the time must be 0 or later, not ${landmark}`);
  const rows = [...time.keys()].filter((i) => time[i] > landmark);
  if (rows.length === 0) throw new InputError(`landmark: no one is observed beyond ${landmark}`);
  return rows;
}

/** Their data with times counted from the landmark. */
export function landmarkData({ time, event }: SurvivalData, rows: readonly number[], landmark: number): SurvivalData {
  return {
    time: Float64Array.from(rows, (i) => time[i] - landmark),
    event: Uint8Array.from(rows, (i) => event[i]),
  };
}
