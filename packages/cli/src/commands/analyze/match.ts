/** `counterpulse analyze match`: propensity scores, matched pairs, weights, balance, and what hides from them. */
import type { CaliperScale, MatchMethod, Order, Weighting } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { parseDecimal, readNumber } from "../../input/number.ts";
import { addJson, splitList } from "../../input/options.ts";
import { checkOut, FIGURE_FILES, writeOut } from "../../input/out-file.ts";
import { readTable, TABLE_HELP } from "../../input/table-file.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { matchDocument, matchLines } from "../../print/match.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth } from "../../print/table.ts";
import { addFigure, levelOption } from "./options.ts";

interface Options {
  readonly treatment: string;
  readonly covariates: string;
  readonly outcome?: string;
  readonly caliper?: number;
  readonly caliperScale?: CaliperScale;
  readonly order?: Order;
  readonly method?: MatchMethod;
  readonly weights?: Weighting;
  readonly doublyRobust?: boolean;
  readonly rosenbaum?: readonly number[] | true;
  readonly level?: number;
  readonly figure?: string;
  readonly title?: string;
  readonly json?: boolean;
}

const HELP = `
The propensity is a logistic regression on the covariates; words become indicators of all values but the first. Greedy
matching goes by the logit, 1:1 without replacement: the treated from the largest propensity down (or as in the file),
each takes the nearest free control within the caliper, the earlier row of equally near ones. Optimal matching makes as
many pairs as the caliper allows with the least total distance. The caliper holds always: nobody is paired beyond it.
Scales of the caliper: standard deviations of the logit over all (sd-logit), the square root of the mean of both groups'
variances (pooled-sd-logit), or the propensity itself (ps). Standardised differences are by the treated group's standard
deviation before matching. Rows with a missing value in a column that is used are left out and counted.

Examples:
  counterpulse analyze match registry.csv --treatment iabp --covariates age,male,lactate --outcome dead28
  counterpulse analyze match registry.csv --treatment iabp --covariates age,male --outcome dead28 --weights overlap --doubly-robust
  counterpulse analyze match registry.csv --treatment iabp --covariates age,male --outcome dead28 --rosenbaum 1,1.25,1.5,2
  counterpulse analyze match registry.csv --treatment iabp --covariates age,male --method optimal --figure love.svg --json`;

const choice = (flags: string, description: string, choices: readonly string[]): Option =>
  new Option(flags, description).choices(choices);

function gammas(text: string): number[] {
  return splitList(text).map((part) => {
    const value = parseDecimal(part);
    if (value === null || value < 1)
      throw new InputError(`--rosenbaum: "${part}" is not allowed; numbers from 1 up, with commas between them, are.`);
    return value;
  });
}

export function match(): Command {
  const caliper = new Option("--caliper <width>", "how far a pair may be apart (default: 0.2)").argParser(
    (text: string) => readNumber(text, "--caliper", { min: 0, max: 1e6, above: true }),
  );
  const command = new Command("match")
    .description("Propensity score matching and weighting, balance, sensitivity to unmeasured confounding.")
    .argument("<file>", TABLE_HELP)
    .requiredOption("--treatment <column>", "1 treated, 0 control")
    .requiredOption("--covariates <columns>", "what the propensity is estimated from, comma between them")
    .option("--outcome <column>", "a number, or 0 and 1")
    .addOption(caliper)
    .addOption(
      choice("--caliper-scale <scale>", "what the caliper is measured in (default: sd-logit)", [
        ...["sd-logit", "pooled-sd-logit", "ps"],
      ]),
    )
    .addOption(choice("--order <order>", "who of the treated chooses first (default: largest)", ["largest", "data"]))
    .addOption(choice("--method <method>", "how pairs are made (default: greedy)", ["greedy", "optimal"]))
    .addOption(
      choice("--weights <kind>", "also weight: everybody, as the treated, where groups overlap", [
        ...["iptw", "att", "overlap"],
      ]),
    )
    .option("--doubly-robust", "also by models of both treatment and outcome (of the treated with --weights att)")
    .addOption(
      new Option("--rosenbaum [gammas]", "bounds of P under unmeasured confounding of these odds ratios").argParser(
        gammas,
      ),
    )
    .addOption(levelOption());
  return addJson(addFigure(command, "the balance (love plot)").option("--title <text>", "title of the figure"))
    .addHelpText("after", HELP)
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const out = checkOut(options.figure, [file], FIGURE_FILES, "--figure");
  const { treatment, outcome, caliper, caliperScale, order, method, weights, doublyRobust, rosenbaum, level } = options;
  if (outcome === undefined && (doublyRobust || rosenbaum))
    throw new InputError(`${doublyRobust ? "--doubly-robust" : "--rosenbaum"} needs --outcome.`);
  if (method === "optimal" && order !== undefined)
    throw new InputError("--order: optimal matching has no order; greedy matching is allowed with it.");
  const { analyzeMatch } = await import("@counterpulse/statistics");
  const result = analyzeMatch(await readTable(file), {
    ...{ treatment, outcome, caliper, caliperScale, order, method, weights, doublyRobust, level },
    covariates: splitList(options.covariates),
    rosenbaum: rosenbaum === true ? [] : rosenbaum,
  });
  if (out) {
    const { matchFigure } = await import("../../figure/match-figure.ts");
    await writeOut(out, [await matchFigure(result, options.title)]);
  }
  if (options.json) return print(json(matchDocument(result)));
  return printLines(matchLines(result, level ?? 0.95, pageWidth(process.stdout), colours(process.stdout)));
}
