/** `counterpulse indices`: what the tables and documents report, with units and definitions. */
import { Command } from "commander";
import { addJson } from "../input/options.ts";
import { colours } from "../print/colour.ts";
import { groupsFor, unitText } from "../print/index-groups.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { pageWidth, type Row, table } from "../print/table.ts";

export function indices(): Command {
  const command = new Command("indices").description("List the indices: ids, units, definitions.");
  return addJson(command).action(async (options: { json?: boolean }) => {
    const { INDICES } = await import("@counterpulse/engine");
    if (options.json) {
      const list = INDICES.map(({ id, unit, definition, loinc }) => ({ id, unit, definition, loinc }));
      return print(json(list));
    }
    const paint = colours(process.stdout);
    const byId = new Map(INDICES.map((index) => [index.id, index]));
    const rows = groupsFor([...byId.keys()]).flatMap((group): Row[] => {
      const members = group.rows.flatMap((row) => byId.get(row.id) ?? []);
      const cells = members.map((index) => [index.id, unitText(index.unit), index.definition]);
      return cells.length > 0 ? [paint.bold(group.title), ...cells] : [];
    });
    const shape = [
      { align: "left", header: "id" },
      { align: "left", header: "unit" },
      { align: "left", header: "definition", fill: true },
    ] as const;
    return printLines(table(shape, rows, { indent: 2, page: pageWidth(process.stdout), header: paint.bold }));
  });
}
