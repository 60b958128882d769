/** Studies from a table: with counts, with an effect and its variance, or with what was printed, an estimate and its interval. */
import { InputError } from "../input-error.ts";
import type { Table } from "../table.ts";
import type { Effect } from "./effect.ts";
import { type CountMeasure, type CountStudy, effectOf } from "./effect-sizes.ts";
import { effectFromDifference, effectFromRatio } from "./from-interval.ts";

export type Measure = CountMeasure | "HR" | "generic";

export interface Studies {
  /** Null where effects were given instead. */
  counts: CountStudy[] | null;
  effects: Effect[];
  /** Where each study stands in the table. */
  rows: number[];
  dropped: number;
}

const COUNTS = ["ai", "n1", "ci", "n2"];
const PRINTED = ["estimate", "lower", "upper"];

export const isRatio = (measure: Measure): boolean => measure === "RR" || measure === "OR" || measure === "HR";

const nameOf = (names: readonly (string | null)[], row: number): string => names[row] ?? `row ${row + 1}`;

/** Rows in which no used column is missing. */
function completeRows(table: Table, columns: readonly string[]): number[] {
  const texts = columns.map((name) => table.text(name));
  return Array.from({ length: table.length }, (_, i) => i).filter((i) => texts.every((column) => column[i] !== null));
}

function countsAt(table: Table, rows: readonly number[]): CountStudy[] {
  const names = table.text("study");
  const [ai, n1, ci, n2] = COUNTS.map((name) => table.counts(name));
  return rows.map((i) => {
    const row = { ai: ai[i], n1: n1[i], ci: ci[i], n2: n2[i] };
    for (const [events, total] of [
      ["ai", "n1"],
      ["ci", "n2"],
    ] as const) {
      if (row[total] < 1) throw table.error(i, total, "a group must have at least one person");
      if (row[events] > row[total]) throw table.error(i, events, `${row[events]} events among ${row[total]} people`);
    }
    return { study: nameOf(names, i), ...row };
  });
}

/** @param squared whether the column holds variances; else standard errors */
function effectsAt(table: Table, rows: readonly number[], column: string, squared: boolean): Effect[] {
  const names = table.text("study");
  const [yi, spread] = ["yi", column].map((name) => table.numbers(name));
  return rows.map((i) => {
    const kind = squared ? "variance" : "standard error";
    if (!(spread[i] > 0)) throw table.error(i, column, `the ${kind} must be above 0, not ${spread[i]}`);
    return { study: nameOf(names, i), yi: yi[i], vi: squared ? spread[i] : spread[i] ** 2 };
  });
}

function printedAt(table: Table, rows: readonly number[], ratio: boolean, level: number): Effect[] {
  const names = table.text("study");
  const [estimate, lower, upper] = PRINTED.map((name) => table.numbers(name));
  const from = ratio ? effectFromRatio : effectFromDifference;
  return rows.map((i) => {
    try {
      return from(nameOf(names, i), estimate[i], [lower[i], upper[i]], level);
    } catch (error) {
      throw error instanceof InputError ? table.error(i, null, error.message) : error;
    }
  });
}

/** @param also other columns that must not be missing @param level of printed intervals */
export function readStudies(
  table: Table,
  measure: Measure,
  also: readonly string[] = [],
  level = 0.95,
  ratio = isRatio(measure),
): Studies {
  const hasAll = (names: readonly string[]): boolean => names.every((name) => table.has(name));
  const found = (columns: readonly string[]): { rows: number[]; dropped: number } => {
    table.text("study");
    const rows = completeRows(table, [...columns, ...also]);
    return { rows, dropped: table.length - rows.length };
  };
  if (measure === "generic" && !hasAll(PRINTED)) {
    const column = !table.has("vi") && table.has("sei") ? "sei" : "vi";
    const { rows, dropped } = found(["yi", column]);
    return { counts: null, effects: effectsAt(table, rows, column, column === "vi"), rows, dropped };
  }
  if (measure === "HR" || measure === "generic" || (hasAll(PRINTED) && !COUNTS.some((name) => table.has(name)))) {
    const { rows, dropped } = found(PRINTED);
    return { counts: null, effects: printedAt(table, rows, ratio, level), rows, dropped };
  }
  const { rows, dropped } = found(COUNTS);
  const counts = countsAt(table, rows);
  return { counts, effects: counts.map((study) => effectOf(study, measure)), rows, dropped };
}
