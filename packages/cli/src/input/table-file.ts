/** FILE of the analyses: CSV with a header row, from a file or, as `-`, from standard input. */
import type { Table } from "@counterpulse/statistics";
import { InputError } from "../errors.ts";
import { readTextFile } from "./text-file.ts";

export const TABLE_HELP =
  "CSV with a header row (comma, semicolon or tab; decimal point or comma); - reads standard input";

/** Some millions of rows; beyond this a text is larger than the machine likes. */
const LARGEST_BYTES = 250_000_000;

export async function standardInput(form = "CSV with a header row"): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > LARGEST_BYTES) throw new InputError(`standard input is larger than ${LARGEST_BYTES / 1e6} MB.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new InputError(`standard input is not UTF-8 text; ${form} is allowed.`);
  }
}

export async function readTable(path: string): Promise<Table> {
  const { parseCsv } = await import("@counterpulse/statistics");
  if (path === "-") return parseCsv(await standardInput(), "standard input");
  return parseCsv(readTextFile(path, "data", "CSV with a header row", LARGEST_BYTES), path);
}
