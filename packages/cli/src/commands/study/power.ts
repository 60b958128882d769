/** `counterpulse study power`: a study repeated thousands of times: which endpoints how many patients settle. */
import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { readCount, readSeed } from "../../input/count.ts";
import { addJson, splitList } from "../../input/options.ts";
import { checkOut, REPORT_FILES, TABLE_FILES, writeOut } from "../../input/out-file.ts";
import { PROTOCOL_HELP, readProtocol } from "../../input/study-protocol.ts";
import { colours } from "../../print/colour.ts";
import { csv } from "../../print/csv.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { withProgressOf } from "../../print/progress.ts";
import { inputHashes, powerDocument, powerTable } from "../../print/study/documents.ts";
import { pageWidth } from "../../print/table.ts";
import { threadsOption } from "./threads.ts";

interface Options {
  readonly n?: string;
  readonly repeats: number;
  readonly seed: number;
  readonly pool?: number;
  readonly threads?: number;
  readonly out?: string;
  readonly report?: string;
  readonly json?: boolean;
}

const MOST_PATIENTS = 5000;
const MOST_READINGS = 100;
const LEAST_PATIENTS = 4;
const DEFAULT_POOL = 256;

const HELP = `
Patients are solved once under every arm (--pool of them); each repeat draws its patients from them with replacement and
measures them anew. mc_error is what more repeats make smaller, pool_error what a larger pool does. In a ladder, which is
of one patient, --n is the number of readings at each step and the power that of deciding to wean.

Examples:
  counterpulse study power editorial --n 10,20,40 --repeats 2000
  counterpulse study power nct06336655 --n 52,104,208 --report nct06336655.html
  counterpulse study power weaning-ladder --n 1,3,10 --json`;

export function power(): Command {
  const command = new Command("power")
    .description("Repeat a study thousands of times: power and precision of each endpoint by number of patients.")
    .argument("<protocol>", PROTOCOL_HELP)
    .option(
      "--n <list>",
      "numbers of patients, comma between them (default: a quarter, half, all, twice the protocol's)",
    )
    .addOption(
      new Option("--repeats <number>", "studies of each size")
        .argParser((text: string) => readCount(text, "--repeats", 10, 1_000_000))
        .default(1000),
    )
    .addOption(new Option("--seed <number>", "seed of patients and measurements").argParser(readSeed).default(1))
    .addOption(
      new Option("--pool <patients>", `patients that are solved (default: ${DEFAULT_POOL})`).argParser((text: string) =>
        readCount(text, "--pool", 8, 100_000),
      ),
    )
    .addOption(threadsOption())
    .option("--out <file>", "also write the rows to a .csv file, or all to a .json file")
    .option("--report <file>", "also write a report to an .html or .md file");
  return addJson(command).addHelpText("after", HELP).action(action);
}

async function action(given: string, options: Options): Promise<void> {
  const lab = await import("@counterpulse/lab");
  const laboratory = new lab.Laboratory();
  const { protocol, files } = await readProtocol(given, laboratory.model);
  const out = checkOut(options.out, files, TABLE_FILES);
  const report = checkOut(options.report, files, REPORT_FILES, "--report");
  const ladder = protocol.document.design === "ladder";
  const sizes = options.n === undefined ? usual(protocol.document.n, ladder) : readSizes(options.n, ladder);
  if (ladder && options.pool !== undefined)
    throw new InputError("--pool: a ladder is of one patient; without --pool it is allowed.");
  const { repeats, seed, pool = DEFAULT_POOL, threads = availableParallelism() } = options;
  const { studyPowerInThreads } = await import("@counterpulse/runner");
  const result = await withProgressOf("solving and repeating", (onProgress) => {
    const request = { sizes, repeats, seed, pool: ladder ? 1 : pool, onProgress };
    return studyPowerInThreads(protocol, laboratory, request, threads);
  });
  const document = powerDocument(result);
  if (out) await writeOut(out, out.format === "csv" ? csv(...powerTable(document)) : json(document));
  if (report) {
    const { powerReport } = await import("../../print/study/power-report.ts");
    await writeOut(report, [await powerReport(result, inputHashes(protocol), report.format)]);
  }
  if (options.json) return print(json(document));
  const { powerLines } = await import("../../print/study/power.ts");
  const [width, paint] = [pageWidth(process.stdout), colours(process.stdout)];
  return printLines(powerLines(result, width, paint));
}

function usual(n: number, ladder: boolean): number[] {
  if (ladder) return [1, 3, 10];
  return [n / 4, n / 2, n, 2 * n].map((x) => Math.max(LEAST_PATIENTS, Math.round(x)));
}

function readSizes(text: string, ladder: boolean): number[] {
  const [least, most] = ladder ? [1, MOST_READINGS] : [LEAST_PATIENTS, MOST_PATIENTS];
  return splitList(text).map((part) => readCount(part, "--n", least, most));
}
