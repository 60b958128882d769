/** Covariates of a data file: numbers as they are, words as indicators of their values. */
import { InputError, shown } from "../input-error.ts";
import type { Table } from "../table.ts";
import type { Column } from "./logistic.ts";

export interface Covariates {
  /** For models: of words, all values but the first. */
  model: Column[];
  /** For balance: of three or more words, the first too. */
  balance: Column[];
}

function ofWords(table: Table, name: string, rows: readonly number[]): Covariates {
  const cells = table.text(name);
  const texts = rows.map((row) => cells[row] as string);
  const levels = [...new Set(texts)].sort();
  if (levels.length < 2) throw new InputError(`${table.source}: column ${shown(name)} has only one value`);
  const indicators = levels.map((level) => ({
    name: `${name}=${level}`,
    values: Float64Array.from(texts, (text) => (text === level ? 1 : 0)),
  }));
  return { model: indicators.slice(1), balance: levels.length > 2 ? indicators : indicators.slice(1) };
}

export function readCovariates(table: Table, names: readonly string[], rows: readonly number[]): Covariates {
  const all: Covariates = { model: [], balance: [] };
  for (const name of names) {
    if (table.isText(name)) {
      const { model, balance } = ofWords(table, name, rows);
      all.model.push(...model);
      all.balance.push(...balance);
      continue;
    }
    const values = table.numbers(name);
    const column = { name, values: Float64Array.from(rows, (row) => values[row]) };
    if (column.values.every((value) => value === column.values[0])) {
      throw new InputError(`${table.source}: column ${shown(name)} has only one value`);
    }
    all.model.push(column);
    all.balance.push(column);
  }
  return all;
}

/** Rows in which no used column is missing. */
export function completeRows(table: Table, names: readonly string[]): number[] {
  const texts = names.map((name) => table.text(name));
  const rows: number[] = [];
  for (let i = 0; i < table.length; i++) if (texts.every((column) => column[i] !== null)) rows.push(i);
  return rows;
}

/** A column of 0 and 1 only. */
export function readBinary(table: Table, name: string, rows: readonly number[]): Uint8Array {
  const values = table.numbers(name);
  return Uint8Array.from(rows, (row) => {
    if (values[row] !== 0 && values[row] !== 1) throw table.error(row, name, `${values[row]} is neither 0 nor 1`);
    return values[row];
  });
}
