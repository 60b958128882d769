/** Shorthand for an instance's own defaults. */
import type { Override } from "../language/circuit.ts";

export const by = (value: number, source: string, range?: readonly [number, number]): Override =>
  range ? { value, source, min: range[0], max: range[1] } : { value, source };

/** Unstressed volumes vary less between people than resistances and compliances do. */
export const volume = (value: number, source: string): Override => by(value, source, [0.75 * value, 1.35 * value]);
