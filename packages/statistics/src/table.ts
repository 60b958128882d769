/** Columns of a data file as numbers or text, with errors that name line and column. */
import { InputError, shown } from "./input-error.ts";

const MISSING = new Set(["", "na", "n/a", "nan", "null", "."]);
/** 1 for each character that a number is made of. */
const OF_NUMBERS = Uint8Array.from({ length: 128 }, (_, code) =>
  "0123456789+-.,eE".includes(String.fromCharCode(code)) ? 1 : 0,
);

/** True for an empty cell, NA, N/A, NaN, null and a lone point, in capitals or not. */
export const isMissing = (cell: string): boolean => cell.length < 5 && MISSING.has(cell.toLowerCase());

/** A number with decimal point or comma; null if it is none. No thousands separators: 1.234,5 is refused. */
export function parseNumber(cell: string): number | null {
  if (cell === "") return null;
  // keeps out what Number reads besides: blanks, 0x10, Infinity
  for (let i = 0; i < cell.length; i++) if (OF_NUMBERS[cell.charCodeAt(i)] !== 1) return null;
  const value = Number(cell.includes(",") ? cell.replace(",", ".") : cell);
  return Number.isFinite(value) ? value : null;
}

export class Table {
  /** Columns already read. */
  private readonly texts = new Map<string, (string | null)[]>();
  private readonly values = new Map<string, Float64Array>();

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
  text(name: string): readonly (string | null)[] {
    const known = this.texts.get(name);
    if (known) return known;
    const column = this.index(name);
    const cells = this.rows.map((row) => (isMissing(row[column]) ? null : row[column]));
    this.texts.set(name, cells);
    return cells;
  }

  /** A column of numbers; NaN where missing. */
  numbers(name: string): Float64Array {
    const known = this.values.get(name);
    if (known) return known;
    const cells = this.text(name);
    const values = new Float64Array(cells.length);
    for (let i = 0; i < values.length; i++) {
      const cell = cells[i];
      const value = cell === null ? Number.NaN : parseNumber(cell);
      if (cell !== null && value === null) {
        throw this.error(i, name, `${shown(cell)} is not a number (decimal point or comma; NA or nothing if missing)`);
      }
      values[i] = value as number;
    }
    this.values.set(name, values);
    return values;
  }

  /** True if a column has words where others have numbers: no cell of it is a number. */
  isText(name: string): boolean {
    return this.text(name).every((cell) => cell === null || parseNumber(cell) === null);
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
