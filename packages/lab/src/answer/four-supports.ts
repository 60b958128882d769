/** Virtual patients without support, with the balloon, on VA-ECMO, and on both: what the answer's shares are counted on. */
import { INDICES, type Indices } from "@counterpulse/engine";
import type { Laboratory } from "../laboratory.ts";
import { isPlace } from "../named-indices.ts";
import type { Population, Virtual } from "../population/population.ts";
import { recruit } from "../population/recruit.ts";
import type { Share } from "../population/share.ts";
import { outcomes, parseChange } from "../sensitivity/changes.ts";
import type { CirculationTable } from "../trial/circulation.ts";

export const ALONE = "va-ecmo";
export const BOTH = "va-ecmo+iabp";
const CHANGES = ["none,iabp", `none,${ALONE}`, `none,${BOTH}`, `${ALONE},${BOTH}`].map(parseChange);

export type Values = Readonly<Record<string, number | null>>;

export interface FourSupports {
  readonly id: string;
  readonly draw: number;
  /** What was drawn: parameter to value. */
  readonly drawn: Readonly<Record<string, number>>;
  readonly none: Values;
  readonly iabp: Values;
  readonly ecmo: Values;
  readonly both: Values;
  /** The balloon's addition, both sides read at one time where one does not settle. */
  readonly added: { readonly before: Values; readonly after: Values };
  /** Supports without a steady state. */
  readonly unsettled: readonly string[];
}

export interface Enrolled {
  readonly patients: readonly Virtual[];
  readonly accepted: Share;
  /** Factor, as drawn, to words. */
  readonly factors: readonly string[];
}

export function enrolFor(
  laboratory: Laboratory,
  population: Population,
  request: { readonly n: number; readonly seed: number; readonly onProgress?: (done: number, all: number) => void },
): Enrolled {
  const { enrolled, accepted } = recruit(laboratory, population, { ...request, sampling: "sobol" });
  const patients = enrolled.map(({ bare: _, refused: __, ...virtual }) => virtual);
  return { patients, accepted, factors: [...new Set(enrolled.flatMap(({ drawn }) => Object.keys(drawn)))] };
}

export function fourSupports(
  laboratory: Laboratory,
  patients: readonly Virtual[],
  onProgress?: (done: number, all: number) => void,
): FourSupports[] {
  const found = outcomes(laboratory, patients, CHANGES, { settings: {}, onProgress });
  return patients.map(({ patient, draw, drawn }, i) => {
    const { bare, changes, unsettled } = found[i];
    const [iabp, ecmo, both, added] = changes;
    return {
      ...{ id: patient.id, draw, drawn, unsettled },
      none: numbersOf(bare.indices),
      iabp: numbersOf(iabp.after),
      ecmo: numbersOf(ecmo.after),
      both: numbersOf(both.after),
      added: { before: numbersOf(added.before), after: numbersOf(added.after) },
    };
  });
}

const TOLD = INDICES.map(({ id }) => id).filter((id) => !isPlace(id));

function numbersOf(indices: Indices | null): Values {
  return Object.fromEntries(TOLD.map((id) => [id, typeof indices?.[id] === "number" ? indices[id] : null]));
}

/** The same patients as a trial's simulation takes them. */
export function circulationTable(
  about: Pick<CirculationTable, "model" | "population" | "seed">,
  patients: readonly FourSupports[],
): CirculationTable {
  const columns: Record<string, (number | null)[]> = {};
  for (const id of TOLD) {
    columns[`without.${id}`] = patients.map(({ none }) => none[id]);
    columns[`control.${id}`] = patients.map(({ added }) => added.before[id]);
    columns[`change.${id}`] = patients.map(({ added: { before, after } }) =>
      before[id] === null || after[id] === null ? null : after[id] - before[id],
    );
  }
  for (const id of Object.keys(patients[0]?.drawn ?? {}))
    columns[`parameter.${id}`] = patients.map(({ drawn }) => drawn[id] ?? null);
  const unsettled = patients.filter((p) => p.unsettled.some((s) => s === ALONE || s === BOTH)).length;
  return { ...about, n: patients.length, unsettled, columns };
}
