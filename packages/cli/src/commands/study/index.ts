/** `counterpulse study`: controlled studies planned, simulated and analysed. A new subcommand is one line here. */
import { Command } from "commander";
import { power } from "./power.ts";
import { protocols } from "./protocols.ts";
import { run } from "./run.ts";

const subcommands: readonly (() => Command)[] = [run, power, protocols];

export function study(): Command {
  const command = new Command("study").description(
    "Controlled studies on virtual patients: one simulated data set, power, protocols.",
  );
  for (const make of subcommands) command.addCommand(make());
  return command;
}
