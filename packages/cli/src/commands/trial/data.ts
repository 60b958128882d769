/** `counterpulse trial data`: one simulated trial as ADSL, ADTTE and ADAETTE. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { Fault, InputError } from "../../errors.ts";
import { readCount, readSeed } from "../../input/count.ts";
import { addJson } from "../../input/options.ts";
import { circulationsOf, PROTOCOL_HELP, readProtocol } from "../../input/trial-protocol.ts";
import { csv } from "../../print/csv.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";

interface Options {
  readonly effect?: string;
  readonly trial: number;
  readonly seed: number;
  readonly out: string;
  readonly json?: boolean;
}

const HELP = `
Writes ADSL.csv (a row a patient), ADTTE.csv (times to event), ADAETTE.csv (times to safety events, if the protocol has any),
data-dictionary.csv and protocol.yaml. The trial is the one of that number among those that "trial simulate" runs with the same seed and effect, followed to its end without interim looks.

Examples:
  counterpulse trial data editorial --seed 1 --out trial-1
  counterpulse analyze survival trial-1/ADTTE.csv --time AVAL --event 'CNSR==0' --by TRT01PN`;

export function data(): Command {
  const command = new Command("data")
    .description("Write one simulated trial as data sets with CDISC ADaM's names.")
    .argument("<protocol>", PROTOCOL_HELP)
    .option("--effect <ratio>", "effect, as in simulate (default: the protocol's first scenario)")
    .addOption(new Option("--seed <number>", "seed").argParser(readSeed).default(1))
    .addOption(
      new Option("--trial <number>", "which of the trials, from 1")
        .argParser((text: string) => readCount(text, "--trial", 1, 1_000_000))
        .default(1),
    )
    .requiredOption("--out <folder>", "new or empty folder");
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(given: string, options: Options): Promise<void> {
  checkFolder(options.out);
  const read = await readProtocol(given);
  const lab = await import("@counterpulse/lab");
  const wanted = lab.parseEffect(options.effect ?? read.protocol.effect.scenarios[0], "--effect");
  const { seed, trial } = options;
  const table = await circulationsOf(read, seed);
  const plan = lab.planTrial(read.protocol, table, seed, read.where);
  const sets = lab.trialData(plan, lab.scenarioFor(plan, wanted), trial - 1, seed);
  const { stringify } = await import("yaml");
  const files = [
    ...sets.map(({ name, header, rows }) => ({ name: `${name}.csv`, content: csv(header, rows), rows: rows.length })),
    {
      name: "protocol.yaml",
      content: [stringify(read.protocol, { lineWidth: 100, aliasDuplicateObjects: false })],
      rows: null,
    },
  ];
  await writeFolder(options.out, files);
  const document = {
    ...{ trial: read.protocol.id, number: trial, seed, effect: wanted.label, folder: options.out },
    files: files.map(({ name, rows }) => ({ file: name, rows })),
  };
  if (options.json) return print(json(document));
  return printLines(document.files.map((f) => join(options.out, f.file) + (f.rows === null ? "" : `  ${f.rows} rows`)));
}

function checkFolder(folder: string): void {
  const parent = dirname(resolve(folder));
  if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory())
    throw new InputError(`--out: "${folder}": there is no directory "${parent}"; an existing one is allowed.`);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !(found.isDirectory() && readdirSync(folder).length === 0))
    throw new InputError(`--out: "${folder}" is there already; a new or an empty folder is allowed.`);
}

/** All files or none: they are written beside, then the folder takes its name. */
async function writeFolder(
  folder: string,
  files: readonly { name: string; content: Iterable<string> }[],
): Promise<void> {
  const { writeWhole } = await import("@counterpulse/runner");
  let beside: string | null = null;
  try {
    beside = mkdtempSync(`${resolve(folder)}.`);
    const inside = join(beside, "data");
    mkdirSync(inside);
    for (const { name, content } of files) writeWhole(join(inside, name), content);
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(inside, folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code === "EACCES" || code === "EPERM" || code === "EROFS")
      throw new InputError(`--out: "${folder}": we may not write there; a folder in a writable directory is allowed.`);
    throw new Fault(`--out: "${folder}" could not be written (${code}); nothing was left there.`);
  } finally {
    if (beside) rmSync(beside, { recursive: true, force: true });
  }
}
