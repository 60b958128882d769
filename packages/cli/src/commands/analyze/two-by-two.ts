/** `counterpulse analyze two-by-two`: every measure, interval and test of one table. */
import { Command } from "commander";
import { InputError } from "../../errors.ts";
import { parseDecimal } from "../../input/number.ts";
import { addJson } from "../../input/options.ts";
import { checkOut, FIGURE_FILES } from "../../input/out-file.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { ordered } from "../../print/ordered.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth } from "../../print/table.ts";
import { twoByTwoLines } from "../../print/two-by-two.ts";
import { addFigure, levelOption, writeFigure } from "./options.ts";

interface Options {
  readonly favourable?: boolean;
  readonly level?: number;
  readonly figure?: string;
  readonly json?: boolean;
}

const HELP = `
A and B are events, N1 and N2 the people of the experimental and the control group. The number needed to treat has the
interval of Newcombe's risk difference; where that holds zero, it runs from harm through infinity to benefit.

Examples:
  counterpulse analyze two-by-two 119 300 123 298
  counterpulse analyze two-by-two 30 40 22 41 --favourable    # the event is a good one, such as survival
  counterpulse analyze two-by-two 258 533 310 533 --json`;

export function twoByTwo(): Command {
  const command = new Command("two-by-two")
    .description("Risk difference, ratios, number needed to treat and tests of one table.")
    .argument("<A>", "events in the experimental group")
    .argument("<N1>", "people in the experimental group")
    .argument("<B>", "events in the control group")
    .argument("<N2>", "people in the control group")
    .option("--favourable", "the event is a good one, such as survival")
    .addOption(levelOption());
  return addJson(addFigure(command, "the P value of every risk ratio"))
    .addHelpText("after", HELP)
    .action((a: string, n1: string, b: string, n2: string, options: Options) => run([a, n1, b, n2], options));
}

function count(text: string, name: string): number {
  const value = parseDecimal(text);
  if (value === null || !Number.isSafeInteger(value) || value < 0)
    throw new InputError(`two-by-two: ${name} is "${text}"; a whole number from 0 up is allowed.`);
  return value;
}

async function run(cells: readonly string[], options: Options): Promise<void> {
  const out = checkOut(options.figure, [], FIGURE_FILES, "--figure");
  const [a, n1, b, n2] = cells.map((text, i) => count(text, ["A", "N1", "B", "N2"][i]));
  const { analyzeTwoByTwo } = await import("@counterpulse/statistics");
  const { level = 0.95, favourable } = options;
  const result = analyzeTwoByTwo({ a, n1, b, n2 }, { level, favourable });
  if (out) {
    const { twoByTwoFigure, whyNoFigure } = await import("@counterpulse/report");
    const why = whyNoFigure(result);
    if (why !== null) throw new InputError(`--figure: ${why}`);
    await writeFigure(out, () => twoByTwoFigure(result, level));
  }
  if (options.json) return print(json(ordered(result, ["rd", "rr", "or", "nnt", "tests"])));
  return printLines(twoByTwoLines(result, level, pageWidth(process.stdout), colours(process.stdout)));
}
