/**
 * What targets and criteria of a population may speak of: every index, and bedside ratios that follow from indices of the
 * same state and have none of their own.
 */
import { INDICES, type Indices } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import { isPlace } from "../named-indices.ts";

export interface Quantity {
  readonly id: string;
  /** Words for a person where it is no index. */
  readonly label: string | null;
  readonly unit: string;
  /** Indices that it follows from. */
  readonly needs: readonly string[];
  /** null where one of them is not known. */
  readonly of: (indices: Indices) => number | null;
}

function derived(
  id: string,
  label: string,
  unit: string,
  needs: readonly string[],
  formula: (...values: number[]) => number,
): Quantity {
  const of = (indices: Indices): number | null => {
    const values = needs.map((need) => indices[need]);
    if (!values.every((value) => typeof value === "number")) return null;
    const result = formula(...(values as number[]));
    return Number.isFinite(result) ? result : null;
  };
  return { id, label, unit, needs, of };
}

/** Ratios of indices, as the registries print them. */
export const DERIVED: readonly Quantity[] = [
  // Power over body surface, which is total flow over cardiac index (E102).
  derived(
    "cpi_W_m2",
    "cardiac power index",
    "W/m2",
    ["cpo_W", "ci_L_min_m2", "total_flow_L_min"],
    (power, index, flow) => (power * index) / flow,
  ),
  derived("cvp_pcwp_ratio", "CVP over wedge pressure", "1", ["cvp_mmHg", "pcwp_mmHg"], (a, b) => a / b),
];

const BY_ID = new Map([
  ...INDICES.map(
    ({ id, unit }): Quantity => ({ id, label: null, unit, needs: [id], of: (indices) => indices[id] ?? null }),
  ).map((q) => [q.id, q] as const),
  ...DERIVED.map((q) => [q.id, q] as const),
]);

export const QUANTITY_IDS: readonly string[] = [...BY_ID.keys()];

export const isQuantity = (id: string): boolean => BY_ID.has(id);

/** @param where file and field, for messages @throws InputError */
export function requireQuantity(id: string, where: string): Quantity {
  const found = BY_ID.get(id);
  const others = DERIVED.map((q) => q.id).join(" and ");
  if (!found)
    throw new InputError(`${where}: there is no index "${id}"; \`counterpulse indices\` lists all, and ${others} are.`);
  if (isPlace(id)) throw new InputError(`${where}: ${id} is a place, not a number; any other index is allowed.`);
  return found;
}
