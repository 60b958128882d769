/** Options that several commands take, written once so that they read and behave alike. */
import { type Command, Option } from "commander";
import { readNumber } from "./number.ts";

export interface CaseOptions {
  readonly set: readonly string[];
  readonly at?: number;
  readonly out?: string;
  readonly json?: boolean;
}

export const PATIENT_HELP = "id of a built-in patient (`counterpulse patients`), or a JSON or YAML file";

export function addJson(command: Command): Command {
  return command.option("--json", "print one JSON document, nothing else, on standard output");
}

/** `--set`, `--at`, `--out` and `--json`. */
export function addCaseOptions(command: Command, out: string): Command {
  const set = new Option("--set <id=value>", "change a parameter (`counterpulse parameters`); may be repeated")
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], "none");
  const at = new Option(
    "--at <seconds>",
    "moment after the supports' start whose values stand where no steady state exists (default: 60)",
  ).argParser((text: string) => readNumber(text, "--at", { min: 1, max: 3600, unit: "s" }));
  return addJson(command.addOption(set).addOption(at).option("--out <file>", out));
}

/** A comma list, as written but for blanks around the commas. */
export function splitList(text: string): string[] {
  return text.split(",").map((part) => part.trim());
}
