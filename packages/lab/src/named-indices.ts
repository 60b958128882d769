/** Indices as they leave the program: a number that stands for a place (the watershed's segment) becomes its name. */
import { type Indices, indexName } from "@counterpulse/engine";

export type NamedIndices = Record<string, number | string | null>;

export function namedIndices(indices: Indices): NamedIndices {
  const named: NamedIndices = {};
  for (const id in indices) named[id] = indexName(id, indices[id]);
  return named;
}

/** Whether an index is a place: nothing can be reckoned with its number. */
export function isPlace(id: string): boolean {
  return typeof indexName(id, 0) === "string";
}
