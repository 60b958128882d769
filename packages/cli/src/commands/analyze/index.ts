/** `counterpulse analyze`: estimators for a reader's own data. A new subcommand is one line here. */
import { Command } from "commander";
import { crossover } from "./crossover.ts";
import { curve } from "./curve.ts";
import { match } from "./match.ts";
import { mcnemar } from "./mcnemar.ts";
import { meta } from "./meta.ts";
import { survival } from "./survival.ts";
import { twoByTwo } from "./two-by-two.ts";

const subcommands: readonly (() => Command)[] = [meta, survival, match, crossover, twoByTwo, mcnemar, curve];

export function analyze(): Command {
  const command = new Command("analyze").description(
    "Analyse data: meta-analysis, survival, matching, crossover, two-by-two tables; each held against R.",
  );
  for (const make of subcommands) command.addCommand(make());
  return command;
}
