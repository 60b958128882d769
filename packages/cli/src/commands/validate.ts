/** `counterpulse validate`: the model against published values. */
import type { CaseClass } from "@counterpulse/lab";
import { type Command as Built, Command, Option } from "commander";
import { InputError } from "../errors.ts";
import { addJson, splitList } from "../input/options.ts";
import { readStudies } from "../input/studies.ts";
import { closingLines } from "../print/case.ts";
import { colours } from "../print/colour.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { withProgress } from "../print/progress.ts";
import { pageWidth } from "../print/table.ts";
import { validationLines } from "../print/validation.ts";

interface Options {
  readonly id: readonly string[];
  readonly class: readonly string[];
  readonly from?: string;
  readonly json?: boolean;
}

const HELP = `
Classes: spread (a published SE, SD, interval: within 2 SE of the mean, or inside the interval), direction (no spread: the
same sign and half to twice the size; or the sign, or no change, where no more was published), curve (laws of devices:
every point within 10 %). Values that were only recalled are shown and not counted.

Examples:
  counterpulse validate
  counterpulse validate --class direction
  counterpulse validate --id ostadal2015 --id C188 --json`;

const list = (flags: string, description: string): Option =>
  new Option(flags, description)
    .argParser((value: string, before: readonly string[]) => [...before, ...splitList(value)])
    .default([], "all");

export function validate(): Built {
  const command = new Command("validate")
    .description("Hold the model against published values: studies fitted, repeated, compared.")
    .addOption(list("--id <ids>", "cases, records or studies, comma between them; may be repeated"))
    .addOption(list("--class <classes>", "spread, direction, curve"))
    .option("--from <folder>", "studies of your own instead of the project's (one folder each, with study.yaml)");
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(options: Options): Promise<void> {
  const lab = await import("@counterpulse/lab");
  const classes = options.class.map((name) => readClass(name, lab.CLASSES));
  const laboratory = new lab.Laboratory();
  const studies = await readStudies(options.from, laboratory.model);
  const results = withProgress("validating", (onProgress) =>
    lab.validate({ studies, ids: options.id, classes, onProgress }, laboratory),
  );
  if (options.json) return print(json(results));
  const counts = lab.countByClass(results);
  const [width, paint] = [pageWidth(process.stdout), colours(process.stdout)];
  const closing = closingLines(lab.stamp(laboratory), { "reflexes.on": 1 });
  return printLines([...validationLines(results, counts, width, paint), "", ...closing]);
}

function readClass(name: string, allowed: readonly CaseClass[]): CaseClass {
  const found = allowed.find((c) => c === name);
  if (!found) throw new InputError(`--class: "${name}" is no class; ${allowed.join(", ")} are allowed.`);
  return found;
}
