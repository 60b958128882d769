/** `counterpulse populations`: the built-in populations, one as a file, its margins beside what is published, the schema. */
import { type Command as Built, Command, Option } from "commander";
import { InputError } from "../errors.ts";
import { readCount, readSeed } from "../input/count.ts";
import { addJson } from "../input/options.ts";
import { checkOut, TABLE_FILES, writeOut } from "../input/out-file.ts";
import { DEFAULT_POPULATION, readPopulation } from "../input/population.ts";
import { colours } from "../print/colour.ts";
import { csv } from "../print/csv.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { sampleLines, weightRows } from "../print/population-sample.ts";
import { withProgress } from "../print/progress.ts";
import { pageWidth, paragraph } from "../print/table.ts";

interface Options {
  readonly schema?: boolean;
  readonly margins?: boolean;
  readonly weights?: "enrolled" | "drawn";
  readonly n: number;
  readonly seed: number;
  readonly sampling: "sobol" | "lhs" | "random";
  readonly out?: string;
  readonly json?: boolean;
}

const MOST_PATIENTS = 100_000;
const OF_A_SAMPLE = ["n", "seed", "sampling", "out"] as const;

const EXAMPLES = `
--margins draws the population, enrols by its criteria, and tells what came out beside what the file names as published.
--weights looks for weights of maximum entropy under which the margins are the published ones: of those enrolled, or,
instead of criteria, of all who were drawn. What cannot be met is named, with what it contradicts.

Examples:
  counterpulse populations
  counterpulse populations ${DEFAULT_POPULATION} > own.yaml
  counterpulse populations own.yaml --margins
  counterpulse populations ${DEFAULT_POPULATION} --weights drawn --n 1000 --out weights.csv
  counterpulse populations --schema > population.schema.json`;

export function populations(): Built {
  const command = new Command("populations")
    .description(
      "List the built-in populations; with one, print its file (YAML, or JSON with --json) or its margins beside what is published.",
    )
    .argument("[population]", "which population: an id, or a JSON or YAML file, which is checked")
    .option("--schema", "print the JSON Schema of population files")
    .option("--margins", "draw it, and tell its margins and the share that is accepted")
    .addOption(new Option("--weights <whom>", "also weigh them so that targets are met").choices(["enrolled", "drawn"]))
    .addOption(
      new Option("--n <patients>", "patients to enrol, or to draw with --weights drawn")
        .argParser((text: string) => readCount(text, "--n", 2, MOST_PATIENTS))
        .default(200),
    )
    .addOption(new Option("--seed <number>", "seed of the draws").argParser(readSeed).default(1))
    .addOption(
      new Option("--sampling <how>", "scrambled Sobol points, Latin hypercubes, or independent points")
        .choices(["sobol", "lhs", "random"])
        .default("sobol"),
    )
    .option("--out <file>", "write the weights to a .csv file, or all to a .json file")
    .addHelpText("after", EXAMPLES);
  return addJson(command).action((given: string | undefined, options: Options, own: Built) => {
    check(given, options, own);
    if (options.schema) return printSchema();
    if (given === undefined) return list(options);
    return options.margins || options.weights ? draw(given, options) : printFile(given, options);
  });
}

function check(given: string | undefined, { schema, margins, weights }: Options, command: Built): void {
  const drawing = margins === true || weights !== undefined;
  if (schema && (given !== undefined || drawing))
    throw new InputError("--schema: it is the same for every population; no other argument is allowed with it.");
  if (drawing && given === undefined)
    throw new InputError(`${weights ? "--weights" : "--margins"}: no population is named; an id or a file is allowed.`);
  const extra = OF_A_SAMPLE.find((name) => command.getOptionValueSource(name) === "cli");
  if (!drawing && extra) throw new InputError(`--${extra}: nothing is drawn; --margins or --weights draws.`);
}

async function printSchema(): Promise<void> {
  const { Laboratory, populationJsonSchema } = await import("@counterpulse/lab");
  await print(json(populationJsonSchema(new Laboratory().model)));
}

async function list(options: Options): Promise<void> {
  const { POPULATIONS } = await import("@counterpulse/lab");
  const rows = POPULATIONS.map(({ id, title, description, source, base }) => ({
    ...{ id, title, description, source, base },
  }));
  if (options.json) return print(json(rows));
  const paint = colours(process.stdout);
  const width = pageWidth(process.stdout);
  return printLines(
    rows.flatMap((one, i) => [
      ...(i > 0 ? [""] : []),
      `${paint.bold(one.title)} (${one.id})`,
      ...paragraph(one.description, width, "  "),
      ...paragraph(one.source, width, "  Source: ").map(paint.dim),
    ]),
  );
}

async function printFile(given: string, options: Options): Promise<void> {
  const { Laboratory } = await import("@counterpulse/lab");
  const { document } = await readPopulation(given, new Laboratory().model);
  if (options.json) return print(json(document));
  const { stringify } = await import("yaml");
  return print([stringify(document, { lineWidth: 100, aliasDuplicateObjects: false })]);
}

async function draw(given: string, options: Options): Promise<void> {
  const out = checkOut(options.out, [given], TABLE_FILES);
  if (out?.format === "csv" && options.weights === undefined)
    throw new InputError("--out: a .csv file holds weights; --weights makes them, and .json is allowed without.");
  const lab = await import("@counterpulse/lab");
  const laboratory = new lab.Laboratory();
  const population = await readPopulation(given, laboratory.model);
  const { n, seed, sampling, weights } = options;
  const result = withProgress("drawing and solving", (onProgress) =>
    lab.samplePopulation(
      { population, n, seed, sampling, whom: weights ?? "enrolled", weighted: weights !== undefined, onProgress },
      laboratory,
    ),
  );
  if (out?.format === "json") await writeOut(out, json(result));
  if (out?.format === "csv" && result.weights) await writeOut(out, csv(...weightRows(result.weights)));
  if (options.json) return print(json(result));
  return printLines(sampleLines(result, pageWidth(process.stdout), colours(process.stdout)));
}
