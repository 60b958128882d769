/** `cohort status`: what is done, what runs, what failed and why. */
import { type Command as Built, Command } from "commander";
import { addJson } from "../../input/options.ts";
import { statusDocument, statusLines } from "../../print/cohort.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth } from "../../print/table.ts";

export function cohortStatus(): Built {
  const command = new Command("status")
    .description("Tell what of a study is done, running or failed, and why; every file's checksum is looked at.")
    .argument("<folder>", "the study's folder");
  return addJson(command).action(async (folder: string, options: { json?: boolean }) => {
    const { cohortState } = await import("@counterpulse/runner");
    const state = cohortState(folder);
    if (options.json) return print(json(statusDocument(state)));
    return printLines(statusLines(state, pageWidth(process.stdout), colours(process.stdout)));
  });
}
