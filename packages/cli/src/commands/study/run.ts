/** `counterpulse study run`: one simulated data set of a protocol, and its analysis. */
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { StudyRun, StudyTable } from "@counterpulse/lab";
import type { FolderFile } from "@counterpulse/runner";
import { Command, Option } from "commander";
import { readSeed } from "../../input/count.ts";
import { addJson } from "../../input/options.ts";
import { checkOut, REPORT_FILES, writeOut } from "../../input/out-file.ts";
import { checkOutFolder, writeOutFolder } from "../../input/out-folder.ts";
import { PROTOCOL_HELP, readProtocol } from "../../input/study-protocol.ts";
import { colours } from "../../print/colour.ts";
import { csv } from "../../print/csv.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { withProgressOf } from "../../print/progress.ts";
import { inputHashes, runDocument } from "../../print/study/documents.ts";
import { pageWidth } from "../../print/table.ts";
import { threadsOption } from "./threads.ts";

interface Options {
  readonly seed: number;
  readonly threads?: number;
  readonly out?: string;
  readonly report?: string;
  readonly json?: boolean;
}

/** The file by which a study's folder is known. */
const RESULT = "study.json";

const HELP = `
The folder holds three tables, each as .csv and as .parquet: data (a row a reading), analysis (a row a patient and
period: what is analysed, and what \`counterpulse analyze crossover\` reads) and truth (what nobody can measure); and
dictionary.json, protocol.json and study.json. It is written as a whole or not at all; a folder of an earlier study is
replaced.

Examples:
  counterpulse study run editorial --seed 1 --out editorial-1
  counterpulse study run on-off-crossover --seed 7 --out crossover-7 --report crossover.html
  counterpulse study run weaning-ladder --json`;

export function run(): Command {
  const command = new Command("run")
    .description("Simulate one data set of a protocol and analyse it.")
    .argument("<protocol>", PROTOCOL_HELP)
    .addOption(new Option("--seed <number>", "seed of patients and measurements").argParser(readSeed).default(1))
    .addOption(threadsOption())
    .option("--out <folder>", "also write data, dictionary and analysis to a folder")
    .option("--report <file>", "also write a report to an .html or .md file");
  return addJson(command).addHelpText("after", HELP).action(action);
}

async function action(given: string, options: Options): Promise<void> {
  const folder = checkOutFolder(options.out, RESULT);
  const lab = await import("@counterpulse/lab");
  const laboratory = new lab.Laboratory();
  const { protocol, files } = await readProtocol(given, laboratory.model);
  const report = checkOut(options.report, files, REPORT_FILES, "--report");
  const { studyRunInThreads } = await import("@counterpulse/runner");
  const { seed, threads = availableParallelism() } = options;
  const result = await withProgressOf("simulating", (onProgress) =>
    studyRunInThreads(protocol, laboratory, { seed, onProgress }, threads),
  );
  const tables = await tableFiles(lab.studyTables(result), aboutOf(result));
  const hashes = {
    ...inputHashes(protocol),
    ...Object.fromEntries(tables.map((one) => [one.name, sha256(one.content)])),
  };
  const document = runDocument(result, folder, hashes);
  if (folder !== null) await writeOutFolder(folder, [...tables, ...documents(result, document, lab.dataDictionary)]);
  if (report) {
    const { runReport } = await import("../../print/study/run-report.ts");
    await writeOut(report, [await runReport(result, hashes, report.format)]);
  }
  if (options.json) return print(json(document));
  const { runLines } = await import("../../print/study/run.ts");
  const [width, paint] = [pageWidth(process.stdout), colours(process.stdout)];
  return printLines(runLines(result, folder === null ? null : join(folder, "data.csv"), width, paint));
}

/** Each table as CSV and as Parquet. */
async function tableFiles(
  tables: readonly StudyTable[],
  about: Readonly<Record<string, string>>,
): Promise<{ name: string; content: (string | Uint8Array)[] }[]> {
  const { studyParquet } = await import("@counterpulse/runner");
  return tables.flatMap((table) => {
    const header = table.columns.map(({ name }) => name);
    return [
      { name: `${table.name}.csv`, content: [...csv(header, table.rows)] },
      { name: `${table.name}.parquet`, content: [studyParquet(table, about)] },
    ];
  });
}

/** What a Parquet file carries beside its rows. */
const aboutOf = ({ protocol, model, seed }: StudyRun): Record<string, string> => ({
  ...{ protocol: protocol.id, protocol_sha256: inputHashes(protocol).protocol, seed: String(seed) },
  ...{ model: `${model.name} ${model.version}`, model_hash: model.hash },
});

function documents(
  result: StudyRun,
  document: unknown,
  dictionary: (result: StudyRun) => Record<string, unknown>,
): FolderFile[] {
  return [
    { name: "dictionary.json", content: json(dictionary(result)) },
    { name: "protocol.json", content: json(result.protocol.document) },
    { name: RESULT, content: json(document) },
  ];
}

function sha256(pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}
