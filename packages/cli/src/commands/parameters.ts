/** `counterpulse parameters`: everything that `--set` and patient files take. */
import type { ModelParameter } from "@counterpulse/engine";
import { Command } from "commander";
import { InputError } from "../errors.ts";
import { addJson } from "../input/options.ts";
import { colours } from "../print/colour.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { parameterTables } from "../print/parameters.ts";
import { pageWidth } from "../print/table.ts";

const HELP = `
The sources stand in the --json document.

Examples:
  counterpulse parameters
  counterpulse parameters va-ecmo.
  counterpulse parameters stenosis
  counterpulse parameters "oxygen need" --json`;

export function parameters(): Command {
  const command = new Command("parameters")
    .description("List what --set and patient files take: ids, units, defaults, ranges, sources.")
    .argument("[filter]", "only those with this text in their id or description")
    .addHelpText("after", HELP);
  return addJson(command).action(async (filter: string | undefined, options: { json?: boolean }) => {
    const { Laboratory, settable } = await import("@counterpulse/lab");
    const list = matching(settable(new Laboratory().model), filter).map(({ id, spec }) => ({
      id,
      unit: spec.unit,
      default: spec.value,
      min: spec.min,
      max: spec.max,
      whole: spec.whole ?? false,
      description: spec.description,
      source: spec.source,
    }));
    if (options.json) return print(json(list));
    return printLines(parameterTables(list, pageWidth(process.stdout), colours(process.stdout)));
  });
}

function matching(all: readonly ModelParameter[], filter: string | undefined): readonly ModelParameter[] {
  if (filter === undefined) return all;
  const text = filter.toLowerCase();
  const found = all.filter(({ id, spec }) => `${id}\n${spec.description}`.toLowerCase().includes(text));
  if (found.length === 0)
    throw new InputError(
      `filter "${filter}": no parameter has it in its id or description; without a filter all are listed.`,
    );
  return found;
}
