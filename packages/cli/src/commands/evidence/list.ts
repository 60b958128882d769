/** `counterpulse evidence list`: all studies. */
import { Command } from "commander";
import { addJson } from "../../input/options.ts";
import { colours } from "../../print/colour.ts";
import { studyListLines } from "../../print/evidence-studies.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth } from "../../print/table.ts";

const HELP = `
READ: seen on a stored page; DERIVED: worked out from what was read; RECALLED: from memory, unverified, left out of pools.

Examples:
  counterpulse evidence list
  counterpulse evidence list --json`;

export function list(): Command {
  const command = new Command("list").description("List the studies.");
  return addJson(command)
    .addHelpText("after", HELP)
    .action(async (options: { json?: boolean }) => {
      const { STUDIES, studyDocument } = await import("@counterpulse/evidence");
      if (options.json) return print(json(STUDIES.map(studyDocument)));
      return printLines(studyListLines(STUDIES, pageWidth(process.stdout), colours(process.stdout)));
    });
}
