/** `counterpulse populations`: the built-in populations, or one as a file to start from. */
import { Command } from "commander";
import { addJson } from "../input/options.ts";
import { DEFAULT_POPULATION } from "../input/population.ts";
import { colours } from "../print/colour.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { pageWidth, paragraph } from "../print/table.ts";

const EXAMPLES = `
Examples:
  counterpulse populations
  counterpulse populations ${DEFAULT_POPULATION} > own.yaml
  counterpulse spread own.yaml`;

export function populations(): Command {
  const command = new Command("populations")
    .description("List the built-in populations; with an id, print its file (YAML, or JSON with --json).")
    .argument("[id]", "which population to print")
    .addHelpText("after", EXAMPLES);
  return addJson(command).action(async (id: string | undefined, options: { json?: boolean }) => {
    const { POPULATIONS, Laboratory, requirePopulation } = await import("@counterpulse/lab");
    if (id !== undefined) {
      const { document } = requirePopulation(new Laboratory().model, id);
      if (options.json) return print(json(document));
      const { stringify } = await import("yaml");
      return print([stringify(document, { lineWidth: 100 })]);
    }
    const list = POPULATIONS.map(({ id: name, title, description, source, base }) => ({
      ...{ id: name, title, description, source, base },
    }));
    if (options.json) return print(json(list));
    const paint = colours(process.stdout);
    const width = pageWidth(process.stdout);
    return printLines(
      list.flatMap((one, i) => [
        ...(i > 0 ? [""] : []),
        `${paint.bold(one.title)} (${one.id})`,
        ...paragraph(one.description, width, "  "),
        ...paragraph(one.source, width, "  Source: ").map(paint.dim),
      ]),
    );
  });
}
