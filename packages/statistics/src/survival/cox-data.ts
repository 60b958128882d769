/** Data of a Cox regression, put in the order in which the likelihood reads them. */
import { groupRows, type SurvivalData, type Ties } from "./data.ts";
import { everyRow, fallingOrder } from "./order.ts";

/** One stratum: its rows by falling time, covariates row by row so that they are read in the order they lie. */
export interface Stratum {
  /** null: there are no strata. */
  name: string | null;
  time: Float64Array;
  event: Uint8Array;
  /** Centred and scaled covariates, `p` a row. */
  x: Float64Array;
  /** With entry times: places of the rows by falling entry, and the entries in that order. */
  entry: { place: Uint32Array; time: Float64Array } | null;
}

/** Covariates are centred and scaled, so that sums stay near 1. */
export interface Prepared {
  p: number;
  ties: Ties;
  data: SurvivalData;
  centres: Float64Array;
  scales: Float64Array;
  strata: Stratum[];
}

export function prepare(
  data: SurvivalData,
  covariates: readonly ArrayLike<number>[],
  ties: Ties,
  strata?: readonly string[],
): Prepared {
  const centres = Float64Array.from(covariates, mean);
  const scales = Float64Array.from(covariates, (column, j) => spread(column, centres[j]) || 1);
  const everyone = everyRow(data.time.length);
  const groups: [string | null, Uint32Array][] = strata === undefined ? [[null, everyone]] : [...groupRows(strata)];
  const stratumOf = ([name, rows]: [string | null, Uint32Array]): Stratum => {
    const order = fallingOrder(data.time, rows);
    const p = covariates.length;
    const x = new Float64Array(order.length * p);
    covariates.forEach((column, j) => {
      order.forEach((row, i) => {
        x[i * p + j] = (column[row] - centres[j]) / scales[j];
      });
    });
    const time = Float64Array.from(order, (row) => data.time[row]);
    const event = Uint8Array.from(order, (row) => data.event[row]);
    return { name, time, event, x, entry: data.entry === undefined ? null : entriesOf(data.entry, order) };
  };
  return { p: covariates.length, ties, data, centres, scales, strata: groups.map(stratumOf) };
}

function entriesOf(entry: Float64Array, order: Uint32Array): Stratum["entry"] {
  const ordered = Float64Array.from(order, (row) => entry[row]);
  const place = fallingOrder(ordered);
  return { place, time: Float64Array.from(place, (i) => ordered[i]) };
}

function mean(column: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i];
  return sum / column.length;
}

function spread(column: ArrayLike<number>, centre: number): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += (column[i] - centre) ** 2;
  return Math.sqrt(sum / column.length);
}
