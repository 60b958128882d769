/** Parquet files of a study: the same rows give the same bytes, and a file stands whole or not at all. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parquetRead } from "hyparquet";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { writeWhole } from "../whole-file.ts";
import type { Cell, Column } from "./columns.ts";

export type Row = readonly Cell[];

export interface WrittenShard {
  readonly sha256: string;
  readonly bytes: number;
}

/** @param about key and value pairs that the file carries, such as the study's hash */
export function writeShard(
  path: string,
  columns: readonly Column[],
  rows: readonly Row[],
  about: Readonly<Record<string, string>>,
): WrittenShard {
  const columnData = columns.map(({ name, type, open, index = false }, k): ColumnSource => {
    const data = rows.map((row) => row[k]);
    // Hardly two rows share an index: neither a dictionary nor compression makes it smaller.
    const plain = index && type === "DOUBLE" ? ({ encoding: "PLAIN", codec: "UNCOMPRESSED" } as const) : {};
    return { name, type, nullable: open, data, ...plain };
  });
  const kvMetadata = Object.entries(about).map(([key, value]) => ({ key, value }));
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata, createdBy: "counterpulse" }));
  writeWhole(path, bytes);
  return { sha256: sha256(bytes), bytes: bytes.length };
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Checksum and size of a file, or null where there is none. */
export function checksum(path: string): WrittenShard | null {
  try {
    const bytes = readFileSync(path);
    return { sha256: sha256(bytes), bytes: bytes.length };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export class DamagedShard extends Error {
  override name = "DamagedShard";
}

/**
 * Rows of a shard, each with the columns asked for.
 * @param expected what the file's checksum must be @throws DamagedShard where it is another
 */
export async function readShard(path: string, columns: readonly string[], expected: string | null): Promise<Cell[][]> {
  const bytes = readFileSync(path);
  if (expected !== null && sha256(bytes) !== expected)
    throw new DamagedShard(`${path} is not what was written: its checksum differs.`);
  const file = {
    byteLength: bytes.length,
    slice: (from: number, to?: number): ArrayBuffer =>
      bytes.buffer.slice(bytes.byteOffset + from, bytes.byteOffset + (to ?? bytes.length)) as ArrayBuffer,
  };
  let objects: Record<string, Cell>[] = [];
  await parquetRead({
    file,
    columns: [...columns],
    rowFormat: "object",
    utf8: false,
    onComplete: (found) => {
      objects = found as Record<string, Cell>[];
    },
  });
  return objects.map((one) => columns.map((name) => one[name] ?? null));
}
