/** `counterpulse evidence`: published studies, their pools, and what recomputing them shows. A new subcommand is one line here. */
import { Command } from "commander";
import { check } from "./check.ts";
import { list } from "./list.ts";
import { pool } from "./pool.ts";
import { registry } from "./registry.ts";
import { show } from "./show.ts";

const subcommands: readonly (() => Command)[] = [list, show, pool, check, registry];

export function evidence(): Command {
  const command = new Command("evidence").description(
    "Published studies, their pools, and a check of what papers state.",
  );
  for (const make of subcommands) command.addCommand(make());
  return command;
}
