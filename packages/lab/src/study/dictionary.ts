/** The data dictionary: what the tables' columns, the indices, instruments and arms of a data set are. */
import { INDICES } from "@counterpulse/engine";
import type { StudyRun } from "./run.ts";
import { type StudyColumn, studyTables } from "./table.ts";

const PARQUET = { text: "STRING", "whole number": "INT32", number: "DOUBLE" } as const;

/** The type that a column has in Parquet. */
export const parquetType = ({ type }: StudyColumn): (typeof PARQUET)[StudyColumn["type"]] => PARQUET[type];

export function dataDictionary(result: StudyRun): Record<string, unknown> {
  const { document, measures, arms, sequences, id } = result.protocol;
  const definitions = new Map(INDICES.map((d) => [d.id, d]));
  return {
    study: {
      ...{ id, title: document.title, source: document.source, design: document.design },
      ...{ seed: result.seed, model: result.model },
    },
    note: "Simulated patients; nobody was treated.",
    formats: {
      csv: "UTF-8, comma, decimal point, a header row; empty where there is no value",
      parquet:
        "the same rows; null where there is no value; seed, protocol and model among the file's key and value pairs",
    },
    files: Object.fromEntries(
      studyTables(result).flatMap(({ name, row, columns }) => {
        const told = columns.map((column) => ({ ...column, parquet: parquetType(column) }));
        return ["csv", "parquet"].map((format) => [`${name}.${format}`, { rows: `one ${row}`, columns: told }]);
      }),
    ),
    indices: measures.map(({ index, instrument }) => {
      const { unit, definition, loinc } = definitions.get(index)!;
      return { id: index, unit, definition, ...(loinc ? { loinc } : {}), instrument };
    }),
    instruments: document.instruments,
    arms: [...arms.values()].map(({ id: arm, label, support, settings }) => ({ id: arm, label, support, settings })),
    sequences: sequences.map(({ name, share }) => ({ name, share })),
  };
}
