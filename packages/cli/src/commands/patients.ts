/** `counterpulse patients`: the built-in ones. */
import { Command } from "commander";
import { addJson } from "../input/options.ts";
import { colours } from "../print/colour.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { pageWidth, paragraph } from "../print/table.ts";

export function patients(): Command {
  const command = new Command("patients").description("List the built-in patients and where their values come from.");
  return addJson(command).action(async (options: { json?: boolean }) => {
    const { PATIENTS } = await import("@counterpulse/engine");
    const list = PATIENTS.map(({ id, title, description, source }) => ({ id, title, description, source }));
    if (options.json) return print(json(list));
    const [width, paint] = [pageWidth(process.stdout), colours(process.stdout)];
    const lines = list.map((p) => [
      `${paint.bold(p.id)}  ${p.title}`,
      ...paragraph(p.description, width, "    "),
      ...paragraph(p.source, width, "    Source: ").map(paint.dim),
    ]);
    return printLines(lines.flatMap((block, i) => (i === 0 ? block : ["", ...block])));
  });
}
