/** `counterpulse sensitivity`: which characteristics of patients decide what a change of support does. */
import { availableParallelism } from "node:os";
import { type Command as Built, Command, Option } from "commander";
import { readCount, readSeed } from "../input/count.ts";
import { addCaseOptions, type CaseOptions, splitList } from "../input/options.ts";
import { checkOut, writeOut } from "../input/out-file.ts";
import { DEFAULT_POPULATION, POPULATION_HELP, readPopulation } from "../input/population.ts";
import { readSettings } from "../input/settings.ts";
import { closingLines, deviceLines, settingLines } from "../print/case.ts";
import { colours } from "../print/colour.ts";
import { csv } from "../print/csv.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { withProgressOf } from "../print/progress.ts";
import { sensitivityLines, sensitivityRows } from "../print/sensitivity.ts";
import { pageWidth } from "../print/table.ts";

interface Options extends CaseOptions {
  readonly population: string;
  readonly outputs?: string;
  readonly changeOf: readonly string[];
  readonly n: number;
  readonly seed: number;
  readonly threads?: number;
}

const MOST_ROWS = 65_536;

const HELP = `
First order: the part of the variance of the change that a factor explains alone. Total effect: the part that would be
left if all other factors were known, so with all interactions. Factors are drawn independently and nobody is refused;
how many would have been enrolled is told, and the rank correlations, which give the direction, stand for them too.
The work is --n times the number of factors plus 2; powers of two are best. More rows narrow the intervals.

Examples:
  counterpulse sensitivity
  counterpulse sensitivity --n 1024 --out sensitivity.svg
  counterpulse sensitivity --change-of none,iabp --outputs lv_sv_mL,aortic_mean_mmHg
  counterpulse sensitivity --population own.yaml --set va-ecmo.flow_L_min=3 --json`;

export function sensitivity(): Built {
  const change = new Option("--change-of <from,to>", "two supports; may be repeated (default: va-ecmo,va-ecmo+iabp)")
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], "");
  const command = new Command("sensitivity")
    .description("Find which characteristics of patients decide what the balloon adds (Sobol indices).")
    .option("--population <population>", POPULATION_HELP, DEFAULT_POPULATION)
    .option(
      "--outputs <list>",
      "indices whose change is analysed (default: pcwp_mmHg,lv_edp_mmHg,total_flow_L_min,coronary_flow_mL_min)",
    )
    .addOption(change)
    .addOption(
      new Option("--n <rows>", "rows of the design")
        .argParser((text: string) => readCount(text, "--n", 8, MOST_ROWS))
        .default(256),
    )
    .addOption(new Option("--seed <number>", "seed of the design").argParser(readSeed).default(1))
    .addOption(
      new Option("--threads <number>", "threads; the result is the same (default: all cores)").argParser(
        (text: string) => readCount(text, "--threads", 1, 256),
      ),
    );
  return addCaseOptions(command, "also write the indices to a .csv file, all to a .json file, or a figure to .svg")
    .addHelpText("after", HELP)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const out = checkOut(options.out, [options.population]);
  const lab = await import("@counterpulse/lab");
  const laboratory = new lab.Laboratory();
  const population = await readPopulation(options.population, laboratory.model);
  const settings = await readSettings(laboratory.model, options.set);
  const changes = options.changeOf.length > 0 ? options.changeOf.map(lab.parseChange) : [lab.DEFAULT_CHANGE];
  const outputs = options.outputs === undefined ? [...lab.DEFAULT_OUTPUTS] : splitList(options.outputs);
  const { n, seed, at: atSeconds } = options;
  const { sensitivityInThreads } = await import("@counterpulse/runner");
  const result = await withProgressOf("solving", (onProgress) => {
    const request = { population, n, seed, outputs, changes, settings, atSeconds, onProgress };
    return sensitivityInThreads(request, laboratory, options.threads ?? availableParallelism());
  });
  if (out?.format === "json") await writeOut(out, json(result));
  if (out?.format === "csv") await writeOut(out, csv(...sensitivityRows(result)));
  const effective = { ...population.base.parameters, ...settings };
  const value = lab.reader(laboratory.model, lab.impliedControl(effective));
  const supports = changes.flatMap(({ from, to }) => [from, to]);
  const closing = closingLines(result.model, lab.echoSettings(effective));
  if (out?.format === "svg") {
    const { sensitivityFigure } = await import("../figure/sensitivity-figure.ts");
    const width = Number.POSITIVE_INFINITY;
    const set = [...deviceLines(supports, value, width), ...settingLines(laboratory.model, settings, width)];
    await writeOut(out, [await sensitivityFigure(result, set, closing)]);
  }
  if (options.json) return print(json(result));
  const [width, paint] = [pageWidth(process.stdout), colours(process.stdout)];
  return printLines([
    ...sensitivityLines(result, width, paint),
    "",
    ...deviceLines(supports, value, width),
    ...settingLines(laboratory.model, settings, width),
    ...closing,
  ]);
}
