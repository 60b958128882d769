/** The columns of a cohort's two tables: draws as they were screened, and one row for each patient and support. */
import { INDICES } from "@counterpulse/engine";
import { isPlace, type Population } from "@counterpulse/lab";
import type { CohortPlan } from "./plan.ts";

export type ColumnType = "BOOLEAN" | "BYTE_ARRAY" | "DOUBLE" | "INT32" | "STRING";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** null is possible. */
  readonly open: boolean;
  /** Holds an index: numbers that differ from row to row. */
  readonly index?: boolean;
}

export type Cell = boolean | number | string | Uint8Array | null;

const column = (name: string, type: ColumnType, open = true): Column => ({ name, type, open });

const indexColumn = (id: string, type: ColumnType): Column => ({ ...column(id, type), index: true });

const indexColumns = (): Column[] => INDICES.map(({ id }) => indexColumn(id, isPlace(id) ? "STRING" : "DOUBLE"));

/** Draws without support: why one was refused, the state to start supports from where it was not, and its indices. */
export function screenColumns(): Column[] {
  return [
    column("draw", "INT32", false),
    column("refused", "STRING"),
    column("reason", "STRING"),
    column("beats", "INT32", false),
    column("steps", "INT32", false),
    column("state", "BYTE_ARRAY"),
    ...INDICES.map(({ id }) => indexColumn(id, "DOUBLE")),
  ];
}

/** Names that a group's or a parameter's column has. */
export const groupColumn = (name: string): string => `group:${name}`;

export function rowColumns(plan: CohortPlan, population: Population): Column[] {
  return [
    column("patient", "INT32", false),
    column("draw", "INT32", false),
    column("patient_id", "STRING", false),
    column("support", "STRING", false),
    column("converged", "BOOLEAN", false),
    column("reason", "STRING"),
    column("evaluated_at_s", "DOUBLE"),
    column("lv_distended", "BOOLEAN"),
    column("valve_shut", "BOOLEAN"),
    column("wedge_raised", "BOOLEAN"),
    column("wedge_rise_mmHg", "DOUBLE"),
    column("beats", "INT32", false),
    column("steps", "INT32", false),
    ...Object.keys(plan.vary).map((id) => column(`set:${id}`, "DOUBLE")),
    ...population.factors.filter((f) => f.kind === "group").map((f) => column(groupColumn(f.id), "STRING", false)),
    ...drawnColumns(population).map((id) => column(id, "DOUBLE", false)),
    column("clipped", "STRING"),
    ...indexColumns(),
  ];
}

/** Parameters that differ from patient to patient: those drawn, and those that body size moves. */
export function drawnColumns(population: Population): string[] {
  const middle = new Float64Array(population.factors.length).fill(0.5);
  return Object.keys(population.at(middle, 0).drawn);
}
