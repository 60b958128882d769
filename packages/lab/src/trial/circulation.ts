/**
 * What both supports do to the circulation of virtual patients: drawn, enrolled and solved once, and then used by all
 * trials of a protocol.
 */
import { INDICES } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import type { Laboratory, Solved } from "../laboratory.ts";
import { isPlace } from "../named-indices.ts";
import type { Population } from "../population/population.ts";
import { recruit } from "../population/recruit.ts";
import { checkSettings } from "../settings.ts";
import { type ModelStamp, stamp } from "../simulate.ts";
import { parseSupport } from "../support.ts";
import type { Protocol } from "./protocol-file.ts";

/** Columns over those patients of whom every index that is used is known. */
export interface CirculationTable {
  readonly model: ModelStamp;
  readonly population: string;
  readonly seed: number;
  readonly n: number;
  /** Patients under whose supports the circulation had not settled: their values are those 60 s after the start. */
  readonly unsettled: number;
  /** Variable, such as control.pcwp_mmHg, to values; null where an index does not exist. */
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
}

/** Patients solved at a time. */
const CHUNK = 128;

export function solveCirculations(
  laboratory: Laboratory,
  population: Population,
  request: NonNullable<Protocol["circulation"]>,
  seed: number,
  onProgress?: (done: number, all: number) => void,
): CirculationTable {
  const { n, control, experimental } = request;
  const settings = checkSettings(laboratory.model, request.set, "circulation.set");
  const supports = [control, experimental].map((text) => parseSupport(text));
  const { enrolled } = recruit(laboratory, population, {
    ...{ n, seed, sampling: "sobol", settings },
    onProgress: (done) => onProgress?.(done, 3 * n),
  });
  const solved: Solved[][] = [[], []];
  for (let from = 0; from < n; from += CHUNK) {
    const part = enrolled.slice(from, from + CHUNK);
    const cases = supports.flatMap((support) =>
      part.map(({ patient, bare }) => ({ patient, settings, support, start: bare.state })),
    );
    const found = laboratory.solve(cases, {
      withIndicesAt: false,
      guided: true,
      onProgress: (done, all) => onProgress?.(n + 2 * (from + (part.length * done) / all), 3 * n),
    });
    solved[0].push(...found.slice(0, part.length));
    solved[1].push(...found.slice(part.length));
  }
  const columns: Record<string, (number | null)[]> = {};
  for (const { id } of INDICES.filter((index) => !isPlace(index.id))) {
    const values = [enrolled.map((c) => c.bare), ...solved].map((list) =>
      list.map(({ indices }) => (typeof indices[id] === "number" ? (indices[id] as number) : null)),
    );
    columns[`without.${id}`] = values[0];
    columns[`control.${id}`] = values[1];
    columns[`change.${id}`] = values[2].map((x, i) => (x === null || values[1][i] === null ? null : x - values[1][i]!));
  }
  for (const id of Object.keys(enrolled[0].drawn))
    columns[`parameter.${id}`] = enrolled.map((c) => c.drawn[id] ?? null);
  const unsettled = enrolled.filter((_, i) => !solved[0][i].converged || !solved[1][i].converged).length;
  return { model: stamp(laboratory), population: population.id, seed, n, unsettled, columns };
}

/** A column without gaps. @throws InputError where it does not exist, or not of every patient */
export function columnOf(table: CirculationTable, name: string, where: string): readonly number[] {
  const values = Object.hasOwn(table.columns, name) ? table.columns[name] : undefined;
  if (!values)
    throw new InputError(
      `${where}: there is no "${name}"; without., control. or change. and an index, or parameter. and a drawn parameter are allowed.`,
    );
  const missing = values.filter((x) => x === null).length;
  if (missing > 0)
    throw new InputError(
      `${where}: "${name}" does not exist in ${missing} of ${values.length} patients; one that all have is allowed.`,
    );
  return values as readonly number[];
}
