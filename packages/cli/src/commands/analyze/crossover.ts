/** `counterpulse analyze crossover`: treatment, period and carry-over when subjects are their own controls. */
import type { CrossoverMethod } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { parseDecimal } from "../../input/number.ts";
import { addJson, splitList } from "../../input/options.ts";
import { readTable, TABLE_HELP } from "../../input/table-file.ts";
import { colours } from "../../print/colour.ts";
import { crossoverDocument, crossoverLines } from "../../print/crossover.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth } from "../../print/table.ts";
import { levelOption } from "./options.ts";

interface Options {
  readonly subject: string;
  readonly period: string;
  readonly treatment: string;
  readonly outcome: string;
  readonly method?: CrossoverMethod;
  readonly log?: boolean;
  readonly equivalence?: [number, number];
  readonly level?: number;
  readonly json?: boolean;
}

const HELP = `
One row for each subject and period. Two periods: Hills and Armitage's t tests (differences within subjects by sequence;
carry-over by their sums, which has little power and is no licence to drop the second period). More periods or sequences,
or subjects with periods missing: a mixed model (REML, a random intercept for each subject), degrees of freedom by
Satterthwaite, the joint test of periods by containment. Equivalence by two one-sided tests at 0.05.

Examples:
  counterpulse analyze crossover study.csv --subject id --period period --treatment iabp --outcome map
  counterpulse analyze crossover study.csv --subject id --period day --treatment iabp --outcome lactate --log --equivalence 0.8,1.25
  counterpulse analyze crossover study.csv --subject id --period period --treatment iabp --outcome map --method mixed --json`;

function margins(text: string): [number, number] {
  const parts = splitList(text).map(parseDecimal);
  const [low, high] = parts;
  if (parts.length !== 2 || low === null || high === null || !(low < high))
    throw new InputError(`--equivalence: "${text}" is not allowed; two rising numbers such as -5,5 are.`);
  return [low, high];
}

export function crossover(): Command {
  const command = new Command("crossover")
    .description("Crossover studies: treatment, period, carry-over, equivalence.")
    .argument("<file>", TABLE_HELP)
    .requiredOption("--subject <column>", "who")
    .requiredOption("--period <column>", "when; periods in their natural order")
    .requiredOption("--treatment <column>", "1 or 0")
    .requiredOption("--outcome <column>", "a number")
    .addOption(
      new Option("--method <method>", "default: hills-armitage for two periods, mixed for more").choices([
        ...["hills-armitage", "mixed"],
      ]),
    )
    .option("--log", "analyse logarithms; estimates also as ratios, margins as ratios")
    .addOption(new Option("--equivalence <low,high>", "also test for equivalence within margins").argParser(margins))
    .addOption(levelOption());
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const { subject, period, treatment, outcome, method, log, equivalence, level } = options;
  const { analyzeCrossover } = await import("@counterpulse/statistics");
  const result = analyzeCrossover(await readTable(file), {
    ...{ subject, period, treatment, outcome, method, log, level },
    margins: equivalence,
  });
  if (options.json) return print(json(crossoverDocument(result)));
  return printLines(crossoverLines(result, level ?? 0.95, pageWidth(process.stdout), colours(process.stdout)));
}
