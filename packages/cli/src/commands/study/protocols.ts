/** `counterpulse study protocols`: the built-in protocols, or one as a file to start from. */
import { Command } from "commander";
import { addJson } from "../../input/options.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth, paragraph } from "../../print/table.ts";

const EXAMPLES = `
Examples:
  counterpulse study protocols
  counterpulse study protocols editorial > own.yaml
  counterpulse study run own.yaml --seed 1 --out own-study`;

export function protocols(): Command {
  const command = new Command("protocols")
    .description("List the built-in protocols; with an id, print its file (YAML, or JSON with --json).")
    .argument("[id]", "which protocol to print")
    .addHelpText("after", EXAMPLES);
  return addJson(command).action(async (id: string | undefined, options: { json?: boolean }) => {
    const { Laboratory, PROTOCOLS, requireProtocol } = await import("@counterpulse/lab");
    if (id !== undefined) {
      const { document } = requireProtocol(new Laboratory().model, id);
      if (options.json) return print(json(document));
      const { stringify } = await import("yaml");
      return print([stringify(document, { lineWidth: 100, aliasDuplicateObjects: false })]);
    }
    const list = PROTOCOLS.map(({ id: name, title, description, source, design, n }) => ({
      ...{ id: name, title, design, n, description, source },
    }));
    if (options.json) return print(json(list));
    const paint = colours(process.stdout);
    const width = pageWidth(process.stdout);
    return printLines(
      list.flatMap((one, i) => [
        ...(i > 0 ? [""] : []),
        `${paint.bold(one.title)} (${one.id}): ${one.design}, ${one.n === 1 ? "1 patient" : `${one.n} patients`}`,
        ...paragraph(one.description, width, "  "),
        ...paragraph(one.source, width, "  Source: ").map(paint.dim),
      ]),
    );
  });
}
