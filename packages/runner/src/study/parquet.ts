/** A table of a study as Parquet: the same rows give the same bytes. */
import { parquetType, type StudyTable } from "@counterpulse/lab";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";

/** @param about key and value pairs that the file carries, such as the seed */
export function studyParquet({ columns, rows }: StudyTable, about: Readonly<Record<string, string>>): Uint8Array {
  const columnData = columns.map((column, k): ColumnSource => {
    const { name, open } = column;
    return { name, type: parquetType(column), nullable: open, data: rows.map((row) => row[k]) };
  });
  const kvMetadata = Object.entries(about).map(([key, value]) => ({ key, value }));
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata, createdBy: "counterpulse" }));
}
