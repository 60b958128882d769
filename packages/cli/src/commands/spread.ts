/** `counterpulse spread`: a population under one support, and how often its left ventricles are distended. */
import { type Command as Built, Command, Option } from "commander";
import { InputError } from "../errors.ts";
import { readCount, readSeed } from "../input/count.ts";
import { addCaseOptions, type CaseOptions } from "../input/options.ts";
import { checkOut, writeOut } from "../input/out-file.ts";
import { DEFAULT_POPULATION, POPULATION_HELP, readPopulation } from "../input/population.ts";
import { readSettings } from "../input/settings.ts";
import { closingLines, deviceLines, settingLines } from "../print/case.ts";
import { colours } from "../print/colour.ts";
import { csv } from "../print/csv.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { withProgress } from "../print/progress.ts";
import { spreadLines, spreadRows } from "../print/spread.ts";
import { pageWidth } from "../print/table.ts";

interface Options extends CaseOptions {
  readonly n: number;
  readonly seed: number;
  readonly support: string;
  readonly sampling: "sobol" | "lhs" | "random";
}

const MOST_PATIENTS = 100_000;

const EXAMPLES = `
Draws come one after the other; those who meet the population's criteria without support are enrolled, until there are n.
The same population, seed and number give the same patients, whatever n is (but with --sampling lhs).

Examples:
  counterpulse spread
  counterpulse spread --set va-ecmo.flow_L_min=3
  counterpulse spread own.yaml --n 1000 --support va-ecmo+iabp --out patients.csv
  counterpulse spread --json`;

export function spread(): Built {
  const command = new Command("spread")
    .description("Draw a population, support it, and tell in what share the left ventricle is distended.")
    .argument("[population]", POPULATION_HELP, DEFAULT_POPULATION)
    .addOption(
      new Option("--n <patients>", "patients to enrol")
        .argParser((text: string) => readCount(text, "--n", 2, MOST_PATIENTS))
        .default(200),
    )
    .addOption(new Option("--seed <number>", "seed of the draws").argParser(readSeed).default(1))
    .option("--support <devices>", "devices joined by +: iabp, va-ecmo", "va-ecmo")
    .addOption(
      new Option("--sampling <how>", "scrambled Sobol points, Latin hypercubes, or independent points")
        .choices(["sobol", "lhs", "random"])
        .default("sobol"),
    );
  return addCaseOptions(command, "also write the patients to a .csv file, or all to a .json file")
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(given: string, options: Options): Promise<void> {
  const out = checkOut(options.out, [given]);
  if (out?.format === "svg") throw new InputError("--out: spread draws no figure; .csv and .json are allowed.");
  const lab = await import("@counterpulse/lab");
  const { n, seed, sampling, support } = options;
  if (lab.parseSupport(support).size === 0) throw new InputError('--support: "none" is no support; name a device.');
  const laboratory = new lab.Laboratory();
  const population = await readPopulation(given, laboratory.model);
  const settings = await readSettings(laboratory.model, options.set);
  const result = withProgress("drawing and solving", (onProgress) =>
    lab.spread({ population, n, seed, sampling, support, settings, atSeconds: options.at, onProgress }, laboratory),
  );
  if (out?.format === "json") await writeOut(out, json(result));
  if (out?.format === "csv") await writeOut(out, csv(...spreadRows(result)));
  if (options.json) return print(json(result));
  const [width, paint] = [pageWidth(process.stdout), colours(process.stdout)];
  const effective = { ...population.base.parameters, ...settings };
  return printLines([
    ...spreadLines(result, width, paint),
    "",
    ...deviceLines([support], lab.reader(laboratory.model, lab.impliedControl(effective)), width),
    ...settingLines(laboratory.model, settings, width),
    ...closingLines(result.model, lab.echoSettings(effective)),
  ]);
}
