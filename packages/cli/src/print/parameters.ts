/** Parameters as a person reads them: a table for each part of the circuit, so that long ids of one do not crowd all. */
import type { Colours } from "./colour.ts";
import { significant } from "./number.ts";
import { table } from "./table.ts";

export interface ParameterRow {
  readonly id: string;
  readonly unit: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  readonly description: string;
}

export function parameterTables(list: readonly ParameterRow[], page: number, paint: Colours): string[] {
  const groups = new Map<string, ParameterRow[]>();
  for (const p of list) {
    const part = p.id.split(".")[0];
    groups.set(part, [...(groups.get(part) ?? []), p]);
  }
  return [...groups].flatMap(([part, members], i) => {
    const shape = [
      { align: "left", header: part },
      { align: "right", header: "default" },
      { align: "left", header: "unit" },
      { align: "left", header: "allowed" },
      { align: "left", header: "what it is", fill: true },
    ] as const;
    const rows = members.map((p) => [
      `  ${p.id}`,
      significant(p.default),
      p.unit === "1" ? "" : p.unit,
      allowed(p),
      p.description,
    ]);
    return [...(i === 0 ? [] : [""]), ...table(shape, rows, { page, header: paint.bold })];
  });
}

function allowed({ min, max, whole }: ParameterRow): string {
  return whole && max - min === 1 ? `${min} or ${max}` : `${significant(min)} to ${significant(max)}`;
}
