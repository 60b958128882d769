/** `counterpulse trial protocols`: the built-in protocols, or one as a file to start from. */
import { Command } from "commander";
import { addJson } from "../../input/options.ts";
import { readProtocol } from "../../input/trial-protocol.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth, paragraph } from "../../print/table.ts";

const EXAMPLES = `
Examples:
  counterpulse trial protocols
  counterpulse trial protocols editorial > own.yaml
  counterpulse trial simulate own.yaml --effect 0.8`;

export function protocols(): Command {
  const command = new Command("protocols")
    .description("List the built-in trials; with an id, print its protocol (YAML, or JSON with --json).")
    .argument("[id]", "which protocol to print")
    .addHelpText("after", EXAMPLES);
  return addJson(command).action(async (id: string | undefined, options: { json?: boolean }) => {
    if (id !== undefined) {
      const { protocol } = await readProtocol(id);
      if (options.json) return print(json(protocol));
      const { stringify } = await import("yaml");
      return print([stringify(protocol, { lineWidth: 100, aliasDuplicateObjects: false })]);
    }
    const { TRIAL_PROTOCOLS } = await import("@counterpulse/lab");
    const list = TRIAL_PROTOCOLS.map(({ id: name, title, description, source, n, arms, endpoint, analysis }) => ({
      ...{ id: name, title, description, source, n, arms },
      ...{ endpoint: endpoint.event, day: endpoint.day, test: analysis.test },
    }));
    if (options.json) return print(json(list));
    const paint = colours(process.stdout);
    const width = pageWidth(process.stdout);
    return printLines(
      list.flatMap((one, i) => [
        ...(i > 0 ? [""] : []),
        `${paint.bold(one.title)} (${one.id}, ${one.n} patients)`,
        ...paragraph(one.description, width, "  "),
        ...paragraph(one.source, width, "  Source: ").map(paint.dim),
      ]),
    );
  });
}
