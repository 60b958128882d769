/**
 * CSV as people have it: commas, semicolons or tabs, quotes as in RFC 4180, a byte order mark, Windows line ends,
 * blank lines. What it cannot read it names by line.
 */
import { InputError, shown } from "./input-error.ts";
import { Table } from "./table.ts";

const QUOTE = 34;
const RETURN = 13;
const NEWLINE = 10;

interface Record {
  /** 1-based line of the file on which it begins. */
  line: number;
  cells: string[];
}

/** Semicolon, tab or comma: the one that the header has most of. */
function delimiterOf(text: string): string {
  let [inQuotes, commas, semicolons, tabs] = [false, 0, 0, 0];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') inQuotes = !inQuotes;
    if (inQuotes) continue;
    if (c === "\n" || c === "\r") {
      if (commas + semicolons + tabs > 0) break;
    } else if (c === ",") commas++;
    else if (c === ";") semicolons++;
    else if (c === "\t") tabs++;
  }
  if (semicolons >= commas && semicolons >= tabs && semicolons > 0) return ";";
  return tabs > commas ? "\t" : ",";
}

/** Where the line ends that holds position i: the index of its line end, or of the end of the text. */
const isLineEnd = (code: number): boolean => code === NEWLINE || code === RETURN || Number.isNaN(code);

class Reader {
  private at = 0;
  private line = 1;
  private readonly delimiterCode: number;

  constructor(
    private readonly text: string,
    delimiter: string,
    private readonly source: string,
  ) {
    this.delimiterCode = delimiter.charCodeAt(0);
  }

  /** The next record that is not blank, or null at the end. */
  next(): Record | null {
    while (this.at < this.text.length) {
      const record = this.record();
      if (record.cells.length > 1 || record.cells[0] !== "") return record;
    }
    return null;
  }

  private record(): Record {
    const record: Record = { line: this.line, cells: [] };
    for (;;) {
      record.cells.push(this.text.charCodeAt(this.at) === QUOTE ? this.quoted(record) : this.plain());
      if (this.text.charCodeAt(this.at) !== this.delimiterCode) break;
      this.at++;
    }
    if (this.text.charCodeAt(this.at) === RETURN) this.at++;
    if (this.text.charCodeAt(this.at) === NEWLINE) this.at++;
    this.line++;
    return record;
  }

  private plain(): string {
    const from = this.at;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === this.delimiterCode || isLineEnd(code)) return this.text.slice(from, this.at).trim();
      this.at++;
    }
  }

  private quoted({ line, cells }: Record): string {
    let value = "";
    for (let from = this.at + 1; ; ) {
      const end = this.text.indexOf('"', from);
      if (end < 0)
        throw new InputError(`${this.source}: line ${line}, field ${cells.length + 1}: the quote is not closed`);
      value += this.text.slice(from, end);
      this.at = end + 1;
      if (this.text.charCodeAt(this.at) !== QUOTE) break;
      value += '"';
      from = this.at + 1;
    }
    this.line += value.match(/\r\n|\r|\n/g)?.length ?? 0;
    const rest = this.plain();
    if (rest !== "") {
      throw new InputError(
        `${this.source}: line ${line}, field ${cells.length + 1}: ${shown(rest)} after the closing quote`,
      );
    }
    return value.trim();
  }
}

function checkHeader({ line, cells }: Record, source: string): void {
  cells.forEach((name, i) => {
    const where = `${source}: line ${line}, column ${i + 1}`;
    if (name === "") throw new InputError(`${where}: the header names no column here`);
    if (cells.indexOf(name) < i) throw new InputError(`${where}: the header names ${shown(name)} twice`);
  });
}

/**
 * Reads a CSV text with a header row.
 * @param source what errors call it, such as the file's name
 */
export function parseCsv(text: string, source = "data"): Table {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  const reader = new Reader(body, delimiterOf(body), source);
  const header = reader.next();
  if (header === null) throw new InputError(`${source}: empty; a header row and data rows are needed`);
  checkHeader(header, source);
  const rows: string[][] = [];
  const lines: number[] = [];
  for (let record = reader.next(); record !== null; record = reader.next()) {
    const { line, cells } = record;
    if (cells.length !== header.cells.length) {
      throw new InputError(`${source}: line ${line} has ${cells.length} fields, the header ${header.cells.length}`);
    }
    rows.push(cells);
    lines.push(line);
  }
  return new Table(header.cells, rows, lines, source);
}
