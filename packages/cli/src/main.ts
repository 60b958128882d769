/** The `counterpulse` command: reads arguments, runs one command, turns errors into one line and an exit status. */
import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { commands } from "./commands/index.ts";
import { Fault, isInputError } from "./errors.ts";
import { allowClosedPipes } from "./print/output.ts";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

const AFTER_HELP = `
\`counterpulse <command> --help\` tells the options of a command and shows examples.
Exit status: 0 done, 2 the input is wrong (one line says what), 1 a fault of ours.
For research and teaching; not a medical device.`;

export function createProgram(): Command {
  const program = new Command("counterpulse")
    .description("An open laboratory for percutaneous circulatory support in cardiogenic shock.")
    .version(version)
    .addHelpText("after", AFTER_HELP)
    .configureOutput({ outputError: () => {} })
    .exitOverride();
  for (const make of commands) program.addCommand(inherit(make(), program));
  return program;
}

/** Errors of a command's own commands are told in the same way. */
function inherit(command: Command, program: Command): Command {
  for (const inner of command.commands) inherit(inner, program);
  return command.copyInheritedSettings(program);
}

/** Exit status: 0 done, 2 the input is wrong, 1 a fault of ours. */
export async function main(args: readonly string[]): Promise<number> {
  allowClosedPipes();
  const program = createProgram();
  try {
    if (args.length === 0) {
      program.outputHelp({ error: true });
      return 2;
    }
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError) {
      report(`${error.message.replace(/^error: |\.$/g, "")}${hint(program, args)}`);
      return 2;
    }
    if (isInputError(error)) {
      report(error.message);
      return 2;
    }
    if (error instanceof Fault) report(error.message);
    else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 1;
  }
}

/** Where what is allowed can be read, for words that the command line does not know. */
function hint(program: Command, args: readonly string[]): string {
  const command = program.commands.find((c) => c.name() === args[0]);
  const inner = command?.commands.find((c) => c.name() === args[1]);
  const named = [command, inner].flatMap((c) => (c ? [`${c.name()} `] : [])).join("");
  return `; \`counterpulse ${named}--help\` tells what is allowed.`;
}

function report(message: string): void {
  process.stderr.write(`counterpulse: ${message.replace(/\s*\n\s*/g, " ")}\n`);
}
