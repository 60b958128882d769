/** `counterpulse evidence registry`: the Japanese analysis on synthetic patients whose truth is known. */
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { readCount, readSeed } from "../../input/count.ts";
import { parseDecimal, readNumber } from "../../input/number.ts";
import { addJson, splitList } from "../../input/options.ts";
import { checkOut, FIGURE_FILES, writeOut } from "../../input/out-file.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { withProgress } from "../../print/progress.ts";
import { registryLines } from "../../print/registry.ts";
import { pageWidth } from "../../print/table.ts";

interface Options {
  readonly confounding: { readonly odds: number; readonly hazard: number };
  readonly trueHr?: number;
  readonly omit?: string;
  readonly n: number;
  readonly seed: number;
  readonly repeats: number;
  readonly figure?: string;
  readonly json?: boolean;
}

const HELP = `
The registry is closed. The patients here are drawn from a causal model (all of its coefficients are assumptions, listed
with --json) that is calibrated until its matched analysis gives what was printed: the share treated and matched, deaths
by day 28 and in hospital, weaning. Severity is latent; the balloon goes by what the registry holds, and by a hidden
confounder if one is asked for, so that its true effect is known. --confounding takes one number (the factor on the odds
of being left without the balloon and on the hazard of death alike) or two (odds, hazard); 1 or none: no confounder. With
a confounder the same printed deaths mean another true effect; --true-hr sets the effect instead.

Examples:
  counterpulse evidence registry
  counterpulse evidence registry --confounding 2 --figure registry.svg
  counterpulse evidence registry --confounding 3 --true-hr 1 --repeats 200    # no effect: what matching then shows
  counterpulse evidence registry --omit log2_noradrenaline --seed 7 --json`;

function strength(text: string): { odds: number; hazard: number } {
  if (text === "none") return { odds: 1, hazard: 1 };
  const [odds, hazard = odds, ...more] = splitList(text).map(parseDecimal);
  const wrong = (value: number | null): boolean => value === null || value < 1 || value > 20;
  if (more.length > 0 || wrong(odds) || wrong(hazard))
    throw new InputError(
      `--confounding: "${text}" is not allowed; none, a number from 1 to 20, or two with a comma (odds, hazard) are.`,
    );
  return { odds: odds as number, hazard: hazard as number };
}

export function registry(): Command {
  const command = new Command("registry")
    .description("Confounding by indication: naive, matched, weighted and true effects in a synthetic registry.")
    .addOption(
      new Option("--confounding <strength>", "hidden confounder (default: none)")
        .argParser(strength)
        .default({ odds: 1, hazard: 1 }, "none"),
    )
    .addOption(
      new Option(
        "--true-hr <ratio>",
        "the balloon's true hazard ratio (default: what the printed deaths imply)",
      ).argParser((text: string) => readNumber(text, "--true-hr", { min: 0.05, max: 20 })),
    )
    .option("--omit <covariates>", "covariates that the analyst does not have, comma between them")
    .addOption(
      new Option("--n <patients>", "patients of the registry")
        .argParser((text: string) => readCount(text, "--n", 200, 200_000))
        .default(1650),
    )
    .addOption(new Option("--seed <number>", "seed of the registry").argParser(readSeed).default(1))
    .addOption(
      new Option("--repeats <number>", "further registries, to tell bias from chance")
        .argParser((text: string) => readCount(text, "--repeats", 0, 10_000))
        .default(50),
    )
    .option("--figure <file>", "also draw estimates, truth and the confounder's curve to an .svg file");
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(options: Options): Promise<void> {
  const out = checkOut(options.figure, [], FIGURE_FILES, "--figure");
  const { registryStudy } = await import("@counterpulse/evidence");
  const { n, seed, repeats, confounding, trueHr } = options;
  const result = withProgress("drawing registries", (update) =>
    registryStudy({
      ...{ n, seed, repeats, confounding },
      trueHazardRatio: trueHr,
      omit: options.omit === undefined ? [] : splitList(options.omit),
      onProgress: (share) => update(share, 1),
    }),
  );
  if (out) {
    const { registryFigure } = await import("../../figure/registry-figure.ts");
    await writeOut(out, [await registryFigure(result)]);
  }
  if (options.json) return print(json(result));
  return printLines(registryLines(result, pageWidth(process.stdout), colours(process.stdout)));
}
