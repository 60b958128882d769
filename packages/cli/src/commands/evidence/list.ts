/** `counterpulse evidence list`: all studies. */
import { Command } from "commander";
import { addJson } from "../../input/options.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";

export function list(): Command {
  const command = new Command("list").description("List the studies.");
  return addJson(command).action(async (options: { json?: boolean }) => {
    const { STUDIES } = await import("@counterpulse/evidence");
    return options.json ? print(json(STUDIES)) : printLines([`${STUDIES.length} studies`]);
  });
}
