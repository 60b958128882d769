/** `cohort export`: all rows in one file. */
import { type Command as Built, Command } from "commander";
import { addJson } from "../../input/options.ts";
import { checkOut } from "../../input/out-file.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { damage } from "./query.ts";

const FORMATS = { ".csv": "csv", ".parquet": "parquet" } as const;

export function cohortExport(): Built {
  const command = new Command("export")
    .description("Write all rows of a finished study to one .csv or .parquet file, in order.")
    .argument("<folder>", "the study's folder")
    .requiredOption("--out <file>", "the file; its extension tells the format");
  return addJson(command).action(async (folder: string, options: { out: string; json?: boolean }) => {
    const out = checkOut(options.out, [], FORMATS)!;
    const { exportCohort, readManifest, shardRows } = await import("@counterpulse/runner");
    const rows = shardRows(readManifest(folder));
    await exportCohort(folder, out.path).catch(damage);
    if (options.json) return print(json({ file: out.path, rows }));
    return printLines([`${rows} rows in ${out.path}`]);
  });
}
