/** `counterpulse parameters`: everything that `--set` and patient files take. */
import { Command } from "commander";
import { addJson } from "../input/options.ts";
import { colours } from "../print/colour.ts";
import { json } from "../print/json.ts";
import { significant } from "../print/number.ts";
import { print, printLines } from "../print/output.ts";
import { pageWidth, type Row, table } from "../print/table.ts";

export function parameters(): Command {
  const command = new Command("parameters")
    .description("List what --set and patient files take: ids, units, defaults, ranges, sources.")
    .addHelpText("after", "\nThe sources stand in the --json document.");
  return addJson(command).action(async (options: { json?: boolean }) => {
    const { Laboratory, settable } = await import("@counterpulse/lab");
    const list = settable(new Laboratory().model).map(({ id, spec }) => ({
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
    const paint = colours(process.stdout);
    const part = (id: string): string => id.split(".")[0];
    const rows = list.flatMap((p, i): Row[] => {
      const range =
        p.whole && p.max - p.min === 1 ? `${p.min} or ${p.max}` : `${significant(p.min)} to ${significant(p.max)}`;
      const cells = [p.id, significant(p.default), p.unit === "1" ? "" : p.unit, range, p.description];
      return i > 0 && part(p.id) !== part(list[i - 1].id) ? ["", cells] : [cells];
    });
    const shape = [
      { align: "left", header: "id" },
      { align: "right", header: "default" },
      { align: "left", header: "unit" },
      { align: "left", header: "allowed" },
      { align: "left", header: "what it is", fill: true },
    ] as const;
    return printLines(table(shape, rows, { page: pageWidth(process.stdout), header: paint.bold }));
  });
}
