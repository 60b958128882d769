/** `counterpulse evidence check`: recomputes what a paper states from what else it states. */
import type { Finding, Verdict } from "@counterpulse/evidence";
import { Command, Option } from "commander";
import { readCheck } from "../../input/evidence.ts";
import { addJson } from "../../input/options.ts";
import { colours } from "../../print/colour.ts";
import { checkLines } from "../../print/evidence-check.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth } from "../../print/table.ts";

interface Options {
  readonly only?: Verdict;
  readonly all?: boolean;
  readonly json?: boolean;
}

const HELP = `
A verdict allows for every value that rounds to what was printed; "rounding" is what holds only with digits cut off, or by
a method that the figures do not pin down. A P is consistent if any standard test gives it; a number needed to treat may be
rounded or rounded up.

FILE is a list of claims; stated figures are texts, so that their decimals count:
  - { study: A, kind: proportion, events: 258, total: 533, stated_pct: "48.4" }       (events: null: does any count fit?)
  - { study: A, kind: sum, parts: [604, 1064], stated_total: "1650" }
  - { study: A, kind: two_by_two, a: 258, n1: 533, b: 310, n2: 533, stated_p: "0.001" }   (also stated_rr, stated_or,
      stated_rd, stated_nnt, stated_ci: [low, high]; paired: true for matched pairs)
  - { study: A, kind: ratio, measure: HR, estimate: "0.74", ci: ["0.63", "0.86"], stated_p: "<0.001" }
      (also counts: {a, n1, b, n2}; percents: [first, second])
  - { study: A, kind: difference, estimate_pct: "-3", ci_pct: ["-21", "14"], stated_p: "0.70", stated_nnt: "33" }
  - { study: A, kind: comparison, stated: "<=0.001", elsewhere: "0.004", where: the text }
Each may have a claim (what it is of) and a note.

Examples:
  counterpulse evidence check editorial
  counterpulse evidence check euro-shock --all
  counterpulse evidence check claims.yaml --json`;

export function check(): Command {
  const command = new Command("check")
    .description("Recompute what papers state: percentages, P, intervals, ratios, sums, numbers needed to treat.")
    .argument(
      "[what]",
      "`editorial`, a study's id, or a YAML or JSON file of claims (default: editorial and all studies)",
    )
    .option("--all", "also show what is consistent")
    .addOption(
      new Option("--only <verdict>", "only these").choices(["consistent", "rounding", "inconsistent", "impossible"]),
    );
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(what: string | undefined, options: Options): Promise<void> {
  const { claims, warnings } = await readCheck(what);
  const { checkClaims } = await import("@counterpulse/evidence");
  for (const warning of warnings) process.stderr.write(`counterpulse: ${warning}\n`);
  const found = checkClaims(claims);
  const wanted = (f: Finding): boolean => options.only === undefined || f.verdict === options.only;
  if (options.json) return print(json(found.filter(wanted)));
  const all = options.all === true || options.only !== undefined;
  return printLines(checkLines(found.filter(wanted), all, pageWidth(process.stdout), colours(process.stdout)));
}
