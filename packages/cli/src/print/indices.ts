/** The table of indices: a row an index, a column a case. */
import type { IndexDefinition } from "@counterpulse/engine";
import type { NamedIndices } from "@counterpulse/lab";
import type { Colours } from "./colour.ts";
import { groupsFor, type IndexRow, unitText } from "./index-groups.ts";
import { fixed } from "./number.ts";
import { type Column, type Row, table } from "./table.ts";

export interface IndexColumn {
  readonly title: string;
  readonly indices: NamedIndices;
}

/** With more columns than these, the parts of a support stand below each other in its heading. */
const WIDE_COLUMNS = 4;

/** @param withIds a last column with the ids, by which scripts know the indices */
export function indexTable(
  columns: readonly IndexColumn[],
  definitions: readonly IndexDefinition[],
  page: number,
  colours: Colours,
  withIds = false,
): string[] {
  const units = new Map(definitions.map((d) => [d.id, unitText(d.unit)]));
  const has = (row: IndexRow): boolean => columns.some((c) => (c.indices[row.id] ?? null) !== null);
  const rows = groupsFor(definitions.map((d) => d.id)).flatMap((group): Row[] => {
    const present = group.rows.filter(has);
    if (present.length === 0) return [];
    const lines = present.map((row) => [
      `  ${row.label}`,
      units.get(row.id) ?? "",
      ...columns.map((c) => cell(c.indices[row.id] ?? null, row.decimals, columns.length > 1)),
      ...(withIds ? [colours.dim(row.id)] : []),
    ]);
    return [colours.bold(group.title), ...lines];
  });
  const heading = (title: string): string =>
    columns.length > WIDE_COLUMNS ? title.replaceAll(/ *\+ */g, "\n+").replace("tandemheart", "tandem-\nheart") : title;
  const shape: Column[] = [
    { align: "left", fill: true },
    { align: "left" },
    ...columns.map((c): Column => ({ align: "point", header: heading(c.title) })),
    ...(withIds ? [{ align: "left" } as const] : []),
  ];
  return table(shape, rows, { page, header: colours.bold });
}

/** Most indices are numbers; a place is a word, its parts below each other where columns stand side by side. */
function cell(value: number | string | null, decimals: number, narrow: boolean): string {
  if (typeof value !== "string") return fixed(value, decimals);
  const words = value.replaceAll("_", " ").replace(/^aortic | (aorta|artery)$/g, "");
  return narrow ? words.replaceAll(" ", "\n") : words;
}
