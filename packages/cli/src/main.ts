/** The `counterpulse` command: reads arguments, runs one command, turns errors into one line and an exit status. */
import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { commands } from "./commands/index.ts";
import { Fault, InputError } from "./errors.ts";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

export function createProgram(): Command {
  const program = new Command("counterpulse")
    .description("An open laboratory for percutaneous circulatory support in cardiogenic shock.")
    .version(version)
    .configureOutput({ outputError: () => {} })
    .exitOverride();
  for (const make of commands) program.addCommand(make().copyInheritedSettings(program));
  return program;
}

/** Exit status: 0 done, 2 the input is wrong, 1 a fault of ours. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const program = createProgram();
    if (args.length === 0) {
      program.outputHelp({ error: true });
      return 2;
    }
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError || error instanceof InputError) {
      report(error.message.replace(/^error: /, ""));
      return 2;
    }
    if (error instanceof Fault) report(error.message);
    else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 1;
  }
}

function report(message: string): void {
  process.stderr.write(`counterpulse: ${message.replace(/\s*\n\s*/g, " ")}\n`);
}
