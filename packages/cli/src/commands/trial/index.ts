/** `counterpulse trial`: randomised trials, simulated. */
import { Command } from "commander";
import { data } from "./data.ts";
import { protocols } from "./protocols.ts";
import { simulate } from "./simulate.ts";

export function trial(): Command {
  return new Command("trial")
    .description("Simulate randomised trials: what a protocol can show, and what it costs.")
    .addCommand(simulate())
    .addCommand(protocols())
    .addCommand(data());
}
