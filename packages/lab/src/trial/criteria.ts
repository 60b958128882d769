/** Conditions on patients: which of the profiles meet them. */
import { InputError } from "../input-error.ts";
import type { Criterion } from "./protocol-file.ts";

export type Variables = ReadonlyMap<string, Float64Array>;

/** @param where what the message begins with */
export function meets(variables: Variables, criteria: readonly Criterion[], where: string): Uint8Array {
  const size = [...variables.values()][0]?.length ?? 1;
  const held = new Uint8Array(size).fill(1);
  criteria.forEach((criterion, i) => {
    const at = criteria.length > 1 ? `${where}.${i}` : where;
    const values = variables.get(criterion.variable);
    if (!values) throw unknown(variables, criterion.variable, at);
    const [low, high] = limitsOf(criterion, values, at);
    for (let j = 0; j < size; j++) if (!(values[j] >= low && values[j] < high)) held[j] = 0;
  });
  return held;
}

function unknown(variables: Variables, name: string, where: string): InputError {
  const known = [...variables.keys()];
  const markers = known.filter((id) => !/^(without|control|change|parameter)\./.test(id));
  const has = known.length > markers.length;
  const also = has ? "without.INDEX, control.INDEX, change.INDEX, parameter.ID" : "";
  const allowed = [markers.join(", "), also].filter(Boolean).join(", or ") || "none: the protocol has no markers";
  return new InputError(`${where}: there is no variable "${name}"; allowed are ${allowed}.`);
}

function limitsOf(c: Criterion, values: Float64Array, where: string): [number, number] {
  const given = [c.above, c.below, c.top, c.bottom].filter((x) => x !== undefined);
  if (given.length === 0)
    throw new InputError(`${where}: it says nothing of "${c.variable}"; above, below, top or bottom is allowed.`);
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const low = Math.max(
    c.above ?? Number.NEGATIVE_INFINITY,
    c.top === undefined ? Number.NEGATIVE_INFINITY : at(1 - c.top),
  );
  const high = Math.min(
    c.below ?? Number.POSITIVE_INFINITY,
    c.bottom === undefined ? Number.POSITIVE_INFINITY : at(c.bottom),
  );
  return [low, high];
}
