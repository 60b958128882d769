/** `counterpulse analyze mcnemar`: paired proportions, also where a publication gives only the margins. */
import type { McNemar } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import { readCount } from "../../input/count.ts";
import { addJson } from "../../input/options.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { fixed } from "../../print/number.ts";
import { print, printLines } from "../../print/output.ts";
import { pText } from "../../print/statistics.ts";
import { table } from "../../print/table.ts";

const HELP = `
With --pairs the two numbers are all events of the first and of the second members of so many pairs. How the events fall
together is then not known, and neither is P: it lies between the two that are shown.

Examples:
  counterpulse analyze mcnemar 40 12                 # pairs with the event in the first only, in the second only
  counterpulse analyze mcnemar 258 310 --pairs 533`;

const LARGEST = 1e9;

export function mcnemar(): Command {
  const command = new Command("mcnemar")
    .description("McNemar's tests of pairs, or their bounds when only the margins are known.")
    .argument("<first>", "pairs with the event in the first member only; with --pairs all its events")
    .argument("<second>", "the same of the second member")
    .addOption(
      new Option("--pairs <n>", "the numbers are margins of so many pairs").argParser((text: string) =>
        readCount(text, "--pairs", 1, LARGEST),
      ),
    );
  return addJson(command).addHelpText("after", HELP).action(run);
}

interface Options {
  readonly pairs?: number;
  readonly json?: boolean;
}

async function run(first: string, second: string, { pairs, json: asJson }: Options): Promise<void> {
  const { mcNemar, mcNemarFromMargins } = await import("@counterpulse/statistics");
  const [a, b] = [readCount(first, "FIRST", 0, LARGEST), readCount(second, "SECOND", 0, LARGEST)];
  if (pairs === undefined) {
    const result = mcNemar(a, b);
    return asJson ? print(json(result)) : printLines(lines([["", result]]));
  }
  const bounds = mcNemarFromMargins(a, b, pairs);
  if (asJson) return print(json(bounds));
  return printLines([
    `${a} and ${b} events in ${pairs} pairs: how they fall together is not known.`,
    "",
    ...lines([
      ["as much agreement as can be", bounds.most_agreement],
      ["as little", bounds.least_agreement],
    ]),
  ]);
}

function lines(results: readonly (readonly [string, McNemar])[]): string[] {
  const rows = results.map(([name, { discordant, chi2, corrected, exact, mid_p }]) => [
    name,
    discordant.join(" and "),
    `${fixed(chi2.value, 2)}, ${pText(chi2.p)}`,
    `${fixed(corrected.value, 2)}, ${pText(corrected.p)}`,
    pText(exact.p),
    pText(mid_p.p),
  ]);
  const heads = ["", "discordant pairs", "McNemar, chi²", "corrected", "exact", "mid-P"];
  return table(
    heads.map((header) => ({ align: "left", header })),
    rows,
    { header: colours(process.stdout).bold },
  );
}
