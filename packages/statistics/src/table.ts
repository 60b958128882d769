/** Columns of a data file as numbers or text, with errors that name line and column. */
import { InputError, shown } from "./input-error.ts";

const MISSING = new Set(["", "na", "n/a", "nan", "null", "."]);
const NUMBER = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i;

/** True for an empty cell, NA, N/A, NaN, null and a lone point, in capitals or not. */
export const isMissing = (cell: string): boolean => cell.length < 5 && MISSING.has(cell.toLowerCase());

/** A number with decimal point or comma; null if it is none. No thousands separators: 1.234,5 is refused. */
export function parseNumber(cell: string): number | null {
  if (!NUMBER.test(cell)) return null;
  const value = Number(cell.replace(",", "."));
  return Number.isFinite(value) ? value : null;
}

export class Table {
  constructor(
    readonly names: readonly string[],
    private readonly rows: readonly (readonly string[])[],
    /** 1-based line of each row in the file. */
    private readonly lines: readonly number[],
    readonly source: string,
  ) {}

  get length(): number {
    return this.rows.length;
  }

  has(name: string): boolean {
    return this.names.includes(name);
  }

  /** An error about one cell, or about a row. */
  error(row: number, name: string | null, message: string): InputError {
    const column = name === null ? "" : `, column ${shown(name)}`;
    return new InputError(`${this.source}: line ${this.lines[row]} (data row ${row + 1})${column}: ${message}`);
  }

  private index(name: string): number {
    const index = this.names.indexOf(name);
    if (index < 0) {
      throw new InputError(`${this.source}: no column ${shown(name)}; there are ${this.names.join(", ")}`);
    }
    return index;
  }

  /** A column as text; null where missing. */
  text(name: string): (string | null)[] {
    const column = this.index(name);
    return this.rows.map((row) => (isMissing(row[column]) ? null : row[column]));
  }

  /** A column of numbers; NaN where missing. */
  numbers(name: string): Float64Array {
    const column = this.index(name);
    const values = new Float64Array(this.rows.length);
    for (let i = 0; i < values.length; i++) {
      const cell = this.rows[i][column];
      const value = isMissing(cell) ? Number.NaN : parseNumber(cell);
      if (value === null) {
        throw this.error(i, name, `${shown(cell)} is not a number (decimal point or comma; NA or nothing if missing)`);
      }
      values[i] = value;
    }
    return values;
  }

  /** A column of whole numbers from 0 up; NaN where missing. */
  counts(name: string): Float64Array {
    const values = this.numbers(name);
    values.forEach((value, i) => {
      if (value < 0 || (!Number.isNaN(value) && !Number.isInteger(value))) {
        throw this.error(i, name, `${value} is not a whole number from 0 up`);
      }
    });
    return values;
  }
}
